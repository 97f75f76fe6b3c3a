"""The whole directory of 100,000 as GeoJSON: how many rows a second, and how much memory while it streams."""

import os

from bench.directory import fill_directory
from bench.measure import Case, Visitor, cpu

ROWS_A_SECOND = 20_000
MEGABYTES = 16  # the process may grow by while the answer goes out: a few thousand rows are held, whatever there are
ALL = "/fr/data/organisations.geojson"


def cases() -> list[Case]:
    """The whole is asked for once, and what it takes is printed; a part of it is a case like the others."""
    fill_directory()
    visitor = Visitor()
    part = f"{ALL}?sector=food&near=MA-02.381.01.07"
    _stream(visitor, warm=part)
    return [Case("GeoJSON of one sector near Zaio", None, lambda: visitor.ask(part))]


def _stream(visitor: Visitor, *, warm: str) -> None:
    """Nothing of the answer is kept: what grows is what the house holds. A second is one of CPU, ours and of PostgreSQL."""
    visitor.ask(warm)
    rows, peak, before, began = 0, 0.0, _resident(), cpu()
    for piece in visitor.pieces(ALL):
        rows += piece.count(b'"Feature"')
        peak = max(peak, _resident() - before)
    speed = rows / (cpu() - began) * 1_000
    slow = "  too slow" if speed < ROWS_A_SECOND else ""
    over = "  over" if peak > MEGABYTES else ""
    wanted = f"wanted {ROWS_A_SECOND}{slow}; {peak:.1f} MB more, at most {MEGABYTES}{over}"
    print(f"GeoJSON: {rows} rows, {speed:.0f} a second, {wanted}")


def _resident() -> float:
    """Megabytes of this process in memory now."""
    with open("/proc/self/statm") as kept:
        return int(kept.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
