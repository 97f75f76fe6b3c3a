"""Reading places from files: our own seed and the open files of two countries. Each row says where it was read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from taghyir.places.models import Country, Place

SEED = Path(__file__).parent / "seed"
Level = Place.Level

# the open files number the regions of Morocco by their alphabet; official codes, RGPH 2024
REGIONS = dict(
    zip(
        (f"REGION_{number:02}" for number in range(1, 13)),
        ("05", "06", "12", "08", "03", "10", "11", "07", "02", "04", "09", "01"),
        strict=True,
    )
)


class Unreadable(ValueError):
    """The file is none of those we know how to read."""


def is_official(code: str) -> bool:
    """A stand-in code is kept only until a file brings the official one."""
    return "DIV_" not in code


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as a file tells it, within the place whose code is `within`."""

    country: str
    level: str
    code: str
    within: str
    name_fr: str
    name_ar: str
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def has_official_code(self) -> bool:
        """Whether the code is one of the administration; else it is a stand-in, and the place is known by its name."""
        return is_official(self.code)


def seed_table(name: str) -> list[dict[str, str]]:
    """One of the tables that come with the house: places, territories, holidays."""
    with (SEED / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def seed_places() -> list[PlaceRow]:
    """The regions, provinces, communes, gouvernorats and délégations of the six territories."""
    return [
        PlaceRow(
            **{name: r[name] for name in ("country", "level", "code", "within", "name_fr", "name_ar", "postcode")},
            latitude=float(r["latitude"]) if r["latitude"] else None,
            longitude=float(r["longitude"]) if r["longitude"] else None,
        )
        for r in seed_table("places")
    ]


def read_places(path: Path) -> list[PlaceRow]:
    """The places of one open file, recognised by its columns or keys. Unreadable when it is another file."""
    try:
        rows = _table(path) if path.suffix == ".csv" else _list(path)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as error:
        raise Unreadable(f"{path.name}: {error}") from error
    for keys, reader in READERS:
        if rows and all(isinstance(row, dict) and keys <= row.keys() for row in rows):
            try:
                return list(reader(rows))
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                raise Unreadable(f"{path.name}: {error!r}") from error
    raise Unreadable(f"{path.name}: not a file of places we know")


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _list(path: Path) -> list[Any]:
    read = json.loads(path.read_text(encoding="utf-8-sig"))
    if isinstance(read, dict):
        read = next((rows for rows in read.values() if isinstance(rows, list)), [])
    return read if isinstance(read, list) else []


def _communes(rows: Iterable[dict[str, str]]) -> Iterator[PlaceRow]:
    for row in rows:
        yield PlaceRow(Country.MA, Level.COMMUNE, row["code"], row["province_code"], row["name_fr"], row["name_ar"])


def _provinces(rows: Iterable[dict[str, str]]) -> Iterator[PlaceRow]:
    for row in rows:
        yield PlaceRow(Country.MA, Level.PROVINCE, row["code"], row["region_code"], row["name_fr"], row["name_ar"])


def _divisions(rows: Iterable[dict[str, Any]]) -> Iterator[PlaceRow]:
    for row in rows:  # these come without official code: theirs is kept until a file brings one
        region, names = REGIONS[row["region_id"]], row["name"]
        yield PlaceRow(Country.MA, Level.PROVINCE, f"{region}.{row['id']}", region, names["fr"], names["ar"])


def _regions(rows: Iterable[dict[str, Any]]) -> Iterator[PlaceRow]:
    for row in rows:
        yield PlaceRow(Country.MA, Level.REGION, REGIONS[row["id"]], "", row["name"]["fr"], row["name"]["ar"])


def _tunisian(level: str, within: Callable[[dict[str, Any]], str]) -> Callable[[Any], Iterator[PlaceRow]]:
    def read(rows: Iterable[dict[str, Any]]) -> Iterator[PlaceRow]:
        for row in rows:
            yield PlaceRow(
                Country.TN,
                level,
                row["code_geo"] or "",
                within(row),
                row.get("name_fr") or "",
                row["name_ar"] or "",
                latitude=row["lat"],
                longitude=row["lon"],
            )

    return read


# the keys every row has, the most telling first; in Tunisia a code begins with the code of the gouvernorat around it
READERS: list[tuple[set[str], Callable[[Any], Iterator[PlaceRow]]]] = [
    ({"code", "province_code", "name_fr", "name_ar"}, _communes),
    ({"code", "region_code", "name_fr", "name_ar"}, _provinces),
    ({"id", "region_id", "name"}, _divisions),
    ({"id", "name"}, _regions),
    ({"code_geo", "delegation_code_geo", "name_ar"}, _tunisian(Level.SECTOR, lambda row: row["delegation_code_geo"])),
    (
        {"code_geo", "governorate_code", "name_ar"},
        _tunisian(Level.DELEGATION, lambda row: (row["code_geo"] or "")[:2]),
    ),
    ({"code_geo", "code", "name_ar"}, _tunisian(Level.GOUVERNORAT, lambda row: "")),
]
