"""What pages show of drafts, and of what a version changes to another."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from taghyir.drafts.changes import ADDED, CHANGED, MOVED, REMOVED, Aspect, Change, changes_between
from taghyir.drafts.models import Draft
from taghyir.drafts.policies import visible_drafts
from taghyir.people.models import User
from taghyir.surveys.models import Form, FormVersion, Submission
from taghyir.surveys.queries import files_missing, names_of_languages, question_count, question_label

DRAFT = "draft"  # in an address, the side that is no version yet
# How many answers hold each thing: one statement, each answer read once for each question, whatever the number of choices.
HELD = """
WITH asked AS (SELECT * FROM jsonb_to_recordset(%s::jsonb) AS asked(number integer, place text, value text)),
answers AS (SELECT id, answers FROM surveys_submission WHERE form_id = %s),
chosen AS MATERIALIZED (
  SELECT place, value, count(DISTINCT id) AS times
  FROM (SELECT DISTINCT place FROM asked WHERE value <> '') AS places
  CROSS JOIN answers
  CROSS JOIN LATERAL jsonb_path_query(answers.answers, places.place::jsonpath) AS given
  CROSS JOIN LATERAL unnest(string_to_array(given #>> '{}', ' ')) AS value
  GROUP BY place, value)
SELECT number, count(*)
FROM asked JOIN answers ON jsonb_path_exists(answers.answers, asked.place::jsonpath)
WHERE asked.value = '' GROUP BY number
UNION ALL
SELECT number, times FROM asked JOIN chosen USING (place, value)
"""


def drafts_with_forms(actor: User) -> QuerySet[Draft]:
    """The drafts `actor` sees, the last sent first, each with the number of the form it would replace."""
    forms = Form.objects.filter(xform_id=OuterRef("xform_id")).order_by()
    return (
        visible_drafts(actor)
        .select_related("territory", "sent_by__person", "source")
        .defer("xform", "questions")
        .annotate(form_id=Subquery(forms.values("pk")))
    )


def form_of(draft: Draft) -> Form | None:
    """The form that the draft would be a version of; None when it is a new one."""
    return Form.objects.filter(xform_id=draft.xform_id).select_related("current", "territory").first()


def draft_of(form: Form) -> Draft | None:
    """The draft of the next version of a form."""
    found = Draft.objects.filter(xform_id=form.xform_id).select_related("territory", "sent_by__person")
    return found.defer("xform", "questions").first()


def may_try(actor: User, draft: Draft) -> bool:
    """Whether `actor` sees it, and so may try it."""
    return visible_drafts(actor).filter(pk=draft.pk).exists()


def facts_of(draft: Draft) -> dict[str, Any]:
    """What the page of a draft says of it: how much it asks, in which languages, what it still misses."""
    return {
        "question_count": question_count(draft.as_version),
        "language_names": names_of_languages(draft.languages),
        "missing": files_missing(draft.xform, [file.name for file in draft.files.all()]),
    }


def published_otherwise(draft: Draft, form: Form | None) -> bool:
    """Whether its version was published with other content: it must bear another before it can be."""
    known = form.versions.filter(version=draft.version).exclude(xform=draft.xform) if form and draft.version else None
    return known is not None and known.exists()


def answer_count(form: Form) -> int:
    """How many answers the form has, of all its versions."""
    return Submission.objects.filter(form=form).count()


@dataclass
class Compared:
    """Two versions of a form and what the second changes to the first; `sides` are those one may choose from."""

    form: Form
    sides: list[tuple[str, str]]
    before: FormVersion | None = None
    after: FormVersion | None = None
    chosen: tuple[str, str] = ("", "")
    changes: list[Change] = field(default_factory=list)

    @property
    def as_options(self) -> dict[str, Any]:
        """What the filters of the page are given."""
        return {"sides": self.sides, "before": self.chosen[0], "after": self.chosen[1]}

    @property
    def names(self) -> tuple[str, str]:
        """What each side is called."""
        called = dict(self.sides)
        return called.get(self.chosen[0], ""), called.get(self.chosen[1], "")

    @property
    def counts(self) -> dict[str, int]:
        """How many questions are added, removed, moved and changed."""
        return how_many(self.changes)


def compared(form: Form, before: str, after: str) -> Compared:
    """Two sides of a form: those named, else the current version and its draft, else the last two versions."""
    versions = list(form.versions.order_by("-published_at", "-pk").values_list("pk", "version"))
    draft = Draft.objects.filter(xform_id=form.xform_id).select_related("territory").first()
    sides = [(DRAFT, _("draft") + (f" {draft.version}" if draft.version else ""))] if draft else []
    sides += [(str(pk), version) for pk, version in versions]
    found = Compared(form, sides)
    known = [value for value, _name in sides]
    if len(known) < 2:
        return found
    newer = after if after in known else DRAFT if draft else str(form.current_id or known[0])
    others = [one for one in known[known.index(newer) + 1 :] or known if one != newer]
    usual = str(form.current_id) if newer == DRAFT and form.current_id else others[0]
    older = before if before in known else usual
    found.chosen = (older, newer)
    found.before, found.after = _side(form, draft, older), _side(form, draft, newer)
    found.changes = changes_between(found.before, found.after)
    return found


def _side(form: Form, draft: Draft | None, chosen: str) -> FormVersion:
    if draft and chosen == DRAFT:
        return draft.as_version
    return form.versions.select_related("form").get(pk=int(chosen))


def what_it_changes(form: Form, draft: Draft) -> dict[str, int]:
    """How many questions the draft adds to the current version, removes, moves and changes."""
    assert form.current is not None, "a form that has no version is not compared"
    return how_many(changes_between(form.current, draft.as_version))


def how_many(changes: Iterable[Change]) -> dict[str, int]:
    """The number of questions added, removed, moved and changed, and of changes in all."""
    kept = list(changes)
    counts = {kind: sum(kind in change.kinds for change in kept) for kind in (ADDED, REMOVED, MOVED, CHANGED)}
    return {**counts, "total": len(kept)}


def entitle(compared: Compared, changes: Sequence[Change], language: str) -> None:
    """Give each of these changes the words of its question for a reader of `language`, and how many answers it is about."""
    if compared.before is None or compared.after is None:
        return
    spoken = list(dict.fromkeys([*compared.after.languages, *compared.before.languages]))
    for change in changes:
        change.title = question_label({"labels": change.labels, "name": change.name}, language, spoken)
    count_answers(compared.form, compared.before, changes)


def rows_of(changes: Iterable[Change]) -> Iterator[tuple[Change, Aspect | None]]:
    """One line for each thing that changes, to be taken away."""
    for change in changes:
        yield from ((change, aspect) for aspect in change.aspects or (None,))


def count_answers(form: Form, before: FormVersion, changes: Sequence[Change]) -> None:
    """Say of each of these changes how many answers hold what goes: a question, its column, a choice."""
    repeats = [question["path"] for question in before.questions if question["type"] == "repeat"]
    asked: list[tuple[Change | Aspect, str, str]] = []
    for change in changes:
        place = _place_of(change.former_path, repeats)
        if change.holds_answers and (REMOVED in change.kinds or change.renames_column or change.changes_type):
            asked.append((change, place, ""))
        asked += [(one, place, one.value) for one in change.shown_aspects if one.what == "choice_removed"]
    if not asked:
        return
    wanted = [{"number": n, "place": place, "value": value} for n, (_what, place, value) in enumerate(asked)]
    with connection.cursor() as cursor:
        cursor.execute(HELD, [json.dumps(wanted), form.pk])
        counted = dict(cursor.fetchall())
    for number, (what, _place, _value) in enumerate(asked):
        what.held = counted.get(number, 0)


def _place_of(path: str, repeats: Sequence[str]) -> str:
    """Where answers hold the question at `path`, as a jsonpath: inside each repeat it is in."""
    steps = [*sorted(one for one in repeats if path.startswith(f"{one}/")), path]
    return "$" + "".join(f".{json.dumps(step)}" for step in steps)
