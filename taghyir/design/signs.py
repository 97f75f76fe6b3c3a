"""The seven woven signs and the knot of the brand, on a grid of nine by nine.

They are ours, drawn in the manner of weaving and of the stepped lozenge, copied from no one. A sign means its stage and
nothing else: never a bullet, never an answer, never wallpaper.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

GRIDS = {
    "knot": "....#....|...###...|..##.##..|.##...##.|##..#..##|.##...##.|..##.##..|...###...|....#....",
    "detect": "....#....|...#.#...|..#...#..|.#..#..#.|#..###..#|.#..#..#.|..#...#..|...#.#...|....#....",
    "accompany": "..#...#..|.###.###.|..#...#..|#########|..#...#..|..#...#..|.#.#.#.#.|.#.#.#.#.|#...#...#",
    "connect": "##.....##|###...###|.###.###.|..#####..|...###...|..#####..|.###.###.|###...###|##.....##",
    "train": "#...#...#|.#..#..#.|..#.#.#..|#..###..#|.#..#..#.|..#.#.#..|...###...|....#....|....#....",
    "reflect": "#########|.#.....#.|..#...#..|...#.#...|....#....|...###...|..#####..|.#######.|#########",
    "tell": "#...#...#|##.###.##|.###.###.|..#...#..|.........|#...#...#|##.###.##|.###.###.|..#...#..",
    "account": "#########|#.......#|#...#...#|#..###..#|#.#####.#|#..###..#|#...#...#|#.......#|#########",
}

STAGES = {
    "detect": pgettext_lazy("stage", "Detect"),
    "accompany": pgettext_lazy("stage", "Accompany"),
    "connect": pgettext_lazy("stage", "Connect"),
    "train": pgettext_lazy("stage", "Train"),
    "reflect": pgettext_lazy("stage", "Reflect"),
    "tell": pgettext_lazy("stage", "Tell"),
    "account": pgettext_lazy("stage", "Account"),
}

PROMISES = {
    "detect": _("We listen to needs, at the market and in the workshop."),
    "accompany": _("An adviser walks the road with you."),
    "connect": _("Those who offer meet those who are looking."),
    "train": _("Those who know train the others."),
    "reflect": _("The university works on your questions."),
    "tell": _("Everyone tells their story, if they agree."),
    "account": _("Every figure opens, down to its proof."),
}


def outline(grid: str) -> str:
    """The path of a grid: one small rectangle for each run of filled squares."""
    runs = []
    for y, row in enumerate(grid.split("|")):
        x = 0
        for filled, length in _runs(row):
            if filled:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return "".join(runs)


def _runs(row: str):
    start = 0
    for place in range(1, len(row) + 1):
        if place == len(row) or row[place] != row[start]:
            yield row[start] == "#", place - start
            start = place


OUTLINES = {name: outline(grid) for name, grid in GRIDS.items()}
