"""The geometry of the charts, drawn on a width of 340 units so that labels stay readable on a phone.

The drawing is served as SVG with the same numbers in a table beside it; nothing here knows what is counted.
Coordinates are text, so that no language writes them with a comma.
"""

import math
from collections.abc import Iterable, Sequence

WIDTH = 340
ROW = 34
STEPS = 5


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def bars(rows: Iterable[Sequence], *, mirrored: bool = False) -> dict:
    """Horizontal bars from (label, value) or (label, first, second), the longest filling the width.

    `mirrored` starts them from the other side, for a page that is read from there.
    """
    read = [(str(label), [float(value) for value in values]) for label, *values in rows]
    longest = max((sum(values) for _, values in read), default=0) or 1
    start = min(132, 14 + 8 * max((len(label) for label, _ in read), default=0))
    scale = (WIDTH - start - 44) / longest
    drawn = [_bar(place, label, values, start, scale, mirrored) for place, (label, values) in enumerate(read)]
    return {
        "bars": drawn,
        "axis": _at(WIDTH - start if mirrored else start),
        "label_at": str(WIDTH if mirrored else 0),
        "anchor": "end" if mirrored else "start",
        "height": str(10 + ROW * len(read)),
        "width": str(WIDTH),
    }


def _bar(place: int, label: str, values: list[float], start: float, scale: float, mirrored: bool) -> dict:
    first = values[0] * scale
    second = values[1] * scale if len(values) > 1 else 0
    second_start = start + first + (2 if second else 0)
    end = second_start + second + 6
    return {
        "label": label,
        "total": sum(values),
        "top": _at(10 + ROW * place),
        "baseline": _at(26 + ROW * place),
        "first": _at(first),
        "first_at": _at(WIDTH - start - first if mirrored else start),
        "second": _at(second) if second else "",
        "second_at": _at(WIDTH - second_start - second if mirrored else second_start),
        "value_at": _at(WIDTH - end if mirrored else end),
    }


def _round_top(value: float) -> float:
    """The first round number at or above `value`: 1, 2, 4 or 5 times a power of ten."""
    power = 10 ** math.floor(math.log10(value)) if value > 0 else 1
    return next(step * power for step in (1, 2, 4, 5, 10) if step * power >= value)


def lines(points: Iterable[Sequence]) -> dict:
    """A line from (label, value) or (label, value, planned); an unknown value (None) leaves a hole."""
    read = [(str(label), *values) for label, *values in points]
    top = _round_top(max((float(v) for _, *values in read for v in values if v is not None), default=1))
    step = (WIDTH - 60) / max(len(read) - 1, 1)
    across = [34 + step * index for index in range(len(read))]

    def places(column: int) -> list[tuple[str, str]]:
        return [
            (_at(x), _at(170 - 140 * float(point[column]) / top))
            for x, point in zip(across, read, strict=True)
            if len(point) > column and point[column] is not None
        ]

    done, planned = places(1), places(2)
    every = max(1, math.ceil(len(read) / 5))
    return {
        "done": done,
        "done_path": _path(done),
        "planned_path": _path(planned),
        "last": (done[-1][0], _at(float(done[-1][1]) + 24)) if done else None,
        "last_value": next((point[1] for point in reversed(read) if point[1] is not None), None),
        "labels": [(_at(across[i]), point[0]) for i, point in enumerate(read) if (len(read) - 1 - i) % every == 0],
        "rules": [("30", "25", top), ("100", "95", top / 2)],
        "width": str(WIDTH),
    }


def _path(places: list[tuple[str, str]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in places) if places else ""


def steps(values: Sequence) -> list[int]:
    """Which of five steps each value belongs to, 0 for nothing; None (hidden or unknown) counts as nothing."""
    highest = max((float(value) for value in values if value), default=0)
    return [max(1, math.ceil(STEPS * float(value) / highest)) if value else 0 for value in values]
