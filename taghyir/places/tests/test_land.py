import pytest
from django.contrib.staticfiles import finders

from taghyir.places.land import km_at_sea


@pytest.mark.parametrize(
    ("where", "latitude", "longitude", "low", "high"),
    [
        ("Zaio", 34.94, -2.73, 0, 0),
        ("Le Kef", 36.17, 8.70, 0, 0),
        ("the harbour of Nador", 35.28, -2.92, 0, 3),
        ("Houmt Souk, on Djerba", 33.875, 10.857, 0, 1),
        ("the middle of the Alboran sea", 35.9, -3.5, 40, 100),
        ("the gulf of Gabès", 34.1, 10.9, 5, 60),
        ("0, 0", 0, 0, 100, 5_000),
    ],
)
def test_the_sea_is_told_from_the_land(where, latitude, longitude, low, high):
    if not finders.find("land.json"):
        pytest.skip("the outline of the land is not built: make assets")
    assert low <= km_at_sea(latitude, longitude) <= high, where
