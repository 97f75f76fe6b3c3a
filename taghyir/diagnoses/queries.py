"""What a page, a paper or another room asks of diagnoses."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.corrections.queries import answers_in_sheet, last_one_stands, sheet_filled
from taghyir.days.queries import Scope, kind_of_agenda, told
from taghyir.diagnoses.comparing import Median, median_beside
from taghyir.diagnoses.dimensions import Answers, dimensions_of
from taghyir.diagnoses.models import MONTHS_BETWEEN, Depth, Diagnosis, Step
from taghyir.diagnoses.policies import visible_diagnoses
from taghyir.diagnoses.result import Result, content_of, digest_of, result_of
from taghyir.directory.queries import members_of
from taghyir.people.models import User
from taghyir.surveys.models import Form, FormVersion, Submission
from taghyir.surveys.queries import choice_label, question_label

__all__ = ["Median", "Result", "content_of", "digest_of", "dimensions_of", "median_beside", "result_of"]
FORMS = {  # the instrument of each depth, by the form_id of its sheet
    Depth.SHARED: "diagnostic_partage",
    Depth.GENDER_CARE: "approfondi_genre_soin",
    Depth.CIRCULAR: "approfondi_circulaire",
    Depth.DIGITAL: "approfondi_numerique",
    Depth.MARKET: "approfondi_marche",
    Depth.GOVERNANCE: "approfondi_gouvernance",
}
SOON = dt.timedelta(days=31)  # before the day, it stands in the agenda
AS_SENT = "s"  # after the number of a step: the sheet as it came, and not the diagnosis after it


@dataclass(frozen=True)
class StepSaid:
    """One step in words: the questions it answered or changed, and what it replaced of somebody else."""

    step: Step
    labels: list[str]
    overlaps: list[dict[str, Any]]


@dataclass(frozen=True)
class Proposed:
    """A diagnosis that may begin today for a file, or one that is to come."""

    depth: str
    label: str
    moment: int
    due_on: dt.date | None  # None: the first one, when they wish


def diagnoses_to_list(actor: User) -> QuerySet[Diagnosis]:
    """Those `actor` sees, the last first, with what a line says."""
    rows = visible_diagnoses(actor).select_related(
        "case__organisation", "case__territory", "begun_by__person", "version"
    )
    return rows.defer("answers", "version__xform", "version__questions").prefetch_related("signatures")


def diagnoses_with_all(actor: User) -> QuerySet[Diagnosis]:
    """What the page of one shows."""
    known = ("case__organisation__legal_form", "case__territory", "case__adviser__person", "version__form")
    people = ("begun_by__person", "finished_by__person", "given_back_by__person", "submission")
    return (
        visible_diagnoses(actor)
        .select_related(*known, *people)
        .prefetch_related("signatures__signed_by__person", "present")
    )


def diagnoses_of(case: Case) -> list[Diagnosis]:
    """All of a file, the last moment first, with what a line says."""
    rows = case.diagnoses.defer("answers").prefetch_related("signatures")
    return list(rows.order_by("depth", "-moment"))


def past_of(diagnosis: Diagnosis) -> list[Diagnosis]:
    """The finished ones of the same file and depth that came before, the first first."""
    rows = diagnosis.case.diagnoses.finished().filter(depth=diagnosis.depth, moment__lt=diagnosis.moment)
    return list(rows.select_related("version").order_by("moment"))


def form_of_depth(depth: str, case: Case) -> Form | None:
    """The open instrument of a depth in the territory of a file: its own, else the one of every territory."""
    forms = Form.objects.open().filter(xform_id=FORMS[Depth(depth)])
    here = forms.filter(Q(territory=None) | Q(territory=case.territory_id))
    return here.select_related("current").first()


def depths_published(case: Case) -> list[str]:
    """The depths that have an open instrument in the territory of this file."""
    open_here = Form.objects.open().filter(Q(territory=None) | Q(territory=case.territory_id))
    known = set(open_here.filter(xform_id__in=FORMS.values()).values_list("xform_id", flat=True))
    return [str(depth) for depth in Depth if FORMS[depth] in known]


def proposed_for(case: Case) -> list[Proposed]:
    """What may begin, by depth: the first moment of each, else the next, six months after the last one was held."""
    last: dict[str, Diagnosis] = {}
    for diagnosis in diagnoses_of(case):
        last.setdefault(diagnosis.depth, diagnosis)
    proposed = []
    for depth in depths_published(case):
        before = last.get(depth)
        if before is None or before.finished_at:
            due_on = before.next_on if before else None
            proposed.append(Proposed(depth, str(Depth(depth).label), before.moment + 1 if before else 0, due_on))
    return proposed


class NextOn(Func):
    """The same as `Diagnosis.next_on`, asked of the database: a day after the 28th counts as the 28th."""

    template = "({0} - GREATEST(EXTRACT(DAY FROM {0})::int - 28, 0) + INTERVAL '{1} months')::date"
    template = template.format("%(expressions)s", MONTHS_BETWEEN)
    output_field = DateField()


@kind_of_agenda(
    "diagnosis",
    pgettext_lazy("agenda", "diagnosis"),
    "chart",
    "diagnoses:begin_diagnosis",
    lambda depth: Depth(depth).label,
)
def diagnoses_due(scope: Scope) -> QuerySet[Any]:
    """Lines of an agenda: what `proposed_for` says of each open file, once it has a day and the day is within a month."""
    newer = Diagnosis.objects.filter(case=OuterRef("case"), depth=OuterRef("depth"), moment__gt=OuterRef("moment"))
    rows = Diagnosis.objects.finished().filter(~Exists(newer), case__closed_on=None)
    rows = rows.filter(scope.of("case__adviser", "case__territory"), _is_published())
    rows = rows.filter(scope.found("case__organisation__folded", "case__number"))
    rows = rows.alias(due=NextOn("held_on")).filter(due__lte=timezone.localdate() + SOON)
    named = ("case__organisation", F("case__number"), "case__adviser", "case")
    return told(rows, "diagnosis", F("due"), F("depth"), *named)


def _is_published() -> Q:
    """Where the instrument of its depth is open."""
    here = Form.objects.open().filter(Q(territory=None) | Q(territory=OuterRef("case__territory")))
    found = Q(pk__in=[])
    for depth, form in FORMS.items():
        found |= Q(Exists(here.filter(xform_id=form)), depth=depth)
    return found


def answers_at(diagnosis: Diagnosis, basis: str) -> Answers | None:
    """What a sheet was begun on: `7`, the diagnosis after step 7; `7s`, that step as it was sent. None: there is no such step."""
    number = basis.removesuffix(AS_SENT)
    if not number.isdecimal() or len(number) > 4:
        return None
    step = diagnosis.steps.filter(number=int(number)).first()
    if step is None:
        return None
    return step.sent if basis.endswith(AS_SENT) else step.answers


def basis_after(step: Step) -> str:
    """What the sheet that brought `step` goes on from: it has not seen what others filled meanwhile."""
    return str(step.number) if step.sent == step.answers else f"{step.number}{AS_SENT}"


def steps_of(diagnosis: Diagnosis, language: str) -> list[StepSaid]:
    """Who filled what, the last first, in words."""
    rows = list(diagnosis.steps.select_related("by__person"))
    labels = _labels_of(diagnosis, language)
    said = []
    for before, step in pairwise(rows):
        changed = [path for path, value in step.answers.items() if before.answers.get(path) != value]
        gone = [path for path in before.answers if path not in step.answers]
        overlaps = _overlaps_in(step, labels, diagnosis.version, language)
        said.append(StepSaid(step, [labels[path] for path in [*changed, *gone] if path in labels], overlaps))
    return said[::-1]


def overlaps_of(diagnosis: Diagnosis, language: str) -> list[dict[str, Any]]:
    """All answers that somebody replaced without having seen them, in words, the last first."""
    steps = diagnosis.steps.exclude(overlaps=[]).select_related("by__person").order_by("-number")
    labels = _labels_of(diagnosis, language)
    return [one for step in steps for one in _overlaps_in(step, labels, diagnosis.version, language)]


def members_to_name(diagnosis: Diagnosis) -> list[int]:
    """The persons who belong to the enterprise today: who may have been there when the result was told."""
    return [one.person_id for one in members_of(diagnosis.case.organisation)]


def unsent(diagnosis: Diagnosis) -> Submission:
    """The answers as a sheet that was not sent yet; never saved by this room."""
    known = {"form": diagnosis.version.form, "version": diagnosis.version, "territory": diagnosis.case.territory}
    return Submission(instance_id=f"uuid:diagnosis-{diagnosis.pk}", xml="<data/>", answers=diagnosis.answers, **known)


def sheet_of(diagnosis: Diagnosis) -> str:
    """The XML the form opens with."""
    return sheet_filled(unsent(diagnosis))


def answers_sent(content: bytes, diagnosis: Diagnosis, begun_on: Answers) -> Answers:
    """The answers of a sheet a browser sends. Refused as a correction is: another form, an answer that is none."""
    return answers_in_sheet(content, unsent(diagnosis), begun_on)


def laid_over(
    diagnosis: Diagnosis, begun_on: Answers, sent: Answers, actor: User
) -> tuple[Answers, list[dict[str, Any]]]:
    """What stands after `sent`; and the answers of others that it replaced without having seen them."""
    answers, replaced = last_one_stands(diagnosis.version, begun_on, diagnosis.answers, sent)
    overlaps = []
    for unit in replaced:
        author = _last_author(diagnosis, unit.path)
        if author is not None and author.pk != actor.pk:
            overlaps.append({"path": unit.path, "before": unit.first, "after": unit.second, "by": str(author)})
    return answers, overlaps


def _labels_of(diagnosis: Diagnosis, language: str) -> dict[str, str]:
    """The words of each question, by path."""
    version = diagnosis.version
    return {q["path"]: question_label(q, language, version.languages) for q in version.answerable}


def _overlaps_in(step: Step, labels: dict[str, str], version: FormVersion, language: str) -> list[dict[str, Any]]:
    asked = {q["path"]: q for q in version.answerable}

    def words(path: str, value: Any) -> str:
        return choice_label(asked[path], str(value), language, version.languages) if path in asked else str(value)

    return [
        {
            "label": labels.get(one["path"], one["path"]),
            "before": words(one["path"], one["before"]),
            "after": words(one["path"], one["after"]),
            "by": one["by"],
            "then_by": str(step.by),
        }
        for one in step.overlaps
    ]


def _last_author(diagnosis: Diagnosis, path: str) -> User | None:
    """Who gave the answer that stands."""
    before, author = None, None
    for step in diagnosis.steps.select_related("by__person"):
        if step.answers.get(path) != before:
            before, author = step.answers.get(path), step.by
    return author
