"""What an import is made of: columns that know many names, a verdict on each row, one sentence per row and column.

A room writes an `Importer`: how a thing is found again, added, updated. A blank cell never erases. The same file twice
changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.text import folded
from taghyir.tables.headers import names_by_likelihood
from taghyir.tables.models import Verdict
from taghyir.tables.words import in_words

Facts = dict[str, Any]
CHUNK = 200  # rows looked up together


class Wrong(ValueError):
    """What stands in a cell cannot be read. Carries the sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an import: the name of the fact, how people head it, how its text is read (or `Wrong` is raised)."""

    name: str
    label: Any
    aliases: tuple[str, ...] = ()
    parse: Callable[[str], Any] = str
    is_checked: bool = True  # as the field of the model of that name is: length, e-mail, address

    def headings(self) -> set[str]:
        """Every heading by which it is known, folded: its name, its label in each language, its aliases."""
        labels = set()
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                labels.add(str(self.label))
        return {folded(heading) for heading in (self.name, *labels, *self.aliases)}


@dataclass
class Judged:
    """What becomes of a row, and why."""

    verdict: str
    sentences: list[tuple[str, str]] = field(default_factory=list)  # (column, sentence)
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # (column, before, after)
    facts: Facts = field(default_factory=dict)
    thing: Any = None


class Importer:
    """Brings rows of a file in as things of one model, for `actor`. Subclasses say how."""

    model: ClassVar[type[models.Model]]
    columns: ClassVar[Sequence[Column]]

    def __init__(self, actor: Any, headings: Iterable[str], **options: Any):
        self.actor, self.options = actor, options
        self.seen: dict[Any, int] = {}
        said = options.get("columns", {})
        headings = list(headings)
        self.column_of = self.columns_of(headings, said)
        self.unsaid = [one for one in headings if one not in self.column_of and folded(one) not in said]

    @classmethod
    def names_of_columns(cls) -> dict[str, Column]:
        """Every folded heading that is known, and its column."""
        return {heading: column for column in cls.columns for heading in column.headings()}

    @classmethod
    def columns_of(cls, headings: Iterable[str], said: Mapping[str, str]) -> dict[str, Column]:
        """What each heading is taken for: what people `said` of it when folded, else one of the names of a column."""
        headings, known = list(headings), cls.names_of_columns()
        named = {column.name: column for column in cls.columns}
        guesses = [(one, named.get(said[folded(one)])) for one in headings if folded(one) in said]
        unsaid = [one for one in headings if folded(one) not in said]
        guesses += [(one, known.get(folded(name))) for one, name in names_by_likelihood(unsaid)]
        found: dict[str, Column] = {}
        for heading, column in guesses:
            if column and heading not in found and column not in found.values():
                found[heading] = column
        return found

    # what a room writes

    def combined(self, facts: Facts) -> tuple[Facts, list[tuple[str, str]]]:
        """The facts of the thing from those of the row, with a sentence on each left out. Wrong refuses the row."""
        return facts, []

    def prepare(self, rows: Sequence[Facts]) -> None:
        """Look up at once what these rows need."""

    def keys(self, facts: Facts) -> list[Any]:
        """What makes two rows of one file the same thing: any of these."""
        raise NotImplementedError

    def find(self, facts: Facts) -> Any:
        """The thing these facts are about, or None. Wrong refuses the row."""
        raise NotImplementedError

    def remark(self, facts: Facts) -> str:
        """What to say of a thing about to be added: one much like it, perhaps."""
        return ""

    def may_add(self, facts: Facts) -> bool:
        raise NotImplementedError

    def may_change(self, thing: Any) -> bool:
        raise NotImplementedError

    def add(self, facts: Facts) -> Any:
        """Add the thing, through an action."""
        raise NotImplementedError

    def add_all(self, rows: Sequence[Facts]) -> list[Any]:
        """Add these things, all or none: one by one, unless a room does better."""
        return [self.add(facts) for facts in rows]

    def update(self, thing: Any, changed: Facts) -> Any:
        """Change these facts of the thing, through an action."""
        raise NotImplementedError

    def written(self, thing: Any, facts: Facts) -> Facts:
        """Those facts that are compared and written when the thing is known already."""
        return facts

    def value_of(self, thing: Any, name: str) -> Any:
        """What a known thing says today, to be compared."""
        return getattr(thing, name)

    def differences(self, thing: Any, facts: Facts) -> list[tuple[str, str]]:
        """What the row says otherwise and is not written, since people said it here: name, and the sentence."""
        return []

    def note(self, judged: Sequence[Judged]) -> None:
        """Remember of these rows, once written, what their source said."""

    # what every import does

    def in_words(self, name: str, value: Any) -> str:
        """A fact as people read it."""
        return in_words(self.model, name, value)

    def label_of(self, name: str) -> str:
        """A fact as people call it."""
        return next((str(column.label) for column in self.columns if column.name == name), name)

    def judged(self, rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, dict[str, str], Judged]]:
        """Number, values and verdict of each row, in order. Writes nothing."""
        rows = iter(rows)
        while chunk := list(islice(rows, CHUNK)):
            read = [(number, values, self._read(values)) for number, values in chunk]
            self.prepare([judged.facts for _number, _values, judged in read if judged.verdict != Verdict.REFUSE])
            for number, values, judged in read:
                if judged.verdict != Verdict.REFUSE:
                    self._judge(number, judged)
                yield number, values, judged

    def applied(self, rows: Sequence[Judged]) -> None:
        """Do what was judged, and say in each what became of it. What a rule refuses is refused with its sentence."""
        new = [judged for judged in rows if judged.verdict == Verdict.ADD]
        with suppress(Refused, PermissionDenied), transaction.atomic():
            for judged, thing in zip(new, self.add_all([judged.facts for judged in new]), strict=True):
                judged.thing = thing
        for judged in rows:  # where one is refused none was added: each by itself tells which
            self._apply(judged)

    def _apply(self, judged: Judged) -> None:
        try:
            if judged.verdict == Verdict.ADD and judged.thing is None:
                judged.thing = self.add(judged.facts)
            elif judged.verdict == Verdict.UPDATE:
                with transaction.atomic():  # all of the row or nothing
                    self.update(judged.thing, self._changed(judged.thing, judged.facts))
        except Refused as refusal:
            self._refused(judged, refusal.field or "", str(refusal))
        except PermissionDenied:
            self._refused(judged, "", _("This lies outside your territories."))

    def _read(self, values: dict[str, str]) -> Judged:
        """The facts of a row. What cannot be read is left out, with a sentence."""
        facts: Facts = {}
        judged = Judged(Verdict.ADD)
        for heading, column in self.column_of.items():
            if text := values.get(heading):
                try:
                    facts[column.name] = self._checked(column, column.parse(text))
                except (Wrong, ValidationError, Refused) as error:
                    messages = error.messages if isinstance(error, ValidationError) else [str(error)]
                    judged.sentences.append((heading, " ".join(messages)))
        try:
            judged.facts, left_out = self.combined(facts)
        except Wrong as error:
            return self._refused(judged, "", str(error))
        judged.sentences += left_out
        return judged

    def _checked(self, column: Column, value: Any) -> Any:
        try:
            model_field = self.model._meta.get_field(column.name)
        except FieldDoesNotExist:
            return value
        if not column.is_checked or not isinstance(model_field, models.Field) or model_field.is_relation:
            return value
        return model_field.clean(value, None)

    def _judge(self, number: int, judged: Judged) -> None:
        if self._is_repeated(number, judged, self.keys(judged.facts)):
            return
        try:
            judged.thing = self.find(judged.facts)
        except Wrong as error:
            self._refused(judged, "", str(error))
            return
        if judged.thing is None:
            self._judge_new(judged)
            return
        if self._is_repeated(number, judged, [("thing", judged.thing.pk)]):
            return
        changed = self._changed(judged.thing, judged.facts)
        judged.changes = [
            (self.label_of(name), self.in_words(name, self.value_of(judged.thing, name)), self.in_words(name, value))
            for name, value in changed.items()
        ]
        differing = self.differences(judged.thing, judged.facts)
        judged.verdict = Verdict.UPDATE if changed else Verdict.DIFFER if differing else Verdict.SKIP
        judged.sentences += [(self.label_of(name), sentence) for name, sentence in differing]
        if judged.verdict != Verdict.SKIP and not self.may_change(judged.thing):
            self._refused(judged, "", _("Others keep this one: it lies outside your territories."))

    def _judge_new(self, judged: Judged) -> None:
        if not self.may_add(judged.facts):
            self._refused(judged, "", _("This lies outside your territories."))
        elif remark := self.remark(judged.facts):
            judged.sentences.append(("", remark))

    def _is_repeated(self, number: int, judged: Judged, keys: Iterable[Any]) -> bool:
        """Whether an earlier row of the file is about the same thing: the first one counts."""
        first = min((self.seen.setdefault(key, number) for key in keys), default=number)
        if first != number:
            judged.verdict = Verdict.SKIP
            judged.sentences.append(("", _("The same as row %(number)s.") % {"number": first}))
        return first != number

    def _changed(self, thing: Any, facts: Facts) -> Facts:
        written = self.written(thing, facts)
        return {name: value for name, value in written.items() if self.value_of(thing, name) != value}

    def _refused(self, judged: Judged, column: str, sentence: str) -> Judged:
        judged.verdict, judged.changes = Verdict.REFUSE, []
        judged.sentences.append((column, sentence))
        return judged
