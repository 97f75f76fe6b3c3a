"""What lies near a point: every place within the circle lies in one of its cells, whatever the point and the distance."""

import math

from hypothesis import given
from hypothesis import strategies as st

from taghyir.tables.distances import EARTH, Near, box_around, cells_around

LATITUDES = st.floats(-60, 60)
LONGITUDES = st.floats(-170, 170)


def cell_of(latitude: float, longitude: float) -> int:
    """As the database reckons it."""
    return math.floor(latitude * 10) * 10_000 + math.floor(longitude * 10)


def away(near: Near, km: float, bearing: float) -> tuple[float, float]:
    """The place so many km from there, in a direction in radians: on the sphere, by the great circle."""
    here, turn = math.radians(near.latitude), km / EARTH
    there = math.asin(math.sin(here) * math.cos(turn) + math.cos(here) * math.sin(turn) * math.cos(bearing))
    across = math.sin(bearing) * math.sin(turn) * math.cos(here)
    east = math.atan2(across, math.cos(turn) - math.sin(here) * math.sin(there))
    return math.degrees(there), near.longitude + math.degrees(east)


@given(LATITUDES, LONGITUDES, st.sampled_from([5, 10, 25, 50, 100]), st.floats(0, 0.995), st.floats(0, 2 * math.pi))
def test_no_place_within_the_circle_is_left_out(latitude, longitude, km, share, bearing):
    near = Near(latitude, longitude, km)
    there = away(near, km * share, bearing)
    assert cell_of(*there) in cells_around(near)


def test_cells_are_few_and_lie_in_the_box():
    zaio = Near(34.94, -2.73, 25)
    west, south, east, north = box_around(zaio)
    box = {cell_of(row / 10, column / 10) for row in range(340, 360) for column in range(-40, -20)}
    cells = cells_around(zaio)
    assert len(set(cells)) == len(cells) <= 35 and set(cells) <= box
    assert west < -2.73 < east and south < 34.94 < north


def test_a_cell_has_a_number_of_its_own_on_both_sides_of_the_equator_and_of_greenwich():
    around = [(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1)]
    assert len({cell_of(row / 10 + 0.05, column / 10 + 0.05) for row, column in around}) == 9
