"""The map of 100,000 organisations: its points on a screen, wide and near, and the making of its grid."""

from bench.directory import fetch, fill_directory
from bench.measure import Case, Visitor
from taghyir.atlas.queries import is_grid_late
from taghyir.atlas.reactions import make_grid

WIDE = "/fr/map/points/?box=-10,30,12,38&zoom=6"
NEAR = "/fr/map/points/?box=-2.95,34.85,-2.5,35.05&zoom=12"
CHOSEN = "/fr/map/points/?sector=food&box=-3.5,34.5,-2,35.5&zoom=10"
HEAVIEST = 60_000  # bytes of what lies on one screen


def cases() -> list[Case]:
    fill_directory()
    if is_grid_late():
        make_grid()
    visitor = Visitor()
    return [
        Case("map, both countries", 2, lambda: visitor.ask(WIDE), _limit(6), heaviest=HEAVIEST),
        Case("map, around Zaio", 2, lambda: visitor.ask(NEAR), _limit(12), heaviest=HEAVIEST),
        Case("map, one sector in Nador", None, lambda: visitor.ask(CHOSEN), heaviest=HEAVIEST),
    ]


def _limit(zoom: int):
    return lambda: fetch(f"SELECT longitude, latitude, count FROM atlas_cell WHERE zoom = {zoom} LIMIT 300")
