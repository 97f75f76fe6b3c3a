"""The drawing of a diagnosis: one ray for each dimension, one line for each moment. The table beside it says the same."""

import math
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from taghyir.diagnoses.result import Result

MIDDLE, FAR, BEYOND, SIDE = (
    170.0,
    132.0,
    150.0,
    340,
)  # units: the middle, the length of 100, where numbers stand, the square
RINGS = (25, 50, 75, 100)
MOST = 3  # moments drawn: the last ones
# told apart without hue: the stroke, then the mark
STROKES = (("indigo", "", "circle"), ("madder", "7 4", "square"), ("olive", "2 4", "triangle"))
HEX = {"indigo": "#2f4a8a", "madder": "#a63d2f", "olive": "#5f6b1f"}  # for paper, which knows no token


@dataclass(frozen=True)
class Line:
    """One moment: its lines (cut where not enough was answered), and a mark on each value."""

    name: str
    day: object
    dye: str
    dashes: str
    mark: str
    paths: list[str]
    marks: list[str]


@dataclass(frozen=True)
class Ray:
    """One dimension: where its line ends, and where its number stands."""

    place: int
    label: str
    path: str
    x: str
    y: str


@dataclass(frozen=True)
class Radar:
    rays: list[Ray]
    rings: list[str]
    lines: list[Line]


def radar_of(result: Result) -> Radar:
    """The last three moments at most, turning as the page is read."""
    count = len(result.lines) or 1
    turn = (-1 if get_language_bidi() else 1) * 2 * math.pi / count
    rays = [
        Ray(line.place, line.now.label, f"M{_point(0, 0)}L{_point(at * turn, FAR)}", *_point(at * turn, BEYOND).split())
        for at, line in enumerate(result.lines)
    ]
    rings = [_ring(turn, count, FAR * ring / 100) for ring in RINGS]
    moments = [*result.past, result.diagnosis]
    drawn = list(enumerate(moments))[-MOST:]
    lines = []
    for (dye, dashes, mark), (at, moment) in zip(reversed(STROKES[: len(drawn)]), drawn, strict=True):  # today: solid
        is_now = moment is result.diagnosis
        scores = [line.now.score if is_now else line.before[at] for line in result.lines]
        lines.append(
            Line(moment.name, moment.held_on, dye, dashes, mark, _paths(scores, turn), _marks(scores, turn, mark))
        )
    return Radar(rays, rings, lines)


def _at(angle: float, far: float) -> tuple[float, float]:
    """A point so far from the middle; the angle from the top."""
    return round(MIDDLE + far * math.sin(angle), 1), round(MIDDLE - far * math.cos(angle), 1)


def _point(angle: float, far: float) -> str:
    x, y = _at(angle, far)
    return f"{x} {y}"


def _ring(turn: float, count: int, far: float) -> str:
    return "M" + "L".join(_point(at * turn, far) for at in range(count)) + "Z"


def _paths(scores: list[float | None], turn: float) -> list[str]:
    """Each run of known values; the whole way round when all are known."""
    if scores and all(score is not None for score in scores):
        return ["M" + "L".join(_point(at * turn, FAR * (score or 0) / 100) for at, score in enumerate(scores)) + "Z"]
    count = len(scores)
    pairs = [(at, (at + 1) % count) for at in range(count)]
    known = [(one, two) for one, two in pairs if scores[one] is not None and scores[two] is not None]
    return [
        f"M{_point(one * turn, FAR * (scores[one] or 0) / 100)}L{_point(two * turn, FAR * (scores[two] or 0) / 100)}"
        for one, two in known
    ]


def _marks(scores: list[float | None], turn: float, mark: str) -> list[str]:
    return [_mark(*_at(at * turn, FAR * score / 100), mark) for at, score in enumerate(scores) if score is not None]


def _mark(x: float, y: float, mark: str) -> str:
    """A small figure around a point, as a path."""
    if mark == "square":
        return f"M{x - 4} {y - 4}h8v8h-8Z"
    if mark == "triangle":
        return f"M{x} {y - 5}l5 9h-10Z"
    return f"M{x - 4} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"


def svg_of(radar: Radar) -> str:
    """The same as a file, for paper. Only numbers and paths of ours are in it."""
    parts = [f'<path d="{ring}" fill="none" stroke="#c9c1b2"/>' for ring in radar.rings]
    parts += [f'<path d="{ray.path}" stroke="#c9c1b2"/>' for ray in radar.rays]
    for line in radar.lines:
        colour = HEX[line.dye]
        drawn = f'fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{line.dashes or "none"}"'
        parts += [f'<path d="{path}" {drawn}/>' for path in line.paths]
        parts += [f'<path d="{mark}" fill="#fff" stroke="{colour}" stroke-width="2"/>' for mark in line.marks]
    face = 'dy="5" font-size="14" text-anchor="middle" font-family="IBM Plex Sans Arabic" fill="#201a15"'
    parts += [f'<text x="{ray.x}" y="{ray.y}" {face}>{ray.place}</text>' for ray in radar.rays]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">{"".join(parts)}</svg>'
