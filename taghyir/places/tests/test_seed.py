import csv
import datetime as dt
import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from taghyir.core.models import Entry
from taghyir.places import queries
from taghyir.places.models import Holiday, Place, Territory

pytestmark = pytest.mark.django_db
TOUIREF = "23-TOUIREF"  # a délégation the open files do not know yet


def run(command, *arguments):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Place, Territory, Holiday)]


@pytest.fixture
def seeded():
    run("load_territories")


def test_the_six_territories_come_with_their_places(seeded):
    assert [t.code for t in queries.territories()] == ["TNG", "NAD", "BER", "KEF", "NEF", "TUN"]
    levels = Counter(Place.objects.values_list("level", flat=True))
    assert levels == {"region": 2, "province": 16, "commune": 51, "gouvernorat": 3, "delegation": 38}
    for code, name in (("NAD", "Zaio"), ("BER", "Saidia"), ("TNG", "Assilah"), ("KEF", "Touiref"), ("TUN", "La Marsa")):
        assert queries.territory_of(Place.objects.get(name_fr=name)).code == code
    assert queries.territory_of(Place.objects.get(name_fr="Nefta")).code == "NEF"


def test_loading_twice_changes_nothing_and_keeps_what_people_changed(seeded):
    Holiday.objects.filter(on=dt.date(2027, 3, 10), country="TN").update(on=dt.date(2027, 3, 9), is_expected=False)
    Place.objects.filter(name_fr="Zaio").update(name_fr="Zaïo")
    before = everything()
    run("load_territories")
    assert everything() == before


@pytest.mark.parametrize("typed", ["zio", "Zaïo", "زايو"])
def test_zaio_is_found_however_it_is_written(seeded, typed):
    assert "02.381.01.07" in queries.places_matching(typed).values_list("code", flat=True)


def test_the_revolution_is_remembered_in_tunisia_on_17_december(seeded):
    for year in (2026, 2027):
        assert Holiday.objects.filter(country="TN", on=dt.date(year, 12, 17)).exists()
        assert not Holiday.objects.filter(country="TN", on=dt.date(year, 1, 14)).exists()
        assert Holiday.objects.filter(country="MA", on=dt.date(year, 1, 14)).exists()


def test_lunar_days_are_expected_until_somebody_confirms_them(seeded):
    lunar = Holiday.objects.filter(is_expected=True)
    assert set(lunar.values_list("country", "on__year")) == {(c, y) for c in ("MA", "TN") for y in (2026, 2027)}
    assert not lunar.filter(name_fr__in=["Nouvel An", "Fête du travail"]).exists()
    assert set(Holiday.objects.filter(name_fr__startswith="Aïd").values_list("is_expected", flat=True)) == {True}


def test_the_communes_are_those_of_the_census(seeded, real):
    with real("geo/ma_communes_programme_hcp.csv").open(encoding="utf-8") as lines:
        census = {row["code"]: (row["name_fr"], row["name_ar"]) for row in csv.DictReader(lines)}
    ours = {p.code: (p.name_fr, p.name_ar) for p in Place.objects.filter(level="commune")}
    assert len(ours) == 51
    assert ours == census


def test_the_delegations_are_those_of_the_open_file_and_one_more(seeded, real):
    rows = json.loads(real("geo/tn_delegations.json").read_text())
    known = {r["code_geo"]: r["name_ar"] for r in rows if r["governorate_code"] in ("TN-11", "TN-33", "TN-72")}
    ours = dict(Place.objects.filter(level="delegation").values_list("code", "name_ar"))
    assert len(ours) == 38
    assert ours == known | {TOUIREF: "الطويرف"}


COUNTRY = {
    "ma_regions.json": 12,
    "ma_provinces_hcp.csv": 16,
    "ma_region_divisions.json": 75,
    "ma_communes_programme_hcp.csv": 51,
    "tn_governorates.json": 24,
    "tn_delegations.json": 266,
    "tn_imadas_tunis_kef_tozeur.json": 285,
}


@pytest.mark.parametrize("seed_first", [True, False], ids=["over the seed", "alone"])
def test_a_whole_country_is_loaded_from_open_files_and_twice_changes_nothing(real, seed_first):
    if seed_first:
        run("load_territories")
    files = [real(f"geo/{name}") for name in COUNTRY]
    before = everything()
    assert "Nothing is written" in run("load_places", *files)
    assert everything() == before
    first = run("load_places", *files, "--apply")
    assert "2 refuse" in first  # two délégations come without code
    after = everything()
    assert "0 add, 0 update" in run("load_places", *files, "--apply")
    assert everything() == after
    levels = Counter(Place.objects.values_list("level", flat=True))
    assert levels["region"] == 12
    assert levels["gouvernorat"] == 24
    assert levels["delegation"] == 264 + seed_first
    assert levels["sector"] == 285
    entry = Entry.objects.filter(verb="places.loaded").order_by("pk").first()
    assert entry.actor.is_robot
    assert entry.details["refuse"] == 2


def test_an_official_code_that_comes_later_replaces_the_one_that_stood_in(real):
    run("load_places", real("geo/ma_regions.json"), real("geo/ma_region_divisions.json"), "--apply")
    nador = Place.objects.get(level="province", name_fr="Nador")
    assert nador.code.startswith("02.DIV_")
    run("load_places", real("geo/ma_provinces_hcp.csv"), "--apply")
    nador.refresh_from_db()
    assert (nador.code, nador.name_ar) == ("02.381", "الناضور")
    assert not Place.objects.filter(parent__code="02", code__contains="DIV_").exists()


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.csv", "x,y\n1,2\n"),
        ("a.json", "{"),
        ("a.json", "[]"),
        ("a.json", '[{"id": 1, "name": "x"}]'),
        ("a.json", '{"regions": [{"id": "REGION_77", "name": {"fr": "X"}}]}'),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.json", "[" * 9000),
    ],
    ids=["other columns", "broken", "empty", "no names", "unknown region", "no text", "too deep"],
)
def test_a_file_of_something_else_is_refused_with_a_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError):
        run("load_places", path)
    with pytest.raises(CommandError):
        run("load_places", tmp_path / "absent.json")
    assert not Place.objects.exists()


def test_rows_that_cannot_be_taken_are_refused_one_by_one(tmp_path):
    path = tmp_path / "provinces.csv"
    path.write_text(
        "code,region_code,name_fr,name_ar\n09.1,09,Agadir,أكادير\n,09,Sans code,\n01.9,," + "x" * 200 + ",\n01.8,,Là,\n"
    )
    answer = run("load_places", path, "--apply")
    assert "1 add, 0 update, 0 skip, 3 refuse" in answer
    assert Place.objects.get().name_fr == "Là"


def test_every_commune_and_delegation_lies_where_the_open_files_say(seeded, real):
    """Each commune inside its province, each délégation within 16 km of the middle of its bounding box."""
    provinces = json.loads(real("geo/ma_provinces_north_oriental.geojson").read_text())["features"]
    shapes = {feature["properties"]["hcp_code"]: feature["geometry"] for feature in provinces}
    delegations = {row["code_geo"]: row for row in json.loads(real("geo/tn_delegations.json").read_text())}
    checked = 0
    for place in Place.objects.filter(level__in=["commune", "delegation"]).select_related("parent"):
        if place.country == "MA":
            assert is_inside(place, shapes[place.parent.code]), place.name_fr
        elif middle := delegations.get(place.code):
            assert abs(place.latitude - middle["lat"]) < 0.15 > abs(place.longitude - middle["lon"]), place.name_fr
        checked += 1
    assert checked == 89


def is_inside(place, shape):
    """Whether a place lies within a GeoJSON polygon or one of several: a ray meets its edge an odd number of times."""
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return any(meets(place, polygon[0]) % 2 for polygon in polygons)


def meets(place, ring):
    edges = zip(ring, ring[1:], strict=False)
    return sum(
        (south > place.latitude) != (north > place.latitude)
        and place.longitude < (east - west) * (place.latitude - south) / (north - south) + west
        for (west, south), (east, north) in edges
    )
