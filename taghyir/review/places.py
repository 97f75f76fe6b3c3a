"""Points, lines and shapes, as phones write them and as maps read them."""

from typing import Any


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
