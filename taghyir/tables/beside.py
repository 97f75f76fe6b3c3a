"""What rooms above show on the page of one row below, read in the very statement that reads the row.

Each panel with statements of its own makes a page slower for every room that is added. A room says instead, once, which rows
of its own stand beside: `BESIDE_CASE.rows("conventions_beside", of_case, "state")`; they come with `row.conventions_beside`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)


class Beside:
    """The expressions that rooms above add to the rows of a statement, by the name of the attribute they become."""

    def __init__(self) -> None:
        self._asked: dict[str, Callable[[], BaseExpression]] = {}

    def value(self, name: str, build: Callable[[], BaseExpression]) -> None:
        """Have what `build` says of each row, which it names by `OuterRef`, as its attribute `name`."""
        self._asked[name] = build

    def rows(self, name: str, build: Callable[[], QuerySet[Any]], *columns: str) -> None:
        """Have the rows that `build` gives as the attribute `name`: a list of these columns, to be read by `as_rows`."""
        self.value(name, lambda: ArraySubquery(build().values_list(JSONObject(**{one: one for one in columns}))))

    def on(self, queryset: QuerySet[Row]) -> QuerySet[Row]:
        """The same rows with all that was asked for."""
        return queryset.annotate(**{name: build() for name, build in sorted(self._asked.items())})


def as_rows(model: type[Row], kept: list[dict[str, Any]]) -> list[Row]:
    """What `Beside.rows` kept, as objects of `model` that know these columns and no more; what was annotated is an attribute."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rows = []
    for columns in kept:
        row = model(**{name: fields[name].to_python(value) for name, value in columns.items() if name in fields})
        vars(row).update({name: value for name, value in columns.items() if name not in fields})
        rows.append(row)
    return rows
