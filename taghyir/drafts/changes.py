"""What one version of a form changes to another: questions added, removed, moved and changed, choice by choice, word by word."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import base_language
from taghyir.drafts.marks import Parts, marked
from taghyir.surveys.models import FormVersion
from taghyir.surveys.queries import choice_label, names_of_languages, rules_of_version

ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
KINDS = {ADDED: pgettext_lazy("question", "Added"), REMOVED: _("Removed"), MOVED: _("Moved"), CHANGED: _("Changed")}
ASPECTS = {
    "type": _("Type"),
    "place": _("Place in the form"),
    "group": _("Group it is in"),
    "words": _("Question"),
    "help": _("Help"),
    "required": _("Required"),
    "relevant": _("Asked only if"),
    "constraint": _("Answer accepted if"),
    "constraint_message": _("Sentence when it is not accepted"),
    "required_message": _("Sentence when it is missing"),
    "calculation": _("Calculation"),
    "choice_filter": _("Choices offered if"),
    "appearance": _("Appearance"),
    "choice_added": _("Choice added"),
    "choice_removed": _("Choice removed"),
    "choice": _("Choice"),
    "title": _("Title of the form"),
    "languages": _("Languages"),
}
EXPRESSIONS = ("required", "relevant", "constraint", "calculation", "choice_filter", "appearance")
IN_CODE = {*EXPRESSIONS, "type", "group"}
MOST_SHOWN = 40  # of one question on a page: a list of communes may change whole; the file has them all
Question = Mapping[str, Any]
Labels = Mapping[str, str]


@dataclass
class Aspect:
    """One thing that is other than before. `held` counts the answers that hold a choice which goes."""

    what: str
    before: str
    after: str
    language: str = ""
    value: str = ""  # of a choice
    held: int | None = None

    @property
    def label(self) -> str:
        return str(ASPECTS[self.what])

    @property
    def tongue(self) -> str:
        """The language of the words, by its own name."""
        return next(iter(names_of_languages([self.language])), "")

    @property
    def direction(self) -> str:
        return "auto" if not self.language else "rtl" if self.language in settings.LANGUAGES_BIDI else "ltr"

    @property
    def is_code(self) -> bool:
        return self.what in IN_CODE

    @property
    def before_parts(self) -> Parts:
        return marked(self.before, self.after)

    @property
    def after_parts(self) -> Parts:
        return marked(self.after, self.before)


@dataclass
class Change:
    """What happens to one question; to the form itself when `path` is "". `held` counts the answers that hold it."""

    kinds: list[str]
    path: str
    former_path: str
    type: str
    labels: Labels
    aspects: list[Aspect] = field(default_factory=list)
    held: int | None = None
    title: str = ""  # for a reader

    @property
    def shown_aspects(self) -> list[Aspect]:
        return self.aspects[:MOST_SHOWN]

    @property
    def hidden_count(self) -> int:
        return max(0, len(self.aspects) - MOST_SHOWN)

    @property
    def name(self) -> str:
        return (self.path or self.former_path).rpartition("/")[2]

    @property
    def kinds_in_words(self) -> list[tuple[str, str]]:
        return [(kind, str(KINDS[kind])) for kind in self.kinds]

    @property
    def renames_column(self) -> bool:
        """Whether its answers come under another name than before."""
        return bool(self.path and self.former_path and self.path != self.former_path)

    @property
    def changes_type(self) -> bool:
        return any(aspect.what == "type" for aspect in self.aspects) and CHANGED in self.kinds

    @property
    def holds_answers(self) -> bool:
        return self.type not in ("group", "repeat", "note", "")


class _Side:
    """One version, ready to be compared."""

    def __init__(self, version: FormVersion):
        self.version = version
        self.questions = {question["path"]: question for question in version.questions}
        self.rules = rules_of_version(version)
        self.places = {path: number for number, path in enumerate(self.questions, start=1)}
        times = Counter(question["name"] for question in version.questions)
        self.by_name = {one["name"]: one["path"] for one in version.questions if times[one["name"]] == 1}


def changes_between(before: FormVersion, after: FormVersion) -> list[Change]:
    """Everything that `after` does not ask as `before` did, in the order of `after`; what is gone stands where it stood."""
    old, new = _Side(before), _Side(after)
    pairs = _paired(old, new)
    displaced = _displaced([old.places[former] for former in pairs.values()])
    found = list(_of_questions(old, new, pairs, displaced))
    kept = {former: path for path, former in pairs.items()}
    last = 0
    for former, question in old.questions.items():
        if former in kept:
            last = new.places[kept[former]]
        else:
            found.append((last, _gone(question, old)))
    found.sort(key=lambda one: one[0])
    return [*_of_form(before, after), *(change for _number, change in found)]


def _paired(old: _Side, new: _Side) -> dict[str, str]:
    """The questions of both, each with the path it had: the same path, else the same name, when there is only one."""
    pairs = {}
    for path, question in new.questions.items():
        if path in old.questions:
            pairs[path] = path
            continue
        former = old.by_name.get(question["name"], path)
        if former not in new.questions and new.by_name.get(question["name"]) == path:
            pairs[path] = former
    return pairs


def _displaced(places: Sequence[int]) -> set[int]:
    """Those of the former places that are out of order: the fewest one has to move (all but a longest rising run)."""
    tails: list[int] = []
    previous: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        previous[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    rising: set[int] = set()
    current = tails[-1] if tails else None
    while current is not None:
        rising.add(current)
        current = previous[current]
    return set(places) - rising


def _of_form(before: FormVersion, after: FormVersion) -> Iterator[Change]:
    spoken = [", ".join(names_of_languages(version.languages)) for version in (before, after)]
    aspects = [*_if_other("title", before.form.title, after.form.title), *_if_other("languages", *spoken)]
    if aspects:
        yield Change([CHANGED], "", "", "", {}, aspects)


def _of_questions(
    old: _Side, new: _Side, pairs: Mapping[str, str], displaced: set[int]
) -> Iterator[tuple[int, Change]]:
    for path, question in new.questions.items():
        number = new.places[path]
        former = pairs.get(path)
        if former is None:
            whole = [replace(one, before="", after=one.before) for one in _whole(question, new)]
            yield number, Change([ADDED], path, "", question["type"], question["labels"], whole)
            continue
        aspects = list(_aspects(old, former, new, path))
        kinds = [CHANGED] if aspects else []
        if former != path or old.places[former] in displaced:
            kinds.insert(0, MOVED)
            aspects[:0] = _way(old, former, new, path)
        if kinds:
            yield number, Change(kinds, path, former, question["type"], question["labels"], aspects)


def _gone(question: Question, side: _Side) -> Change:
    whole = list(_whole(question, side))
    return Change([REMOVED], "", question["path"], question["type"], question["labels"], whole)


def _whole(question: Question, side: _Side) -> Iterator[Aspect]:
    """All that a question says, as it stands on its side, without its choices."""
    yield from _in_each_language("words", question["labels"], {})
    yield Aspect("type", question["type"], "")
    if rules := side.rules.get(question["path"]):
        yield from _in_each_language("help", rules.help, {})
        for what in EXPRESSIONS:
            yield from _if_other(what, getattr(rules, what), "")


def _way(old: _Side, former: str, new: _Side, path: str) -> Iterator[Aspect]:
    groups = former.rpartition("/")[0], path.rpartition("/")[0]
    if groups[0] != groups[1]:
        yield Aspect("group", *groups)
    else:
        yield Aspect("place", str(old.places[former]), str(new.places[path]))


def _aspects(old: _Side, former: str, new: _Side, path: str) -> Iterator[Aspect]:
    before, after = old.questions[former], new.questions[path]
    yield from _if_other("type", before["type"], after["type"])
    yield from _in_each_language("words", before["labels"], after["labels"])
    rules = old.rules.get(former), new.rules.get(path)
    if rules[0] and rules[1]:
        yield from _in_each_language("help", rules[0].help, rules[1].help)
        for what in EXPRESSIONS:
            yield from _if_other(what, getattr(rules[0], what), getattr(rules[1], what))
        for what in ("constraint_message", "required_message"):
            yield from _in_each_language(what, getattr(rules[0], what), getattr(rules[1], what))
    yield from _of_choices(before.get("choices", {}), after.get("choices", {}))


def _of_choices(before: Mapping[str, Labels], after: Mapping[str, Labels]) -> Iterator[Aspect]:
    for value, labels in before.items():
        if value not in after:
            yield Aspect("choice_removed", _said(value, labels), "", value=value)
        else:
            for one in _in_each_language("choice", labels, after[value]):
                one.value = value
                yield one
    for value, labels in after.items():
        if value not in before:
            yield Aspect("choice_added", "", _said(value, labels), value=value)


def _said(value: str, labels: Labels) -> str:
    """A choice in the words of the reader, else its code."""
    return choice_label({"choices": {value: labels}}, value, base_language(), [])


def _in_each_language(what: str, before: Labels, after: Labels) -> Iterator[Aspect]:
    for language in sorted({*before, *after}, key=_rank):
        for one in _if_other(what, before.get(language, ""), after.get(language, "")):
            one.language = language
            yield one


def _rank(language: str) -> tuple[int, str]:
    """Our languages first, in their order; a database keeps the keys of a label in another."""
    ours = [code for code, _name in settings.LANGUAGES]
    return ours.index(language) if language in ours else len(ours), language


def _if_other(what: str, before: str, after: str) -> Iterator[Aspect]:
    if before.split() != after.split():
        yield Aspect(what, before, after)
