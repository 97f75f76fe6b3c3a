"""Each day, cards that nobody confirms are asked about, fade and hide; who is concerned is told."""

import secrets
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import from_its_side, tell
from taghyir.core.models import Entry
from taghyir.design.formats import written_in
from taghyir.directory.actions import fade_organisation
from taghyir.directory.models import Freshness, Label, Organisation
from taghyir.people.models import User
from taghyir.upkeep import queries
from taghyir.upkeep.actions import ask_to_confirm, erase_contacts, expire_claim, invite_by_mail, take_by_mail
from taghyir.upkeep.models import ASK_FOCAL_POINT, FADE, HIDE, Claim, Report

TOLD = "upkeep/told"
AT_ONCE = 500


@app.periodic(cron="20 5 * * *")
@app.task(name="review_cards", queue="seals", queueing_lock="review_cards")
def review_cards(timestamp: int) -> None:
    """Each morning, do what the days ask of each card. Safe to run twice."""
    robot = User.objects.robot()
    for days, whom in ((0, "owner"), (ASK_FOCAL_POINT, "focal_point")):
        for card in queries.cards_to_ask(days, whom)[:AT_ONCE]:
            with suppress(Refused):
                ask_to_confirm(actor=robot, organisation=card, due_on=card.due_on, whom=whom)
    for days, before, after in ((FADE, Freshness.FRESH, Freshness.FADED), (HIDE, Freshness.FADED, Freshness.HIDDEN)):
        for card in queries.cards_to_fade(days, before)[:AT_ONCE]:
            with suppress(Refused):
                fade_organisation(actor=robot, organisation=card, freshness=after)
    for claim in queries.claims_over()[:AT_ONCE]:
        with suppress(Refused):
            expire_claim(actor=robot, claim=claim)
    erase_contacts(actor=robot)


@on("card.review_asked")
def tell_to_confirm(entry: Entry) -> None:
    """The owner: its mail box and those who keep the card; else who looks after the territory. Accounts are told once."""
    organisation = Organisation.objects.select_related("territory").get(pk=entry.subject_id)
    if entry.details.get("whom") == "owner":
        _tell(queries.keepers_of(organisation), entry, "still_true", organisation)
        if organisation.email:
            _write_to(organisation, "still_true_by_mail.txt")
    else:
        _tell(queries.focal_points_of(organisation), entry, "still_true", organisation)


@on("error.reported")
def tell_of_report(entry: Entry) -> None:
    """Tell who looks after the territory that a card is said to be wrong."""
    report = Report.objects.select_related("organisation__territory").get(pk=entry.subject_id)
    for user in queries.focal_points_of(report.organisation):
        link = _link(user, "report", report.pk)
        tell(
            user, about=entry, template=f"{TOLD}/report.txt", link=link, organisation=report.organisation, report=report
        )


@on("report.answered")
def write_answer(entry: Entry) -> None:
    """The answer goes to who left an e-mail, in the language they wrote in. A second run sends nothing."""
    with transaction.atomic():
        rows = Report.objects.select_for_update(of=("self",)).select_related("organisation")
        report = rows.get(pk=entry.subject_id)
        if report.sent_at or not _is_address(report.contact):
            return
        Report.objects.filter(pk=report.pk).update(sent_at=timezone.now())
        with written_in(report.language, report.organisation.country):
            link = settings.SITE_URL + reverse("upkeep:receipt", args=[report.code])
            text = render_to_string(f"{TOLD}/answer_by_mail.txt", {"report": report, "link": link}).strip()
            text = from_its_side(text)
        subject, _line, body = text.partition("\n")
        send_mail(subject, body.strip() + "\n", None, [report.contact])


def _is_address(text: str) -> bool:
    with suppress(ValidationError):
        validate_email(text)
        return True
    return False


@on("label.recorded")
def tell_of_label(entry: Entry) -> None:
    """Tell who looks after the territory that a certificate waits to be read."""
    label = Label.objects.select_related("kind", "organisation__territory").filter(pk=entry.subject_id).first()
    if label and not label.is_checked:
        for user in queries.focal_points_of(label.organisation):
            link = _page(user, label.organisation)
            tell(user, about=entry, template=f"{TOLD}/label_to_check.txt", link=link, label=label)


@on("label.falls_due")
def tell_of_end(entry: Entry) -> None:
    """Tell those who keep the card, and who looks after the territory, that a label ends soon."""
    label = Label.objects.select_related("kind", "organisation__territory").filter(pk=entry.subject_id).first()
    if label:
        for user in {*queries.keepers_of(label.organisation), *queries.focal_points_of(label.organisation)}:
            link = _page(user, label.organisation)
            tell(user, about=entry, template=f"{TOLD}/label_ends.txt", link=link, label=label)


@on("card.claimed")
def tell_of_claim(entry: Entry) -> None:
    """Tell who looks after the territory that somebody says a card is theirs."""
    claim = Claim.objects.select_related("organisation__territory", "person").get(pk=entry.subject_id)
    for user in queries.focal_points_of(claim.organisation):
        with translation.override(user.language):
            link = reverse("upkeep:claims")
        tell(user, about=entry, template=f"{TOLD}/claim.txt", link=link, claim=claim)


@on("claim.confirmed")
@on("claim.refused")
@on("claim.proved")
@on("claim.taken")
def tell_of_decision(entry: Entry) -> None:
    """Tell who claimed the card what was decided."""
    claim = Claim.objects.select_related("organisation").get(pk=entry.subject_id)
    user = User.objects.filter(person=claim.person_id or -1, is_active=True).first()
    if user:
        tell(user, about=entry, template=f"{TOLD}/decision.txt", link=_page(user, claim.organisation), claim=claim)


@on("card.asked_by_mail")
def write_to_mail_box(entry: Entry) -> None:
    """Offer an account to the mail box of the card; where it has one, say how to use it. A second run sends nothing."""
    claim = Claim.objects.select_related("organisation__territory").get(pk=entry.subject_id)
    if claim.invitation_id or claim.code_sent_at or not claim.organisation.email:
        return
    try:
        invite_by_mail(actor=User.objects.robot(), claim=claim, language=entry.details.get("language", "fr"))
    except Refused as refusal:
        if refusal.code == "account":
            Claim.objects.filter(pk=claim.pk).update(code_sent_at=timezone.now())
            _write_to(claim.organisation, "sign_in_by_mail.txt")


@on("invitation.accepted")
def give_card_to_mail_box(entry: Entry) -> None:
    """Whoever opened the account that was offered to the mail box of a card keeps it. Safe to run twice."""
    claim = queries.claim_invited_by(entry.subject_id or 0)
    user = User.objects.select_related("person").filter(pk=entry.details.get("user")).first()
    if claim and user and user.person:
        take_by_mail(actor=User.objects.robot(), claim=claim, person=user.person)


@on("claim_code.asked")
def send_code(entry: Entry) -> None:
    """Make the code and send it to the mail box of the card; the code is kept as a hash. A second run sends nothing."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update().select_related("organisation").get(pk=entry.subject_id)
        if claim.code_hash or not claim.organisation.email or claim.state != Claim.State.WAITING:
            return
        code = f"{secrets.randbelow(1_000_000):06}"
        Claim.objects.filter(pk=claim.pk).update(code_hash=queries.hash_of_code(claim, code))
        _write_to(claim.organisation, "code_by_mail.txt", code=code)


def _write_to(organisation: Organisation, template: str, **words: Any) -> None:
    """A mail to the mail box of the organisation, in French and in Arabic: nobody knows which of the two is read there."""
    texts = []
    for language in ("fr", "ar"):
        with written_in(language, organisation.country):
            link = settings.SITE_URL + queries.address_of_token(organisation, language)
            shown = {"organisation": organisation, "link": link, **words}
            texts.append(from_its_side(render_to_string(f"{TOLD}/{template}", shown).strip()))
    subject = " · ".join(text.partition("\n")[0] for text in texts)
    body = "\n\n— — —\n\n".join(text.partition("\n")[2].strip() for text in texts)
    send_mail(subject, body + "\n", None, [organisation.email])


def _tell(users: list[User], entry: Entry, template: str, organisation: Organisation) -> None:
    for user in users:
        link = _page(user, organisation)
        tell(user, about=entry, template=f"{TOLD}/{template}.txt", link=link, organisation=organisation)


def _page(user: User, organisation: Organisation) -> str:
    with translation.override(user.language):
        return str(organisation.get_absolute_url())


def _link(user: User, address: str, key: int) -> str:
    with translation.override(user.language):
        return reverse(f"upkeep:{address}", args=[key])
