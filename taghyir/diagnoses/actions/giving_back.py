"""The result is given back to the enterprise, signed by both, and what is low and presses becomes needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.conventions.queries import speakers_of
from taghyir.core.actions import Refused, action, require
from taghyir.core.languages import base_language
from taghyir.core.storage import store
from taghyir.diagnoses.dimensions import Dimension
from taghyir.diagnoses.models import Depth, DiagnosedNeed, Diagnosis, Signature
from taghyir.diagnoses.policies import (
    can_give_back_result,
    can_hear_diagnosed_needs,
    can_keep_signed_result,
    can_sign_result,
)
from taghyir.diagnoses.queries import content_of, digest_of, dimensions_of, sheet_of
from taghyir.directory.models import Membership
from taghyir.needs.actions import hear_need, set_priorities
from taghyir.needs.models import Need, Theme
from taghyir.people.models import Person, User
from taghyir.surveys.actions import receive_submission
from taghyir.surveys.models import Submission
from taghyir.surveys.policies import can_fill_form
from taghyir.surveys.queries import definition_of_version, sheet_of_xml
from taghyir.tables.drawings import keep_drawing
from taghyir.tables.papers import keep_paper

THEMES = {Depth.GENDER_CARE: Theme.GENDER, Depth.CIRCULAR: Theme.CIRCULAR, Depth.DIGITAL: Theme.DIGITAL}
THEMES |= {Depth.MARKET: Theme.MARKET, Depth.GOVERNANCE: Theme.GOVERNANCE}


@action("diagnosis.given_back")
def give_back_result(
    *, actor: User, diagnosis: Diagnosis, given_back_on: dt.date, present: Iterable[Person] = ()
) -> Diagnosis:
    """Write when the result was told to the members, and who was there. From now on its answers are among those of the form.

    Refused before it is finished, twice, and for a day to come or before the first sitting.
    """
    require(can_give_back_result(actor, diagnosis))
    held = (
        Diagnosis.objects.select_for_update(of=("self",)).select_related("version__form", "case").get(pk=diagnosis.pk)
    )
    if held.finished_at is None or held.given_back_on:
        raise Refused(_("A result is given back once, when the diagnosis is finished."), code="state")
    if not held.held_on <= given_back_on <= timezone.localdate():
        raise Refused(_("Choose a day between the first sitting and today."), code="day", field="given_back_on")
    people = list(present)
    if any(person.pk not in _members(held) for person in people):
        raise Refused(_("Choose members of the enterprise."), code="not_a_member", field="present")
    held.given_back_on, held.given_back_by = given_back_on, actor
    held.submission = _received(actor, held)
    store(held).present.set(people)
    return held


@action("result.signed")
def sign_result(
    *, actor: User, diagnosis: Diagnosis, digest: str, drawing: UploadedFile, speaker: Membership | None = None
) -> Signature:
    """Sign the result that was given back, for the enterprise when one speaks for it, else for the mechanism.

    On a screen handed over, `speaker` says whose finger it is. Refused before it is given back, when it is not the one of
    `digest`, for who does not speak for the enterprise, and the second time.
    """
    require(can_sign_result(actor, diagnosis))
    content = _given_back(diagnosis)
    if digest != digest_of(content):
        raise Refused(_("The result changed meanwhile: read it again, then sign."), code="changed")
    who = _signer(actor, diagnosis, speaker)
    known = {"digest": digest, "result": content, "drawing": keep_drawing(drawing, by=actor)}
    return store(Signature(diagnosis=diagnosis, signed_by=actor, **who, **known))


@action("result.paper_kept")
def keep_signed_result(*, actor: User, diagnosis: Diagnosis, paper: UploadedFile) -> Diagnosis:
    """Both sides signed on paper, or the one that had not: keep its scan or its photo.

    Refused before it is given back, once both signed, and when it is no PDF nor picture, too big or broken.
    """
    require(can_keep_signed_result(actor, diagnosis))
    held = Diagnosis.objects.select_for_update(of=("self",)).select_related("version", "case").get(pk=diagnosis.pk)
    content = _given_back(held)
    missing = [side for side in Signature.Side if side not in held.sides]
    if not missing:
        raise Refused(_("Both sides signed already."), code="signed")
    known = {"digest": digest_of(content), "result": content, "drawing": keep_paper(paper, by=actor)}
    for side in missing:
        store(Signature(diagnosis=held, signed_by=actor, side=side, is_on_paper=True, **known))
    return held


def _given_back(diagnosis: Diagnosis) -> dict[str, Any]:
    """What is signed. Refused before it was told to the members."""
    if not diagnosis.given_back_on:
        raise Refused(_("The result is signed once it was given back."), code="not_given_back")
    return content_of(diagnosis)


def _signer(actor: User, diagnosis: Diagnosis, speaker: Membership | None) -> dict[str, Any]:
    """The side, and of the enterprise the function that day; the name, when the screen was handed over."""
    speakers = speakers_of(diagnosis.case)
    own = speakers.filter(person=actor.person_id).first()
    signs = own or speaker
    if signs is None:
        return {"side": Signature.Side.MECHANISM}
    if not speakers.filter(pk=signs.pk).exists():
        raise Refused(_("This person does not speak for the enterprise."), code="speaker", field="speaker")
    return {
        "side": Signature.Side.ENTERPRISE,
        "function": signs.function,
        "name": "" if own else str(signs.person),
    }


@action("diagnosis.needs_heard")
def hear_diagnosed_needs(*, actor: User, diagnosis: Diagnosis, dimensions: Iterable[str]) -> Diagnosis:
    """Write a need for each chosen dimension, with both priorities. Refused when none is chosen, or it is written already."""
    require(can_hear_diagnosed_needs(actor, diagnosis))
    chosen = set(dimensions)
    if not diagnosis.finished_at or not chosen:
        raise Refused(_("Choose at least one dimension of a finished diagnosis."), code="none", field="dimensions")
    known = {one.code: one for one in dimensions_of(diagnosis.version, diagnosis.answers, base_language())}
    if unknown := chosen - {code for code, one in known.items() if one.press}:
        raise Refused(_("There is nothing to act on in “%(name)s”.") % {"name": min(unknown)[:40]}, code="unknown")
    for code in sorted(chosen, key=lambda code: -known[code].press):
        need = _heard(actor, diagnosis, known[code])
        store(DiagnosedNeed(diagnosis=diagnosis, dimension=code, need=need))
    return diagnosis


def _heard(actor: User, diagnosis: Diagnosis, dimension: Dimension) -> Need:
    case = diagnosis.case
    lowest = [f"{item.label} ({item.words})" for item in dimension.weakest]
    need = hear_need(
        actor=actor,
        territory=case.territory,
        theme=dimension.code if dimension.code in Theme.values else THEMES[Depth(diagnosis.depth)],
        words=" · ".join(lowest)[:2000] or dimension.label,
        organisation=case.organisation,
        heard_on=diagnosis.held_on,
    )
    own, adviser = dimension.priority or None, dimension.adviser_priority or None
    return set_priorities(actor=actor, need=need, said_priority=own, adviser_priority=adviser)


def _members(diagnosis: Diagnosis) -> set[int]:
    standing = Membership.objects.standing().filter(organisation=diagnosis.case.organisation_id)
    return set(standing.values_list("person_id", flat=True))


def _received(actor: User, diagnosis: Diagnosis) -> Submission | None:
    """The answers among those of the form: read, counted and exported with them. None once the form takes no more answers."""
    version = diagnosis.version
    if not version.form.is_open or not can_fill_form(actor, version.form):
        return None
    sheet = sheet_of_xml(sheet_of(diagnosis).encode())
    return receive_submission(actor=actor, definition=definition_of_version(version), sheet=sheet, device="diagnosis")
