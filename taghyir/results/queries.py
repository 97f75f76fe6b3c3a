"""Figures: the value of each indicator by territory and period, and the rows each opens to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.results.computations import COMPUTATIONS, Computation
from taghyir.results.models import Goal, Indicator, MeasuredValue, Target
from taghyir.results.periods import Period
from taghyir.results.policies import visible_goals, visible_indicators

Number = int | float | Decimal


@dataclass
class Figure:
    """What one indicator is worth in one period. `None` means no data, which is not zero."""

    indicator: Indicator | None
    period: Period
    computation: Computation | None = None
    total: Number | None = None
    parts: dict[str, Number] = field(default_factory=dict)
    by_territory: dict[int, Number] = field(default_factory=dict)
    parts_by_territory: dict[int, dict[str, Number]] = field(default_factory=dict)
    target: Number | None = None

    @property
    def share_of_target(self) -> float | None:
        """Achieved ÷ target, when both are known; target ÷ achieved where it is the most there may be, so that more is good."""
        if self.total is None or not self.target:
            return None
        if self.indicator and self.indicator.fewer_is_better:
            return float(self.target) / float(self.total) if self.total else 1.0
        return float(self.total) / float(self.target)


def computed_figure(computation: Computation, period: Period, indicator: Indicator | None = None) -> Figure:
    """The figure of a computation: one statement for the territories, one more where their sum is not the total."""
    figure = Figure(indicator, period, computation)
    for row in computation.of_territories(period):
        territory = row[computation.territory]
        figure.by_territory[territory] = row["value"] or 0
        figure.parts_by_territory[territory] = {part: row[part] or 0 for part in computation.parts}
    if not figure.by_territory:
        return figure
    if computation.is_sum:
        figure.total = sum(figure.by_territory.values())
        figure.parts = {part: sum(p[part] for p in figure.parts_by_territory.values()) for part in computation.parts}
    else:
        whole = computation.of_all(period)
        figure.total = whole["value"] or 0
        figure.parts = {part: whole[part] or 0 for part in computation.parts}
    return figure


def typed_figure(indicator: Indicator, period: Period) -> Figure:
    """The values stated with evidence whose period lies within `period`. Drafts count nowhere."""
    figure = Figure(indicator, period)
    stated = MeasuredValue.objects.filter(
        indicator=indicator,
        state=MeasuredValue.State.STATED,
        starts_on__gte=period.starts_on,
        ends_on__lte=period.ends_on,
    )
    for row in stated.order_by().values("territory").annotate(all=Sum("value"), women=Sum("women"), men=Sum("men")):
        figure.by_territory[row["territory"]] = row["all"]
        if row["women"] is not None:
            figure.parts_by_territory[row["territory"]] = {"women": row["women"], "men": row["men"] or 0}
    if figure.by_territory:
        figure.total = sum(figure.by_territory.values())
    return figure


def figure_of(indicator: Indicator, period: Period) -> Figure:
    """The figure of one indicator, computed or typed, with its target of the year."""
    computation = COMPUTATIONS.get(indicator.computation)
    figure = computed_figure(computation, period, indicator) if computation else typed_figure(indicator, period)
    figure.target = Target.objects.filter(indicator=indicator, year=period.year, territory=None).aggregate(
        t=Sum("value")
    )["t"]
    return figure


def figures_of(actor: User, period: Period, keys: Iterable[str]) -> dict[str, Figure]:
    """The first indicator of each of these computations, with its figure."""
    by_key = {i.computation: i for i in visible_indicators(actor).filter(computation__in=list(keys)).order_by("-order")}
    return {key: computed_figure(COMPUTATIONS[key], period, by_key[key]) for key in keys if key in by_key}


def figure_beside(actor: User, figure: Figure) -> Figure | None:
    """The figure that must be read beside this one: attendances and different people are never told apart."""
    key = figure.computation.beside if figure.computation else ""
    return figures_of(actor, figure.period, [key]).get(key) if key else None


def rows_behind(actor: User, figure: Figure, territory: Territory | None = None) -> QuerySet:
    """The rows of a computed figure that `actor` may open, newest first."""
    computation = figure.computation
    if computation is None:
        return MeasuredValue.objects.none()
    rows = computation.counted_rows(figure.period).filter(computation.seen_by(actor))
    if territory:
        rows = rows.filter(**{computation.territory: territory})
    return rows.order_by("-pk")


@dataclass
class MatrixLine:
    """A line of the planning matrix with its indicators and their figures, and how deep it lies."""

    goal: Goal
    depth: int
    figures: list[Figure]


def planning_matrix(actor: User, period: Period) -> list[MatrixLine]:
    """The whole matrix, in the order of the tree."""
    children: dict[int | None, list[Goal]] = {}
    for goal in visible_goals(actor).order_by("order", "code"):
        children.setdefault(goal.parent_id, []).append(goal)
    indicators: dict[int, list[Indicator]] = {}
    for indicator in visible_indicators(actor).order_by("order", "code"):
        indicators.setdefault(indicator.goal_id, []).append(indicator)
    lines: list[MatrixLine] = []

    def walk(parent: int | None, depth: int) -> None:
        for goal in children.get(parent, ()):
            lines.append(MatrixLine(goal, depth, [figure_of(i, period) for i in indicators.get(goal.pk, ())]))
            walk(goal.pk, depth + 1)

    walk(None, 0)
    return lines


def territory_rows(figure: Figure, territories: Iterable[Territory]) -> list[dict[str, Any]]:
    """One line per territory, in their order: value and parts, or None where there is no data."""
    return [
        {
            "territory": territory,
            "value": figure.by_territory.get(territory.pk),
            "parts": figure.parts_by_territory.get(territory.pk, {}),
        }
        for territory in territories
    ]


MAIN_FIGURES = ("organisations_accompanied", "hours_of_service", "needs_answered", "people_met")


@dataclass
class Dashboard:
    """What the dashboard shows: every computed figure that the matrix names, for all or for one territory."""

    period: Period
    territory: Territory | None
    figures: list[Figure]
    territories: list[Territory]

    def shown(self, figure: Figure) -> Number | None:
        """The figure of the chosen territory, else of all."""
        return figure.by_territory.get(self.territory.pk) if self.territory else figure.total

    def shown_parts(self, figure: Figure) -> dict[str, Number]:
        return figure.parts_by_territory.get(self.territory.pk, {}) if self.territory else figure.parts

    @property
    def main(self) -> list[tuple[Figure, Number | None, dict[str, Number]]]:
        by_key = {f.computation.key: f for f in self.figures if f.computation}
        return [(f, self.shown(f), self.shown_parts(f)) for key in MAIN_FIGURES if (f := by_key.get(key))]

    @property
    def here(self) -> list[tuple[Figure, Number | None]]:
        """Each figure of the chosen territory."""
        return [(figure, self.shown(figure)) for figure in self.figures]

    @property
    def lines(self) -> list[tuple[Figure, list[Number | None]]]:
        """Each figure with its value by territory, in their order."""
        return [(f, [f.by_territory.get(t.pk) for t in self.territories]) for f in self.figures]

    @property
    def hours(self) -> list[tuple[str, Number]]:
        """Hours of service by territory, for the chart; without those that have no data."""
        by_key = {f.computation.key: f for f in self.figures if f.computation}
        found = by_key.get("hours_of_service")
        return [
            (str(t), round(float(found.by_territory[t.pk]), 1))
            for t in self.territories
            if found and t.pk in found.by_territory
        ]


def dashboard_of(actor: User, period: Period, territory: Territory | None) -> Dashboard:
    figures = figures_of(actor, period, COMPUTATIONS)
    return Dashboard(period, territory, list(figures.values()), list(Territory.objects.all()))
