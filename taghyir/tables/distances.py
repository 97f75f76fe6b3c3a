"""Rows near a point: those within some kilometres, and how far each is. Knows no domain word."""

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, FloatField, Func, Q, Value

EARTH = 6371.0  # km, mean radius
_KM_PER_DEGREE = math.pi * EARTH / 180


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees (WGS 84), and how far to look around it in kilometres."""

    latitude: float
    longitude: float
    km: float = 25


def box_around(near: Near) -> tuple[float, float, float, float]:
    """West, south, east, north of the smallest box of degrees that holds the circle."""
    high = near.km / _KM_PER_DEGREE
    wide = high / max(0.01, math.cos(math.radians(min(89.0, abs(near.latitude) + high))))
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


class Haversine(_Written):
    """Great-circle distance in kilometres, haversine formula: latitudes a, b and longitudes c, d as (a, b, b, a, c, d)."""

    shape = (
        f"{2 * EARTH} * asin(sqrt(least(1, power(sin(radians({{}} - {{}}) / 2), 2)"
        " + cos(radians({})) * cos(radians({})) * power(sin(radians({} - {}) / 2), 2))))"
    )
    output_field = FloatField()


def in_box(longitude: str, latitude: str, box: tuple[float, float, float, float]) -> Q:
    """The condition that a row lies in `box`: west, south, east, north."""
    return Q(InBox(longitude, latitude, *(Value(side, output_field=FloatField()) for side in box)))


def distance_from(near: Near, latitude: str, longitude: str) -> Haversine:
    """How far each row is, in kilometres."""
    here = Value(near.latitude, output_field=FloatField())
    return Haversine(latitude, here, here, latitude, longitude, Value(near.longitude, output_field=FloatField()))
