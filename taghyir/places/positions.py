"""What can be a position, whoever writes it: in the country, on land, and not far from the commune that is said."""

import math
from typing import Any

from django.utils.translation import gettext as _

from taghyir.places.land import km_at_sea
from taghyir.places.models import Country, Place

FAR = 60  # km between an organisation and the middle of its commune, beyond which a person is told
AT_SEA = 5  # km from the shore: a harbour is not at sea, and the outline is coarse
_BOXES = {
    "MA": (27.0, 36.2, -13.5, -0.9),
    "TN": (30.1, 37.8, 7.4, 11.8),
}  # south, north, west, east, in degrees, generously


def repaired(latitude: float, longitude: float, country: str, place: Place | None) -> tuple[Any, Any, str]:
    """Latitude and longitude when they lie in `country`, turned when they were swapped, else None; and what to say of them."""
    if (latitude, longitude) == (0, 0):
        return None, None, _("0, 0 is no position: it is left out.")
    if not _lies_in(latitude, longitude, country):
        if not _lies_in(longitude, latitude, country):
            where = dict(Country.choices)[country]
            return None, None, _("This position is not in %(country)s: it is left out.") % {"country": where}
        turned = repaired(longitude, latitude, country, place)
        swapped = _("Latitude and longitude were swapped: they are put right.")
        return *turned[:2], turned[2] if turned[0] is None else swapped
    if km_at_sea(latitude, longitude) > AT_SEA:
        return None, None, _("This position lies in the sea: it is left out.")
    if place and place.latitude is not None and place.longitude is not None:
        away = (
            math.hypot(latitude - place.latitude, (longitude - place.longitude) * math.cos(math.radians(latitude)))
            * 111.2
        )
        if away > FAR:
            return (
                latitude,
                longitude,
                _("This position is %(km)s km from %(place)s.") % {"km": round(away), "place": place},
            )
    return latitude, longitude, ""


def _lies_in(latitude: float, longitude: float, country: str) -> bool:
    south, north, west, east = _BOXES[country]
    return south <= latitude <= north and west <= longitude <= east
