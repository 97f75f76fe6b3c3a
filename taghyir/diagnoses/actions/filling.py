"""A diagnosis is begun, filled by one and resumed by another, finished, opened again."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.diagnoses.dimensions import Answers, dimensions_of, scores_of
from taghyir.diagnoses.models import Diagnosis, Step
from taghyir.diagnoses.policies import (
    can_begin_diagnosis,
    can_finish_diagnosis,
    can_reopen_diagnosis,
    can_save_step,
)
from taghyir.diagnoses.queries import answers_at, form_of_depth, laid_over
from taghyir.people.models import User
from taghyir.surveys.models import FormVersion


@action("diagnosis.begun")
def begin_diagnosis(*, actor: User, case: Case, depth: str, held_on: dt.date | None = None) -> Diagnosis:
    """Begin the next moment of `depth` in the version that is published today; what the file knows is filled in.

    Refused while one is going on, for a day to come, and when no instrument of that depth is published there.
    """
    require(can_begin_diagnosis(actor, case))
    day = held_on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("This day is still to come. Choose today or a day before."), code="future", field="held_on")
    form = form_of_depth(depth, case)
    if form is None or form.current is None:
        raise Refused(_("No instrument of this kind is published for this territory."), code="unpublished")
    known = Diagnosis.objects.filter(case=case, depth=depth).order_by("-moment").first()
    if known and known.finished_at is None:
        raise Refused(_("A diagnosis is going on already: open it and go on."), code="going")
    moment = known.moment + 1 if known else 0
    diagnosis = Diagnosis(case=case, depth=depth, moment=moment, version=form.current, held_on=day, begun_by=actor)
    _set_answers(diagnosis, _known_of(diagnosis))
    store(diagnosis)
    store(Step(diagnosis=diagnosis, number=0, by=actor, sent=diagnosis.answers, answers=diagnosis.answers))
    return diagnosis


@action("diagnosis.step_saved")
def save_step(*, actor: User, diagnosis: Diagnosis, basis: str, answers: Answers) -> Step:
    """Keep what was filled in a sheet begun on `basis` (see `queries.answers_at`), laid over what others filled meanwhile.

    Refused once the diagnosis is finished, on a basis that is none, and when nothing changed (code "same").
    """
    require(can_save_step(actor, diagnosis))
    held = _held(diagnosis)
    begun_on = answers_at(held, basis)
    if begun_on is None:
        raise Refused(_("There is no such step of this diagnosis."), code="unknown")
    standing, overlaps = laid_over(held, begun_on, answers, actor)
    if standing == held.answers:
        raise Refused(_("This was kept already."), code="same")
    if held.finished_at:
        raise Refused(_("This diagnosis is finished. Open it again before it is changed."), code="finished")
    _set_answers(held, standing)
    store(held)
    number = held.steps.order_by("-number").values_list("number", flat=True)[0] + 1
    return store(Step(diagnosis=held, number=number, by=actor, sent=answers, answers=standing, overlaps=overlaps))


@action("diagnosis.finished")
def finish_diagnosis(*, actor: User, diagnosis: Diagnosis) -> Diagnosis:
    """Say that all was asked: its answers stand. Refused without their agreement, and when no dimension has enough answers."""
    require(can_finish_diagnosis(actor, diagnosis))
    held = _held(diagnosis)
    if held.finished_at:
        raise Refused(_("This diagnosis is finished already."), code="finished")
    if missing := _agreement_missing(held.version, held.answers):
        raise Refused(
            _("They have not agreed yet that their answers are kept: “%(words)s”.") % {"words": missing}, code="consent"
        )
    if not any(score is not None for score in held.scores.values()):
        raise Refused(_("No dimension has enough answers yet: six in ten of its items."), code="empty")
    held.finished_at, held.finished_by = timezone.now(), actor
    return store(held)


@action("diagnosis.reopened")
def reopen_diagnosis(*, actor: User, diagnosis: Diagnosis) -> Diagnosis:
    """Open a finished one again, to mend or to go on. Refused once it was given back: what was told stays as it was told."""
    require(can_reopen_diagnosis(actor, diagnosis))
    held = _held(diagnosis)
    if held.given_back_on:
        raise Refused(_("Its result was given back. Begin a new diagnosis instead."), code="given_back")
    if Diagnosis.objects.filter(case=held.case_id, depth=held.depth, moment__gt=held.moment).exists():
        raise Refused(_("A later diagnosis was begun: this one stays as it is."), code="later")
    held.finished_at = held.finished_by = None
    return store(held)


def _held(diagnosis: Diagnosis) -> Diagnosis:
    """Held until the end of the transaction: two sheets that come at once are laid one over the other."""
    rows = Diagnosis.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("version__form", "case__organisation", "case__territory").get(pk=diagnosis.pk)


def _set_answers(diagnosis: Diagnosis, answers: Answers) -> None:
    dimensions = dimensions_of(diagnosis.version, answers)
    diagnosis.answers, diagnosis.scores = answers, scores_of(dimensions)
    diagnosis.items_asked = sum(one.asked for one in dimensions)
    diagnosis.items_answered = sum(one.answered for one in dimensions)


def _known_of(diagnosis: Diagnosis) -> Answers:
    """What the file knows, so that nobody types it twice."""
    case, moment = diagnosis.case, f"t{min(diagnosis.moment, 1)}"
    known = {"organisation": str(case.organisation), "territory": case.territory.code, "moment": moment}
    known["held_on"] = diagnosis.held_on.isoformat()
    asked = {q["path"]: q for q in diagnosis.version.answerable if q["path"] in known}
    return {path: known[path] for path, q in asked.items() if not q.get("values") or known[path] in q["values"]}


def _agreement_missing(version: FormVersion, answers: Answers) -> str:
    asked = [q for q in version.answerable if q["type"] in ("acknowledge", "trigger") and q["name"] == "consent"]
    missing = [q for q in asked if answers.get(q["path"]) != "OK"]
    return next(iter(missing[0]["labels"].values()), missing[0]["name"]) if missing else ""
