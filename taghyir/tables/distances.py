"""Rows near a point: those within some kilometres, and how far each is. Knows no domain word."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, FloatField, Func, IntegerField, Q, Value
from django.db.models.lookups import LessThanOrEqual

EARTH = 6371.0  # km, mean radius
_KM_PER_DEGREE = math.pi * EARTH / 180
_CELLS = 10  # in a degree
_ROW = 10_000  # from one row of cells to the next: more than there are around the Earth


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees (WGS 84), and how far to look around it in kilometres."""

    latitude: float
    longitude: float
    km: float = 25


def box_around(near: Near) -> tuple[float, float, float, float]:
    """West, south, east, north of the smallest box of degrees that holds the circle."""
    high, narrowing = _reach_of(near)
    wide = high / narrowing
    return (near.longitude - wide, near.latitude - high, near.longitude + wide, near.latitude + high)


class _Written(Func):
    """A function whose SQL is `shape`, with one place for each of its arguments in turn."""

    shape = ""

    def as_sql(self, compiler: Any, connection: Any, *_options: Any, **_more: Any) -> Any:
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        return self.shape.format(*(sql for sql, _values in parts)), [value for _sql, given in parts for value in given]


class InBox(_Written):
    """Whether a row lies in a box: a GiST index on `point(longitude, latitude)` answers it."""

    shape = "point({}, {}) <@ box(point({}, {}), point({}, {}))"
    output_field = BooleanField()


class Cell(_Written):
    """The cell of a tenth of a degree in which a row lies: of (latitude, longitude). An index on it with all that is read is
    the quickest way to the rows near a point.
    """

    shape = f"(floor({{}} * {_CELLS})::int * {_ROW} + floor({{}} * {_CELLS})::int)"
    output_field = IntegerField()


class Degrees(_Written):
    """How far a row is from a point, in degrees of latitude: of (latitude, longitude), the point being known."""

    output_field = FloatField()

    def __init__(self, latitude: Any, longitude: Any, *, near: Near, **options: Any):
        super().__init__(latitude, longitude, **options)
        self.shape = degrees_sql(near, "{0}", "{1}")


class Kilometres(_Written):
    """How far a row is from a point."""

    shape = f"{_KM_PER_DEGREE!r} * {{}}"
    output_field = FloatField()


def degrees_sql(near: Near, latitude: str, longitude: str) -> str:
    """The SQL of the distance of a row from a point, in degrees of latitude; `latitude` and `longitude` are SQL too.

    On a plane that touches the Earth between both: exact to 0.1 % below 200 km, at a tenth of the cost of the haversine formula.
    The cosine of the latitude half-way is that of the point, corrected to the first order.
    """
    here = math.radians(near.latitude)
    high, wide = f"({latitude} - {near.latitude!r})", f"({longitude} - {near.longitude!r})"
    narrowing = f"({math.cos(here)!r} - {math.sin(here) * math.pi / 360!r} * {high})"
    return f"(point({high}, {wide} * {narrowing}) <-> '(0,0)'::point)"


def in_box(longitude: str, latitude: str, box: tuple[float, float, float, float]) -> Q:
    """The condition that a row lies in `box`: west, south, east, north."""
    return Q(InBox(longitude, latitude, *(Value(side, output_field=FloatField()) for side in box)))


def distance_from(near: Near, latitude: str, longitude: str) -> Kilometres:
    """How far each row is, in kilometres."""
    return Kilometres(Degrees(latitude, longitude, near=near))


def within(near: Near, latitude: str, longitude: str) -> Q:
    """The condition that a row lies within the circle: first in one of the cells that it touches, then nearer than its edge."""
    edge = Value(near.km / _KM_PER_DEGREE, output_field=FloatField())
    nearer = LessThanOrEqual(Degrees(latitude, longitude, near=near), edge)
    cells = Value(list(cells_around(near)), output_field=ArrayField(IntegerField()))
    cell = Cell(latitude, longitude)
    return Q(Func(cell, cells, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())) & Q(
        nearer
    )


@lru_cache(maxsize=512)
def cells_around(near: Near) -> tuple[int, ...]:
    """The cells that the circle touches, and perhaps some beside its edge."""
    west, south, east, north = (math.floor(side * _CELLS) for side in box_around(near))
    reach, narrowing = _reach_of(near)
    found = []
    for row in range(south, north + 1):
        high = _apart(near.latitude, row)
        wide = math.sqrt(max(0.0, reach**2 - high**2)) / narrowing
        found += [row * _ROW + column for column in range(west, east + 1) if _apart(near.longitude, column) <= wide]
    return tuple(found)


def _reach_of(near: Near) -> tuple[float, float]:
    """How far the circle reaches in degrees of latitude, and how narrow a degree of longitude is at its edge towards the pole."""
    reach = near.km / _KM_PER_DEGREE
    return reach, max(0.01, math.cos(math.radians(min(89.0, abs(near.latitude) + reach))))


def _apart(position: float, cell: int) -> float:
    """How far `position` is from a row or a column of cells, in degrees."""
    return max(cell / _CELLS - position, position - (cell + 1) / _CELLS, 0.0)
