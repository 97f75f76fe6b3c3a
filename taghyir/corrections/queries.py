"""What two people made of the same answers, and the same visit filled in twice."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from taghyir.corrections.instances import instance_of
from taghyir.corrections.merging import FIRST, SECOND, Joined, Unit, join
from taghyir.corrections.models import Conflict
from taghyir.corrections.policies import visible_conflicts
from taghyir.corrections.rules import rules_of
from taghyir.corrections.sheets import answers_of_sheet
from taghyir.people.models import User
from taghyir.places.queries import local_time
from taghyir.review.queries import answers_at_version, answers_beside
from taghyir.surveys.models import Form, FormVersion, Submission
from taghyir.surveys.policies import visible_submissions
from taghyir.surveys.queries import question_label

ORGANISATIONS = "organisations.csv"
NEAR = dt.timedelta(days=14)  # answers of one day may reach us on two
MOST = 20  # twins shown
MOST_VERSIONS = 32_767


Author = tuple[User | None, dt.datetime]


@dataclass(frozen=True)
class Chosen:
    """One answer of a conflict, in words: what both began with, what stands, what came second."""

    address: str
    label: str
    where: str
    original: str
    first: str
    second: str
    original_by: Author | None = None
    first_by: Author | None = None


def conflicts_to_list(actor: User) -> QuerySet[Conflict]:
    """Those `actor` sees, the last first, with what a line says."""
    rows = visible_conflicts(actor).select_related(
        "by__person", "settled_by__person", "submission__form", "submission__territory"
    )
    return rows.defer("answers", "submission__answers", "submission__xml", "submission__folded")


def waiting_conflicts(actor: User, **narrowed: Any) -> QuerySet[Conflict]:
    """Those nobody has settled yet."""
    return visible_conflicts(actor).filter(settled_at=None, **narrowed)


def conflicts_with_all(actor: User) -> QuerySet[Conflict]:
    """What the page of one shows."""
    rows = visible_conflicts(actor).select_related(
        "by__person",
        "settled_by__person",
        "submission__form",
        "submission__version",
        "submission__territory",
        "submission__submitted_by__person",
    )
    return rows.prefetch_related("submission__corrections__by__person")


def joined(submission: Submission, begun_on: int, second: dict[str, Any], choices: Any = None) -> Joined | None:
    """`second`, begun on that version, joined with the version that stands; None when there was no such version."""
    original = answers_at_version(submission, begun_on)
    if original is None:
        return None
    return join(original, submission.answers, second, rules_of(submission.version), choices)


def chosen_in_words(
    version: FormVersion,
    clashes: list[Unit],
    language: str,
    submission: Submission | None = None,
    conflict: Conflict | None = None,
) -> list[Chosen]:
    """Each answer that two people gave, for a reader of `language`; with their authors when it is told of what."""
    said = [_in_words(version, unit, language) for unit in clashes]
    if submission is None or conflict is None:
        return said
    return [
        replace(
            one,
            original_by=_author(submission, unit, conflict.based_on, since=0),
            first_by=_author(submission, unit, MOST_VERSIONS, since=conflict.based_on),
        )
        for one, unit in zip(said, clashes, strict=True)
    ]


def _author(submission: Submission, unit: Unit, until: int, since: int) -> Author | None:
    """Who gave this answer last in the versions after `since` up to `until`; at first, who sent it."""
    versions = [one for one in submission.corrections.all() if since < one.number <= until]
    for one in reversed(versions):
        if unit.in_answers(one.before) != unit.in_answers(one.after):
            return one.by, one.at
    return None if since else (submission.submitted_by, submission.received_at)


def _in_words(version: FormVersion, unit: Unit, language: str) -> Chosen:
    three = [unit.original, unit.first, unit.second]
    label = next(
        (question_label(q, language, version.languages) for q in version.questions if q["path"] == unit.path), ""
    )
    if any(isinstance(one, list) for one in three):
        original, first, second = (_turns(version, unit.path, one, language) for one in three)
    else:
        [line] = answers_beside(version, language, *[{unit.path: one} if one else {} for one in three])
        label, (original, first, second) = line.label, line.values
    return Chosen(unit.address, label, unit.where, original, first, second)


def _turns(version: FormVersion, path: str, turns: Any, language: str) -> str:
    """A whole repeat, a line for each turn."""
    lines: dict[str, list[str]] = {}
    for one in answers_beside(version, language, {path: turns or []}):
        lines.setdefault(one.where.partition("/")[0], []).append(one.values[0])
    return "\n".join(f"{at}. {' · '.join(said)}" for at, said in enumerate(lines.values(), 1))


def organisation_answer(submission: Submission) -> tuple[str, str] | None:
    """Where these answers name one organisation of the directory, and its code; None when they name none, or several."""
    asked = [q for q in submission.version.questions if q.get("list") == ORGANISATIONS and not q["repeat"]]
    named = [(q["path"], submission.answers[q["path"]]) for q in asked if submission.answers.get(q["path"])]
    return named[0] if len(named) == 1 and asked[0]["type"] == "select_one" else None


def day_of(submission: Submission) -> dt.date:
    """The day it was filled in, as its phone noted it; else the day it came, where it came from."""
    noted = rules_of(submission.version).noted
    for path in ("today", "start", *sorted(noted)):
        if path in noted and (value := submission.answers.get(path)):
            try:
                return dt.date.fromisoformat(value[:10])
            except ValueError:
                continue
    came, territory = submission.received_at, submission.territory
    return (local_time(came, territory) if territory else timezone.localtime(came)).date()


def twins_of(actor: User, submission: Submission) -> list[Submission]:
    """Other answers to the same form about the same organisation on the same day, that `actor` sees: one statement.

    Read along the index of a form by the moment its answers came, a few days around.
    """
    named = organisation_answer(submission)
    if named is None:
        return []
    path, code = named
    came = submission.received_at
    near = visible_submissions(actor).filter(
        form=submission.form_id, received_at__gte=came - NEAR, received_at__lte=came + NEAR
    )
    found = near.exclude(pk=submission.pk).filter(answers__contains={path: code})
    rows = found.select_related("submitted_by__person", "territory", "review", "version").defer(
        "xml", "folded", "version__questions"
    )
    day = day_of(submission)
    return [one for one in rows.order_by("-received_at", "-pk")[: 2 * MOST] if day_of(one) == day][:MOST]


def waiting_of_form(actor: User, form: Form) -> int:
    """How many answers to `form` wait for somebody to choose."""
    return waiting_conflicts(actor, submission__form=form).count()


def sheet_filled(unsent: Submission) -> str:
    """The XML that the form opens with the answers of `unsent`, which another room fills step by step and has not sent yet."""
    return instance_of(unsent, unsent.answers)


def answers_in_sheet(content: bytes, unsent: Submission, begun_on: dict[str, Any]) -> dict[str, Any]:
    """The answers of a sheet begun on `begun_on`, as a browser sends it back. Refused as a correction is."""
    return answers_of_sheet(content, unsent, begun_on)


def last_one_stands(
    version: FormVersion, begun_on: dict[str, Any], standing: dict[str, Any], sent: dict[str, Any]
) -> tuple[dict[str, Any], list[Unit]]:
    """`sent`, begun on `begun_on`, laid over what stands: each keeps what only they changed, what both changed is as it was
    sent last. Also the answers that were replaced so, for the room to keep and to say. Nobody erases what another wrote.
    """
    rules = rules_of(version)
    clashes = join(begun_on, standing, sent, rules).clashes
    both = [unit for unit in clashes if not unit.is_of_first and not unit.is_of_second and unit.second]
    replaced = {unit.address for unit in both}
    choices = {unit.address: SECOND if unit.address in replaced or unit.is_of_second else FIRST for unit in clashes}
    return join(begun_on, standing, sent, rules, choices).answers, [unit for unit in both if unit.first]
