"""What lies in a part of the map, gathered in cells so that a phone is sent a few hundred points at most."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page
from django.db import connection
from django.db.models import Max, Min, Q

from taghyir.atlas.models import Grid
from taghyir.core.languages import base_language
from taghyir.core.text import folded
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import Asked, Line, directory_changed_at, lines_where, narrowed
from taghyir.places.models import Place
from taghyir.places.queries import territories
from taghyir.tables.distances import in_box

CELL = 48  # pixels of a side of a cell
WIDEST, FINEST = 5, 12  # zooms for which the grid is made beforehand
MOST = 600  # cells sent at once
KEPT_FOR = 60  # seconds the number of those without position is kept
_NAMED = (Place.Level.COMMUNE, Place.Level.DELEGATION, Place.Level.GOUVERNORAT)
Box = tuple[float, float, float, float]  # west, south, east, north, in degrees
WHOLE: Box = (-6.4, 32.9, 11.4, 37.5)  # the six territories


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map on somebody's screen."""

    box: Box
    zoom: int

    @classmethod
    def read(cls, query: Any) -> "Part | None":
        """From an address: `box=west,south,east,north` and `zoom`. None when it is no part of the Earth."""
        try:
            west, south, east, north = (float(side) for side in str(query.get("box", "")).split(",", 3))
            zoom = int(str(query.get("zoom", "")))
        except ValueError:
            return None
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            return None
        return cls((west, south, east, north), max(WIDEST, min(zoom, 18)))

    @property
    def step(self) -> float:
        return step_at(self.zoom)


def step_at(zoom: int) -> float:
    """How many degrees of longitude a cell is wide: the whole Earth is 256 pixels at zoom 0."""
    return CELL * 360 / (256 * 2**zoom)


def points_in(actor: Any, asked: Asked, part: Part) -> str:
    """JSON: for each cell that holds some, [longitude, latitude, how many, number, name]; the last two when it is alone."""
    is_plain = not (asked.chosen().keys() - {"territory"})
    if is_plain and not actor.is_authenticated and part.zoom <= FINEST and is_grid_made():
        return _of_grid(asked, part)
    return _counted_now(actor, asked, part)


def in_part(part: Part) -> Q:
    """The condition that an organisation lies in a part of the map."""
    return in_box("map_longitude", "map_latitude", part.box)


def lines_in(actor: Any, asked: Asked, part: Part, number: Any = 1) -> tuple[list[Line], Page]:
    """One page of the organisations of a part of the map as the list shows them."""
    return lines_where(actor, asked, in_part(part), number=number)


def without_position(actor: Any, asked: Asked) -> int:
    """How many of what is found the map cannot show. Kept a minute, as the counts of a search are."""
    name = "unplaced-" + sha256(repr((actor.pk, asked)).encode()).hexdigest()
    rows = narrowed(visible_organisations(actor), asked).order_by().filter(map_latitude=None)
    return int(cache.get_or_set(name, rows.count, KEPT_FOR) or 0)


def is_grid_made() -> bool:
    return Grid.objects.exists()


def is_grid_late() -> bool:
    """Whether the directory, or the size of a cell, changed since the grid was made."""
    return not Grid.objects.filter(of=grid_of_today()).exists()


def grid_of_today() -> str:
    """What a grid made now would be of."""
    return f"{CELL} {directory_changed_at()}"


def _name() -> str:
    first, second = ("name_ar", "name") if base_language() == "ar" else ("name", "name_ar")
    return f"coalesce(nullif({{0}}{first}, ''), {{0}}{second})"


def _of_grid(asked: Asked, part: Part) -> str:
    west, south, east, north = (int(side // part.step) for side in part.box)
    within = (
        "AND territory_id IN (SELECT id FROM places_territory WHERE slug = %s OR code = %s)" if asked.territory else ""
    )
    drawn = "drawn_ar" if base_language() == "ar" else "drawn"
    sql = f"""
        SELECT '[' || coalesce(string_agg({drawn}, ', '), '') || ']'
        FROM (SELECT {drawn} FROM atlas_cell
            WHERE zoom = %s AND x BETWEEN %s AND %s AND y BETWEEN %s AND %s {within}
            ORDER BY count DESC LIMIT {MOST}) c"""
    values = [part.zoom, west, east, south, north] + [asked.territory] * (2 if asked.territory else 0)
    return _fetched(sql, values)


def _counted_now(actor: Any, asked: Asked, part: Part) -> str:
    seen = narrowed(visible_organisations(actor), asked).filter(in_part(part)).order_by()
    found, values = seen.values_list("pk", "map_longitude", "map_latitude", "name", "name_ar").query.sql_with_params()
    sql = f"""
        WITH found(id, lon, lat, name, name_ar) AS ({found}), cells AS (
            SELECT round(avg(lon)::numeric, 4) AS lon, round(avg(lat)::numeric, 4) AS lat, count(*) AS n,
                min(id) AS id, min({_name().format("")}) AS name
            FROM found GROUP BY floor(lon / {part.step}), floor(lat / {part.step}) ORDER BY n DESC LIMIT {MOST})
        SELECT coalesce(json_agg(CASE WHEN n > 1 THEN json_build_array(lon, lat, n)
            ELSE json_build_array(lon, lat, n, id, name) END), '[]')::text FROM cells"""
    return _fetched(sql, values)


def _fetched(sql: str, values: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return str(cursor.fetchone()[0])


def bounds_of(actor: Any, asked: Asked) -> Box:
    """The part of the map that holds what is found; the six territories when nothing is asked, or nothing has a position."""
    if not asked.chosen():
        return WHOLE
    found = narrowed(visible_organisations(actor), asked).order_by().exclude(map_latitude=None)
    sides = found.aggregate(
        west=Min("map_longitude"), south=Min("map_latitude"), east=Max("map_longitude"), north=Max("map_latitude")
    )
    if sides["west"] is None:
        return WHOLE
    margin = 0.02  # degrees, about two kilometres: one organisation alone is not a point
    return (sides["west"] - margin, sides["south"] - margin, sides["east"] + margin, sides["north"] + margin)


def map_shown(actor: Any, asked: Asked) -> dict[str, Any]:
    """What `atlas/map_and_list.html` begins with: names, the part that holds what is found, how many have no position."""
    names = json.dumps(names_on_map(), ensure_ascii=False, separators=(",", ":"))
    bounds = ",".join(f"{side:.4f}" for side in bounds_of(actor, asked))
    return {"names": names, "bounds": bounds, "unplaced": without_position(actor, asked)}


def names_on_map() -> list[tuple[float, float, str, bool]]:
    """Latitude, longitude and name of each territory and commune, to know where one is; whether it is a territory's own name."""
    rows = Place.objects.exclude(latitude=None).exclude(longitude=None).filter(level__in=_NAMED).order_by("code")
    towns = {folded(name) for one in territories() for name in (one.name_fr, one.name_ar)}
    found = []
    for place in rows:
        is_territory = bool({folded(place.name_fr), folded(place.name_ar)} & towns)
        if is_territory or place.level != Place.Level.GOUVERNORAT:
            found.append((place.latitude or 0.0, place.longitude or 0.0, str(place), is_territory))
    return found
