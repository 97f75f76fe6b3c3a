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
    shores, boxes = _shores()
    around = (boxes[:, 0] <= here).all(axis=1) & (boxes[:, 1] >= here).all(axis=1)
    if any(cv2.pointPolygonTest(shores[at], here, measureDist=False) >= 0 for at in np.flatnonzero(around)):
        return 0.0
    return min((-cv2.pointPolygonTest(shore, here, measureDist=True) for shore in shores), default=0.0)


@cache
def _shores() -> tuple[list[np.ndarray], np.ndarray]:
    """The outer ring of each land, in km: (points, 2); and the box around each: (lands, 2 corners, 2)."""
    path = finders.find("land.json")
    polygons = json.loads(Path(path).read_text())["geometry"]["coordinates"] if path else []
    scale = np.array([_NARROWER * _KM, _KM], np.float32)
    shores = [np.array(outside, np.float32) * scale for outside, *_holes in polygons]
    return shores, np.array([[shore.min(0), shore.max(0)] for shore in shores], np.float32).reshape(-1, 2, 2)
