"""A printed page on a photo: found by its markers, made straight, named by its strip. What is doubtful is not taken.

Everything after is measured on the straight page, 8 pixels to a millimetre, where darkness goes from 0 (the paper there) to
1 (the black of the markers of the same page): light, shadows and the camera are taken out before anything is judged.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from taghyir.paper.codes import (
    ACROSS,
    CELL,
    CORNERS,
    DOWN,
    MARKER,
    MARKERS,
    PAGE,
    STRIPS,
    PageCode,
    code_of,
    marker_points,
)

PX = 8  # pixels of the straight page to a millimetre
SIZE = (round(PAGE[0] * PX), round(PAGE[1] * PX))
LEAST_MARKERS = 3
FEWEST_PIXELS = 3.6  # of the photo to a millimetre of paper
MOST_BENT = 1.0  # millimetres between where a corner is and where a flat page would have it
MOST_BLUR = 0.75  # millimetres from black to white
LONGEST = 4000  # pixels of the longer side in which markers are searched
Image = np.ndarray


class PageNotRead(Exception):
    """Why a picture is no page that can be read: `code` is one of `models.Problem`."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class FoundPage:
    """A straight page: its picture in colour, how dark each pixel is, and which page it says to be."""

    picture: Image
    darkness: Image
    code: PageCode


def find_page(picture: Image) -> FoundPage:
    """The page on `picture` (colours in the order of OpenCV). PageNotRead says why there is none."""
    picture = _smaller(picture)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    markers = _markers_of(grey)
    if len(markers) < LEAST_MARKERS:
        raise PageNotRead("no_page")
    _require_near(markers)
    straighten = _straightening(markers)
    straight = cv2.warpPerspective(picture, straighten, SIZE, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    darkness = darkness_of(cv2.cvtColor(straight, cv2.COLOR_BGR2GRAY), list(markers))
    if _blur_of(darkness, list(markers)) > MOST_BLUR:
        raise PageNotRead("blurred")
    return FoundPage(straight, darkness, _code_on(darkness))


def darkness_of(grey: Image, markers: list[int]) -> Image:
    """How dark each pixel is between the paper around it and the black of the markers."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)  # 2 pixels to a millimetre
    paper = cv2.dilate(cv2.medianBlur(small, 3), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (17, 17)))
    paper = cv2.GaussianBlur(paper, (0, 0), 4)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    light = cv2.GaussianBlur(grey, (0, 0), 0.9).astype(np.float32) / np.maximum(paper, 1).astype(np.float32)
    black = float(np.median([np.percentile(_around(light, marker), 15) for marker in markers]))
    if black > 0.75:
        raise PageNotRead("pale")
    return np.clip((1 - light) / (1 - black), 0, 1.2)


def _smaller(picture: Image) -> Image:
    scale = LONGEST / max(picture.shape[:2])
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture


def _markers_of(grey: Image) -> dict[int, Image]:
    """Our markers and their corners, sought again with more contrast when one is missing."""
    found: dict[int, Image] = {}
    for tried in (grey, cv2.createCLAHE(4.0, (8, 8)).apply(cv2.GaussianBlur(grey, (0, 0), 1.0))):
        corners, markers, _rejected = _detector().detectMarkers(tried)
        names = [] if markers is None else [int(marker) for marker in markers.ravel()]
        ours = [(name, quad.reshape(4, 2)) for name, quad in zip(names, corners, strict=True) if name in CORNERS]
        if len({name for name, _quad in ours}) < len(ours):
            raise PageNotRead("several")
        found = dict(ours) | found
        if len(found) == len(CORNERS):
            break
    return found


def _detector() -> cv2.aruco.ArucoDetector:
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    parameters.minMarkerPerimeterRate = 0.02
    parameters.errorCorrectionRate = 0.3
    return cv2.aruco.ArucoDetector(MARKERS, parameters)


def _require_near(markers: dict[int, Image]) -> None:
    sides = [np.linalg.norm(quad - np.roll(quad, 1, axis=0), axis=1).min() for quad in markers.values()]
    if min(sides) / MARKER < FEWEST_PIXELS:
        raise PageNotRead("small")


def _straightening(markers: dict[int, Image]) -> Image:
    """From the photo to the straight page. Refused when no flat page would have its corners there."""
    seen = np.concatenate([quad for quad in markers.values()]).astype(np.float64)
    there = np.concatenate([marker_points(marker) for marker in markers]) * PX
    straighten, _used = cv2.findHomography(seen, there, 0)
    if straighten is None:
        raise PageNotRead("bent")
    moved = cv2.perspectiveTransform(seen.reshape(-1, 1, 2), straighten).reshape(-1, 2)
    if np.abs(moved - there).max() / PX > MOST_BENT:
        raise PageNotRead("bent")
    return straighten


def _around(straight: Image, marker: int) -> Image:
    x, y = (round(one * PX) for one in CORNERS[marker])
    side = round(MARKER * PX)
    return straight[y : y + side, x : x + side]


def _blur_of(darkness: Image, markers: list[int]) -> float:
    """How many millimetres it takes from black to white, on the markers, of which every edge is known."""
    widths = []
    for marker in markers:
        bits = (cv2.aruco.generateImageMarker(MARKERS, marker, 7) < 128).astype(int)
        edges = (np.abs(np.diff(bits, axis=0)).sum() + np.abs(np.diff(bits, axis=1)).sum()) * MARKER / 7
        seen = _around(darkness, marker)
        between = ((seen > 0.2) & (seen < 0.8)).sum() / PX**2
        widths.append(between / edges)
    return float(np.median(widths))


def _code_on(darkness: Image) -> PageCode:
    """What the strips say; when both speak, they must say the same."""
    said = {code for strip in STRIPS if (code := code_of(_cells_at(darkness, *strip)))}
    if len(said) != 1:
        raise PageNotRead("no_code")
    return said.pop()


def _cells_at(darkness: Image, x: float, y: float) -> str:
    half = CELL / 2
    centres = [(x + CELL * column + half, y + CELL * row + half) for row in range(DOWN) for column in range(ACROSS)]
    reach = round(0.5 * PX)
    cells = []
    for across, down in centres:
        column, row = round(across * PX), round(down * PX)
        cells.append(float(darkness[row - reach : row + reach, column - reach : column + reach].mean()))
    return "".join("1" if cell > 0.5 else "0" for cell in cells)
