"""What follows: who looks after the territory is told what was taken back, and who asked, what ends soon."""

from contextlib import suppress

from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app

from taghyir.consents.actions import end_consent, warn_of_consent
from taghyir.consents.models import Consent
from taghyir.consents.queries import consents_just_over, consents_to_warn_of
from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.people.models import Role, User
from taghyir.people.queries import coordinators_of, users_with_role
from taghyir.places.models import Territory

TOLD = "consents/told"


@on("consent.withdrawn")
@on("consent.ended")
def tell_to_take_down(entry: Entry) -> None:
    """Tell who speaks for the territory and who coordinates it, else the programme: what shows this person elsewhere is
    taken down by hand."""
    consent = Consent.objects.select_related("text", "person__territory").get(pk=entry.subject_id)
    for user in _who_speaks_for(consent.person.territory):
        if user.pk != entry.actor_id:
            tell(user, about=entry, template=f"{TOLD}/take_down.txt", link=_link(user, consent), consent=consent)


@on("consent.ends_soon")
def tell_to_ask_again(entry: Entry) -> None:
    """Tell who collected it that it ends before long."""
    consent = Consent.objects.select_related("text", "person__territory", "collected_by").get(pk=entry.subject_id)
    user = consent.collected_by
    if user.is_active and not user.is_robot:
        tell(user, about=entry, template=f"{TOLD}/ends_soon.txt", link=_link(user, consent), consent=consent)


@app.periodic(cron="40 1 * * *")
@app.task(name="watch_consents", queue="seals", queueing_lock="watch_consents")
def watch_consents(timestamp: int) -> None:
    """Each night: say which consents end soon, and notice those whose time has passed. Safe to run twice."""
    robot = User.objects.robot()
    for consent in consents_to_warn_of():
        warn_of_consent(actor=robot, consent=consent)
    for consent in consents_just_over():
        with suppress(Refused):
            end_consent(actor=robot, consent=consent)


def _who_speaks_for(territory: Territory | None) -> set[User]:
    if territory is None:
        return set(users_with_role(Role.Kind.PROGRAMME_COORDINATOR))
    return {*users_with_role(Role.Kind.FOCAL_POINT, territory=territory), *coordinators_of(territory)}


def _link(user: User, consent: Consent) -> str:
    with translation.override(user.language):
        return reverse("consents:consent", args=[consent.pk])
