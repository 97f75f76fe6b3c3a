"""The body is written to; the adviser and whoever asked are told what it answered; so is who wrote to the public desk."""

from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app

from taghyir.accompaniment.models import Case, Demand
from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import from_its_side, tell
from taghyir.core.models import Entry
from taghyir.design.formats import written_in
from taghyir.desk.actions import answer_request
from taghyir.desk.policies import can_answer_request
from taghyir.directory.queries import accounts_of
from taghyir.intake.actions import remind_body
from taghyir.intake.models import DeskDemand, Referral
from taghyir.intake.queries import name_shown, token_of, words_for
from taghyir.people.models import User


def _referral(entry: Entry) -> Referral:
    named = ("demand__organisation", "demand__territory", "demand__contact", "sent_by")
    return Referral.objects.select_related(*named).get(pk=entry.subject_id)


@on("referral.sent")
@on("referral.renewed")
def write_to_body(entry: Entry) -> None:
    """Send the link to the mail box of the body, in French and in Arabic. Run twice, it sends once."""
    with transaction.atomic():
        held = Referral.objects.select_for_update(of=("self",)).get(pk=entry.subject_id)
        if not held.email or not held.is_open or held.mailed_serial >= held.serial:
            return
        Referral.objects.filter(pk=held.pk).update(mailed_serial=held.serial)
        _write(_referral(entry), "to_body")


@app.periodic(cron="20 5 * * *")
@app.task(name="remind_bodies", queue="seals", queueing_lock="remind_bodies")
def remind_bodies(timestamp: int) -> None:
    """Each morning: bodies that did not answer and whose link is in its last days. Each link is called to mind once."""
    robot = User.objects.robot()
    for referral in Referral.objects.ending().exclude(email="").order_by("pk"):
        with suppress(Refused):
            remind_body(actor=robot, referral=referral)


@on("referral.reminded")
def write_again_to_body(entry: Entry) -> None:
    """Send the same link again with the day until which it holds. Run twice, it sends once."""
    with transaction.atomic():
        held = Referral.objects.select_for_update(of=("self",)).get(pk=entry.subject_id)
        if not held.is_open or held.reminded_serial >= held.serial:
            return
        Referral.objects.filter(pk=held.pk).update(reminded_serial=held.serial)
        _write(_referral(entry), "body_again")


def _write(referral: Referral, template: str) -> None:
    texts = []
    for language in ("fr", "ar"):
        with written_in(language, referral.demand.territory.country):
            link = settings.SITE_URL + reverse("intake:answer_referral", args=[token_of(referral)])
            words = {"referral": referral, "name": name_shown(referral), "link": link}
            texts.append(from_its_side(render_to_string(f"intake/told/{template}.txt", words).strip()))
    subject = " · ".join(text.partition("\n")[0] for text in texts)
    body = "\n\n— — —\n\n".join(text.partition("\n")[2].strip() for text in texts)
    send_mail(subject, body + "\n", None, [referral.email])


@on("referral.answered")
def tell_of_answer(entry: Entry) -> None:
    """Tell the adviser who sent it and the members of the organisation what the body said. `tell` writes once."""
    referral = _referral(entry)
    _tell([referral.sent_by, *accounts_of(referral.demand.organisation)], entry, "answered", referral)


@on("referral.withdrawn")
def tell_of_withdrawal(entry: Entry) -> None:
    """Tell the members that another answer is looked for. `tell` writes once."""
    referral = _referral(entry)
    _tell(accounts_of(referral.demand.organisation), entry, "withdrawn", referral)


def _tell(users: Iterable[User], entry: Entry, template: str, referral: Referral) -> None:
    for user in users:
        if user.is_active and user.pk != entry.actor_id:
            with translation.override(user.language):
                link = referral.demand.get_absolute_url()
            tell(user, about=entry, template=f"intake/told/{template}.txt", link=link, referral=referral)


@on("demand.referred")
@on("demand.put_to_wait")
@on("demand.refused")
def answer_under_code(entry: Entry) -> None:
    """Whoever asked at the public desk reads the answer under their code. Run twice, it is written once."""
    _say_under_code(Demand.objects.get(pk=entry.subject_id))


@on("case.opened")
def say_accepted_under_code(entry: Entry) -> None:
    """Whoever asked at the public desk reads under their code that somebody follows them. Run twice, it is written once."""
    _say_under_code(Case.objects.select_related("demand").get(pk=entry.subject_id).demand)


@on("referral.answered")
@on("referral.withdrawn")
def say_what_body_said_under_code(entry: Entry) -> None:
    """Whoever asked at the public desk reads what the body answered, or that it is asked no more. Written once."""
    _say_under_code(_referral(entry).demand)


def _say_under_code(demand: Demand) -> None:
    """In the name of who decided; of the house, when they answer there no more."""
    named = ("request__territory", "demand__organisation", "demand__territory", "demand__decided_by", "made_by")
    made = DeskDemand.objects.select_related(*named).filter(demand=demand).first()
    if made is None:
        return
    words = words_for(made.demand, made.request.language)[:1000]
    if not made.request.messages.filter(words=words).exists():  # type: ignore[attr-defined]
        decided_by = made.demand.decided_by or made.made_by
        actor = decided_by if can_answer_request(decided_by, made.request) else User.objects.robot()
        with suppress(Refused):  # closed meanwhile
            answer_request(actor=actor, request=made.request, words=words)
