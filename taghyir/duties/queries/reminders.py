"""Who is reminded of what, and when."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core import signing
from django.db.models import Q

from taghyir.accompaniment.models import Case
from taghyir.directory.models import Membership, Organisation
from taghyir.duties.models import Reminder, Wish
from taghyir.duties.policies import SPEAKS_FOR_IT
from taghyir.duties.queries.duties import duties_of_each
from taghyir.duties.rules import Duty
from taghyir.people.models import User

AT_ONCE = 200  # organisations
Step = Reminder.Step
_SALT = "duties.reminders"


def step_of(duty: Duty) -> str:
    """Which reminder its day asks for today: a month before, a week before, late; none when it is settled or far."""
    if duty.falls_on is None or duty.state not in ("late", "soon"):
        return ""
    days = (duty.falls_on - duty.today).days
    if days < 0:
        return str(Step.LATE)
    return str(Step.WEEK) if days <= 7 else str(Step.MONTH)


def duties_to_remind() -> Iterator[tuple[Duty, str]]:
    """What nobody was reminded of yet at this step, for organisations that said from when their duties are counted."""
    kept = Organisation.objects.filter(calendar__isnull=False, merged_into=None, closed_on=None)
    rows = list(kept.filter(legal_form__isnull=False).select_related("legal_form").order_by("pk"))
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        sent = set(
            Reminder.objects.filter(organisation__in=[one.pk for one in some]).values_list(
                "organisation", "legal_form", "code", "period", "due_on", "step"
            )
        )
        for duty in duties_of_each(some):
            key = (duty.organisation.pk, duty.organisation.legal_form_id, duty.code, duty.period)
            if (step := step_of(duty)) and (*key, duty.falls_on, step) not in sent:
                yield duty, step


def people_to_remind(organisation: Organisation) -> list[User]:
    """Whoever speaks for it and its adviser, but those who said no; and its members who said yes."""
    wishes = dict(Wish.objects.filter(organisation=organisation).values_list("user", "wanted"))
    standing = Membership.objects.standing().filter(organisation=organisation)
    spoken = Q(person__in=standing.filter(SPEAKS_FOR_IT).values("person"))
    agreed = Q(person__in=standing.values("person"), pk__in=[user for user, wanted in wishes.items() if wanted])
    advising = Q(pk__in=Case.objects.open().filter(organisation=organisation).values("adviser"))
    users = User.objects.filter(spoken | agreed | advising, is_active=True).order_by("pk")
    return [user for user in users if wishes.get(user.pk, True)]


def is_reminded(user: User, organisation: Organisation) -> bool:
    return user.pk in {one.pk for one in people_to_remind(organisation)}


def token_of_reminders(user: User, organisation: Organisation) -> str:
    """A signed word for a mail: these reminders, of this person."""
    return signing.Signer(salt=_SALT).sign(f"{user.pk}.{organisation.pk}")


def reminders_of_token(token: str) -> tuple[User, Organisation] | None:
    """Of whom and of what a link speaks; None when the link is not ours."""
    try:
        user, organisation = (int(key) for key in signing.Signer(salt=_SALT).unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        return None
    found: Any = User.objects.filter(pk=user, is_active=True).first()
    known = Organisation.objects.filter(pk=organisation).first()
    return (found, known) if found and known else None


def days_left(duty: Duty) -> int | None:
    """Days until it is to be done; negative when it is late."""
    return (duty.falls_on - duty.today).days if isinstance(duty.falls_on, dt.date) else None
