"""Points, lines and shapes, as phones write them and as maps read them."""

from typing import Any

from django.db import connection
from django.db.models import FloatField, Func, Max, Min, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from taghyir.atlas.queries import MOST, WHOLE, Box, Part
from taghyir.surveys.models import Submission

MARGIN = 0.02  # degrees, about two kilometres: one answer alone is not a point


def geometry_of(kind: str, text: str | None) -> dict[str, Any] | None:
    """Of `latitude longitude [altitude [accuracy]]`, several of them parted by `;`. None when it is no place on Earth."""
    points = [point for part in (text or "").split(";") if part.strip() and (point := _point(part))]
    if kind == "geopoint":
        return {"type": "Point", "coordinates": points[0]} if points else None
    if kind == "geoshape":
        ring = points if points[:1] == points[-1:] else [*points, points[0]]
        return {"type": "Polygon", "coordinates": [ring]} if len(ring) >= 4 else None
    return {"type": "LineString", "coordinates": points} if len(points) >= 2 else None


def _point(text: str) -> list[float] | None:
    try:
        latitude, longitude = (float(number) for number in text.split()[:2])
    except ValueError:
        return None
    is_on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180  # false for what is no number
    return [longitude, latitude] if is_on_earth else None


class Degrees(Func):
    """A latitude (`which=1`) or a longitude (2) read by the database from an answer that is a point; NULL when it is none."""

    output_field = FloatField()
    _SHAPES = {
        1: r"^\s*(-?\d{1,2}(?:\.\d+)?)\s+-?\d{1,3}(?:\.\d+)?(?:\s|$)",
        2: r"^\s*-?\d{1,2}(?:\.\d+)?\s+(-?\d{1,3}(?:\.\d+)?)(?:\s|$)",
    }

    def __init__(self, answer: Any, which: int):
        shape = self._SHAPES[which]
        super().__init__(answer, template=f"CAST(substring(%(expressions)s from '{shape}') AS double precision)")


def with_position(submissions: QuerySet[Submission], paths: list[str]) -> QuerySet[Any]:
    """Those whose first point is known, with their `longitude` and `latitude`; `paths` are the questions that ask for one."""
    if not paths:
        return submissions.filter(pk__lt=0).annotate(
            longitude=Value(0.0), latitude=Value(0.0)
        )  # no row, yet a statement
    answers = [KeyTextTransform(path, "answers") for path in paths]
    point = Coalesce(*answers, output_field=TextField()) if len(answers) > 1 else answers[0]
    found: QuerySet[Any] = submissions.annotate(longitude=Degrees(point, 2), latitude=Degrees(point, 1))
    return found.filter(latitude__range=(-90, 90), longitude__range=(-180, 180))


def box_of(submissions: QuerySet[Any]) -> Box:
    """West, south, east, north of those with a position; the six territories when there is none."""
    sides = submissions.order_by().aggregate(
        west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude")
    )
    if sides["west"] is None:
        return WHOLE
    return (sides["west"] - MARGIN, sides["south"] - MARGIN, sides["east"] + MARGIN, sides["north"] + MARGIN)


def in_part(submissions: QuerySet[Any], part: Part) -> QuerySet[Any]:
    """Those that lie in a part of the map."""
    west, south, east, north = part.box
    return submissions.filter(longitude__range=(west, east), latitude__range=(south, north))


def points_in(submissions: QuerySet[Any], part: Part) -> str:
    """JSON, as the map of the directory reads it: for each cell [longitude, latitude, how many, number, receipt]."""
    seen = in_part(submissions, part).order_by().values_list("pk", "longitude", "latitude", "digest")
    found, values = seen.query.sql_with_params()
    sql = f"""
        WITH found(id, lon, lat, digest) AS ({found}), cells AS (
            SELECT round(avg(lon)::numeric, 5) AS lon, round(avg(lat)::numeric, 5) AS lat, count(*) AS n,
                min(id) AS id, upper(min(left(digest, 4) || '-' || substr(digest, 5, 4))) AS receipt
            FROM found GROUP BY floor(lon / {part.step}), floor(lat / {part.step}) ORDER BY n DESC LIMIT {MOST})
        SELECT coalesce(json_agg(CASE WHEN n > 1 THEN json_build_array(lon, lat, n)
            ELSE json_build_array(lon, lat, n, id, receipt) END), '[]')::text FROM cells"""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return str(cursor.fetchone()[0])
