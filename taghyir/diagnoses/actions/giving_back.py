"""The result is given back to the enterprise, signed by both, and what is low and presses becomes needs."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.languages import base_language
from taghyir.core.storage import store
from taghyir.diagnoses.dimensions import Dimension
from taghyir.diagnoses.models import Depth, DiagnosedNeed, Diagnosis, Signature
from taghyir.diagnoses.policies import (
    can_give_back_result,
    can_hear_diagnosed_needs,
    can_sign_for_enterprise,
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
def sign_result(*, actor: User, diagnosis: Diagnosis, digest: str, drawing: UploadedFile) -> Signature:
    """Sign the result that was given back, for the enterprise when one speaks for it, else for the mechanism.

    Refused before it is given back, when it is not the one of `digest`, and the second time.
    """
    require(can_sign_result(actor, diagnosis))
    if not diagnosis.given_back_on:
        raise Refused(_("The result is signed once it was given back."), code="not_given_back")
    content = content_of(diagnosis)
    if digest != digest_of(content):
        raise Refused(_("The result changed meanwhile: read it again, then sign."), code="changed")
    side, function = Signature.Side.MECHANISM, ""
    if can_sign_for_enterprise(actor, diagnosis):
        held = Membership.objects.standing().filter(organisation=diagnosis.case.organisation_id, person=actor.person_id)
        side, function = Signature.Side.ENTERPRISE, held.order_by("-is_board", "pk")[0].function
    kept = keep_drawing(drawing, by=actor)
    known = {"digest": digest, "result": content, "drawing": kept}
    return store(Signature(diagnosis=diagnosis, side=side, signed_by=actor, function=function, **known))


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
