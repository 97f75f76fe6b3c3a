"""Where the land is, so that a position out at sea is noticed: the same outline as the map, without any border."""

import json
import math
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from django.contrib.staticfiles import finders

_KM = 111.2  # of a degree of latitude
_NARROWER = math.cos(math.radians(34))  # a degree of longitude where we work


def km_at_sea(latitude: float, longitude: float) -> float:
    """How far from the nearest land, in km, to a tenth or so; 0 on land, and everywhere when the outline is not built."""
    here = (longitude * _NARROWER * _KM, latitude * _KM)
    inland = [cv2.pointPolygonTest(shore, here, measureDist=True) for shore in _shores()]
    return max(0.0, -max(inland, default=0.0))


@cache
def _shores() -> list[np.ndarray]:
    """The outer ring of each land, in km: (points, 2)."""
    path = finders.find("land.json")
    if not path:
        return []
    polygons = json.loads(Path(path).read_text())["geometry"]["coordinates"]
    return [
        np.array(outside, np.float32) * np.array([_NARROWER * _KM, _KM], np.float32) for outside, *_holes in polygons
    ]
