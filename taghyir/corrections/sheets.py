"""A corrected sheet as the browser sends it, read without trust: of the same form and identifier, what is fixed as it was."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.languages import base_language
from taghyir.corrections.instances import RESERVED, meta_of
from taghyir.corrections.rules import Rules, rules_of
from taghyir.corrections.typed import fault_in, says_the_same
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import FILE_QUESTIONS, question_label, sheet_of_xml, unlisted_answer

NOTED_ANEW = ("instanceName", "timeEnd")  # what a form writes of itself each time it is closed
Answers = dict[str, Any]
Came = set[tuple[str, str]]  # path and value


def answers_of_sheet(
    content: bytes, submission: Submission, begun_on: Answers, also: Sequence[Answers] = ()
) -> Answers:
    """The answers of a corrected sheet that was begun on the answers `begun_on`, or on a choice between them and `also`.

    Refused, in a sentence, when it is of another form, version or identifier, when it changes what is fixed, a photo or a
    file, when an answer is not of its question, or names another territory's organisation. What a phone noted by itself
    (the day, the hours) stays as it came, whatever is sent.
    """
    sheet, version = sheet_of_xml(content), submission.version
    if (sheet.xform_id, sheet.version or "") != (submission.form.xform_id, version.version):
        raise Refused(_("This correction is of another form, or of another version of it."), code="other_form")
    if sheet.instance_id != submission.instance_id:
        raise Refused(_("This correction is of other answers."), code="other_answers")
    _require_same_meta(meta_of(sheet.root), meta_of(sheet_of_meta(submission)))
    questions = {question["path"]: question for question in version.questions}
    answers, rules = sheet.answers(version.questions), rules_of(version)
    if unknown := [path for _where, path, _value in _leaves(answers) if path not in questions]:
        raise Refused(_("The form asks nothing of the name “%(name)s”.") % {"name": unknown[0][:60]}, code="unknown")
    answers = _as_written(answers, begun_on, questions)
    came = {(path, value) for one in (begun_on, *also) for _where, path, value in _leaves(one)}
    _require_fixed(answers, came, rules, questions)
    _require_same_turns(answers, begun_on, questions)
    _require_kinds(answers, came, questions)
    if unlisted := unlisted_answer(submission, _changed(answers, came)):
        question, code = unlisted
        raise Refused(
            _said(question, _("%(code)s is not in the list of this territory.") % {"code": code[:40]}), code="unlisted"
        )
    return _with_noted(answers, begun_on, rules)


def sheet_of_meta(submission: Submission) -> Any:
    """The sheet that came, as XML; what a form without a meta block sent is compared with nothing."""
    return sheet_of_xml(submission.xml.encode()).root if "instanceID" in submission.xml else []


def _require_same_meta(sent: dict[str, str], came: dict[str, str]) -> None:
    if changed := [name for name in came if sent.get(name, came[name]) != came[name] and name not in NOTED_ANEW]:
        raise Refused(_("“%(name)s” cannot be corrected.") % {"name": changed[0][:60]}, code="fixed")


def _require_fixed(answers: Answers, came: Came, rules: Rules, questions: dict[str, Any]) -> None:
    """What is shown and not asked keeps its value; a photo is one that came, or goes with the question it answers."""
    for _where, path, value in _leaves(answers):
        is_file = questions[path]["type"] in FILE_QUESTIONS
        if (is_file or path in rules.fixed) and (path, value) not in came:
            words = _("photos and files stay as they came.") if is_file else _("it cannot be corrected.")
            raise Refused(_said(questions[path], words), code="fixed")


def _require_same_turns(answers: Answers, begun_on: Answers, questions: dict[str, Any]) -> None:
    """A reserved answer is known by its turn: where there are some, turns are neither added nor taken away."""
    held = {path for path, question in questions.items() if question["type"] == RESERVED}
    sent, stood = (
        {(where, path) for where, path, _value in _leaves(one) if path in held} for one in (answers, begun_on)
    )
    if changed := sorted(sent ^ stood):
        said = _("reserved answers belong to its rows: none is added nor taken away.")
        raise Refused(_said(questions[questions[changed[0][1]]["repeat"]], said), code="fixed")


def _require_kinds(answers: Answers, came: Came, questions: dict[str, Any]) -> None:
    for _where, path, value in _leaves(answers):
        if (path, value) not in came and (fault := fault_in(questions[path], value)):
            raise Refused(_said(questions[path], fault), code="invalid")


def _changed(answers: Answers, came: Came) -> Answers:
    """The answers that are new, whatever the turn: what closed or moved since a form was filled is not asked again."""
    return {"": [{path: value} for _where, path, value in _leaves(answers) if (path, value) not in came]}


def _as_written(answers: Answers, begun_on: Answers, questions: dict[str, Any]) -> Answers:
    """The same answers; one that says the same in another writing (12.5 and 12.50) stays as it was written first."""
    written: Answers = {}
    for path, value in answers.items():
        before = begun_on.get(path)
        if isinstance(value, list):
            turns = before if isinstance(before, list) else []
            earlier = [*turns, *[{} for _turn in value]]
            written[path] = [_as_written(turn, earlier[at], questions) for at, turn in enumerate(value)]
        else:
            is_same = isinstance(before, str) and says_the_same(questions[path], before, value)
            written[path] = before if is_same else value
    return written


def _with_noted(answers: Answers, begun_on: Answers, rules: Rules) -> Answers:
    """What the phone noted by itself, outside of repeats, as it came."""
    noted = {path: begun_on[path] for path in rules.noted if path in begun_on}
    return {path: value for path, value in answers.items() if path not in rules.noted} | noted


def _said(question: dict[str, Any], sentence: str) -> str:
    return f"{question_label(question, base_language(), [])[:100]}: {sentence}"


def _leaves(answers: Answers, where: str = "") -> Iterator[tuple[str, str, str]]:
    for path, value in answers.items():
        if isinstance(value, list):
            for at, turn in enumerate(value, 1):
                yield from _leaves(turn, f"{where}/{path}[{at}]")
        else:
            yield where, path, value
