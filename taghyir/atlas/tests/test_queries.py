"""What lies in a part of the map is what the list finds there, however it is gathered."""

import json
import random

import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.atlas import queries
from taghyir.atlas.models import Cell
from taghyir.atlas.queries import Part
from taghyir.atlas.reactions import follow_directory, make_grid
from taghyir.directory.actions import hide_organisation, publish_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.queries import Asked
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
ORIENTAL = (-3.5, 34.0, -1.5, 36.0)


@pytest.fixture
def many():
    """Sixty organisations around Zaïo, published but for a few, one of them in the south of Tunisia."""
    place = PlaceFactory(latitude=34.94, longitude=-2.73)
    chance = random.Random(7)
    for number in range(60):
        OrganisationFactory(
            name=f"Tifawin {number}",
            place=place,
            is_public=number % 10 != 0,
            latitude=34.94 + chance.gauss(0, 0.2),
            longitude=-2.73 + chance.gauss(0, 0.2),
            is_women_led=number % 2 == 0,
        )
    OrganisationFactory(name="Nefta", code="NEF", is_public=True, latitude=33.87, longitude=7.88)


def counted(actor, asked, part):
    return json.loads(queries.points_in(actor, asked, part))


@pytest.mark.parametrize("zoom", [5, 7, 9, 12, 15])
@pytest.mark.parametrize("asked", [Asked(), Asked(territory="nador"), Asked(women_led=True)])
def test_the_cells_hold_everybody_who_is_there_once_with_the_grid_or_without(many, zoom, asked):
    part = Part(ORIENTAL, zoom)
    without = counted(VISITOR, asked, part)
    make_grid()
    with_grid = counted(VISITOR, asked, part)
    there = Organisation.objects.published().filter(queries.in_part(part))
    expected = there.filter(is_women_led=True).count() if asked.women_led else there.count()
    for cells in (without, with_grid):
        assert sum(cell[2] for cell in cells) == expected > 20
        assert all(len(cell) == (5 if cell[2] == 1 else 3) for cell in cells)
    names = {cell[4] for cell in with_grid if cell[2] == 1}
    assert names <= {f"Tifawin {n}" for n in range(60)} | {"Coopérative Tifawin", "تعاونية تيفاوين"}


def test_a_cell_of_the_grid_lies_among_those_it_counts(many):
    make_grid()
    for cell in Cell.objects.filter(zoom=8):
        step = queries.step_at(8)
        assert cell.x * step <= cell.longitude <= (cell.x + 1) * step
        assert cell.y * step <= cell.latitude <= (cell.y + 1) * step


def test_a_signed_in_person_sees_what_the_directory_shows_them(many):
    make_grid()
    part = Part(ORIENTAL, 8)
    assert sum(cell[2] for cell in counted(somebody("karim"), Asked(), part)) == 60
    assert sum(cell[2] for cell in counted(somebody("hedi"), Asked(), part)) == 54


def test_the_list_of_a_part_says_the_same_as_its_points(many):
    for box in (ORIENTAL, (-2.8, 34.8, -2.6, 35.0), (7, 33, 9, 34), (0, 0, 1, 1)):
        part = Part(box, 13)
        lines, page = queries.lines_in(VISITOR, Asked(), part)
        assert page.paginator.count == sum(cell[2] for cell in counted(VISITOR, Asked(), part))
        assert len(lines) == min(20, page.paginator.count)


def test_the_grid_follows_the_directory(many):
    follow_directory(0)
    assert not queries.is_grid_late()
    organisation, amina = tifawin(latitude=35.0, longitude=-2.9, name_ar=""), somebody("amina")
    before = Cell.objects.filter(zoom=5).values_list("count", flat=True)
    total = sum(before)
    publish_organisation(actor=amina, organisation=organisation)
    assert queries.is_grid_late()
    follow_directory(0)
    follow_directory(0)
    assert sum(Cell.objects.filter(zoom=5).values_list("count", flat=True)) == total + 1
    hide_organisation(actor=amina, organisation=organisation)
    follow_directory(0)
    assert sum(Cell.objects.filter(zoom=5).values_list("count", flat=True)) == total


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"box": "1,2,3", "zoom": "5"},
        {"box": "a,b,c,d", "zoom": "5"},
        {"box": "1,2,0,3", "zoom": "5"},
        {"box": "-181,0,0,1", "zoom": "5"},
        {"box": "nan,0,1,1", "zoom": "5"},
        {"box": "0,0,1,inf", "zoom": "5"},
        {"box": "0,0,1,1", "zoom": "5.5"},
        {"box": "0,0,1,1,2", "zoom": "5"},
        {"box": "0,0,1,1\0", "zoom": "5"},
    ],
)
def test_what_is_no_part_of_the_earth_is_none(query):
    assert Part.read(query) is None


def test_a_zoom_that_is_too_high_or_too_low_is_the_nearest():
    assert Part.read({"box": "0,0,1,1", "zoom": "-3"}).zoom == 5
    assert Part.read({"box": "0,0,1,1", "zoom": "99999"}).zoom == 18


def test_the_first_view_holds_what_is_found(many):
    west, south, east, north = queries.bounds_of(VISITOR, Asked(territory="nefta"))
    assert west < 7.88 < east
    assert south < 33.87 < north
    assert queries.bounds_of(VISITOR, Asked(q="nobody")) == queries.bounds_of(VISITOR, Asked()) == queries.WHOLE
