"""A queryset whose SQL is built once, for what every page asks: building it anew costs more than running it.

The queryset stays the only place where the question is put, so no condition is ever written twice.
"""

import datetime as dt
import inspect
import threading
from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, QuerySet, Value

Row = TypeVar("Row")
# What stands in a statement for a value to come, by its type; nobody's key, no day anybody lived
_HOLES: dict[Any, Callable[[int], Any]] = {
    int: lambda number: -2_100_000_000 - number,
    dt.date: lambda number: dt.date(1, 1, 1) + dt.timedelta(days=number),
    dt.datetime: lambda number: dt.datetime(1, 1, 2, microsecond=number, tzinfo=dt.UTC),
    str: lambda number: f"\ue000a value to come {number}\ue000",
    list[int]: lambda number: [-2_100_000_000 - number],
}


def one_of(path: str, keys: list[int]) -> Q:
    """`path` is one of `keys`: the same SQL however many there are, where `__in` has one for each length."""
    many = Value(keys, output_field=ArrayField(BigIntegerField()))
    return Q(Func(F(path), many, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()))


class Statement(Generic[Row]):
    """`Statement(build)`: `build` returns a queryset for named values, each of type int, str, date, datetime or list[int].

    It is called once for each thread, with stand-ins; what it does may depend on the values in SQL alone, never in Python.
    A value that stands nowhere in the SQL is an error, unless it `may_ignore` it.
    `rows(**values)` is then what `list(build(**values))` would be, except that `prefetch_related` is not followed.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], may_ignore: Collection[str] = ()):
        self._build, self._may_ignore = build, may_ignore
        kinds = inspect.get_annotations(build, eval_str=True)
        self._holes = {name: _HOLES[kinds[name]](at) for at, name in enumerate(inspect.signature(build).parameters)}
        self._kept = threading.local()

    def rows(self, **values: Any) -> list[Row]:
        """What the database holds now. Every value must be given, and none may be None: SQL would say no row."""
        if values.keys() != self._holes.keys() or None in values.values():
            raise TypeError(f"{self._build.__name__} takes {', '.join(self._holes)}, none of them None")
        compiled = getattr(self._kept, "compiled", None)
        if compiled is None or compiled.compiler.connection is not connections[compiled.queryset.db]:
            compiled = self._kept.compiled = _Compiled(self._build(**self._holes), self._holes, self._may_ignore)
        return compiled.rows(values)

    def first(self, **values: Any) -> Row | None:
        """The first of them, if any: say the limit in the queryset."""
        return next(iter(self.rows(**values)), None)


class _Compiled:
    """The statement of one queryset, on one connection."""

    def __init__(self, queryset: QuerySet[Any, Any], holes: dict[str, Any], may_ignore: Collection[str]):
        self.queryset = queryset
        self.compiler: Any = queryset.query.get_compiler(queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = [(self._name_of(value, holes), value) for value in parameters]
        if holes.keys() - {name for name, _value in self.parameters} - set(may_ignore):
            raise TypeError(f"{self.sql} does not take {', '.join(holes)} as they are")
        self.compiler.get_converters = _once(self.compiler.get_converters)
        queryset.query.get_compiler = lambda *_arguments, **_options: self.compiler  # type: ignore[method-assign]

    @staticmethod
    def _name_of(value: Any, holes: dict[str, Any]) -> str:
        alike = (name for name, hole in holes.items() if isinstance(value, type(hole)) and value == hole)
        return next(alike, "")

    def rows(self, values: dict[str, Any]) -> list[Any]:
        filled = [_like(value, values[name]) if name else value for name, value in self.parameters]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            fetched = cursor.fetchall()
        self.compiler.execute_sql = lambda *_arguments, **_options: [fetched]
        return list(self.queryset._iterable_class(self.queryset))  # type: ignore[attr-defined,call-overload,no-any-return]


def _once(find: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What `find` finds the first time: a statement always has the same columns."""
    found: list[Any] = []

    def kept(asked: Any) -> Any:
        if not found:
            found.append(find(asked))
        return found[0]

    return kept


def _like(stand_in: Any, value: Any) -> Any:
    """`value`, as wide a number as the column is: PostgreSQL prepares one statement for each type of its values."""
    return type(stand_in)(value) if isinstance(stand_in, int) else value
