"""The whole directory of 100,000 as GeoJSON."""

from bench.directory import fetch, fill_directory
from bench.measure import Case, Visitor


def cases() -> list[Case]:
    fill_directory()
    visitor = Visitor()
    return [
        Case("GeoJSON of 100,000", None, lambda: visitor.ask("/fr/data/organisations.geojson"), _rows),
        Case(
            "GeoJSON of one sector near Zaio",
            None,
            lambda: visitor.ask("/fr/data/organisations.geojson?sector=food&near=MA-02.381.01.07"),
        ),
    ]


def _rows() -> list[tuple]:
    return fetch("SELECT id, name, name_ar, map_latitude, map_longitude FROM directory_organisation WHERE is_public")
