"""Needs as figures: heard, answered, told; by theme and territory."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from taghyir.needs.models import Need, NeedQuerySet, Theme
from taghyir.needs.policies import can_read_small_numbers
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.places.queries import territories

PEOPLE = "people"  # needs said for no organisation
SMALLEST = 5  # fewer needs than this could tell who said them
Cells = dict[str, dict[str, int]]  # by theme, by whose: people, or a kind of organisation


@dataclass(frozen=True)
class NeedFigures:
    """How many needs were heard, answered and told in the period, each by its own day; and how many are open or late now."""

    heard: int = 0
    answered: int = 0
    told: int = 0
    open: int = 0
    late: int = 0


@dataclass(frozen=True)
class Heat:
    """How many needs of each theme in each territory. None: hidden, since so few could tell who said them."""

    territories: list[Territory]
    rows: list[tuple[str, list[int | None]]]


def need_figures(
    needs: NeedQuerySet,
    *,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    territory: Territory | None = None,
) -> NeedFigures:
    """The figures over `needs` of a territory (all when None) and a period (open-ended when None), in one statement."""
    chosen = needs.filter(territory=territory) if territory else needs
    return NeedFigures(**chosen.order_by().aggregate(**_counts(starts_on, ends_on)))


def need_figures_by_territory(
    needs: NeedQuerySet, *, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> dict[int | None, NeedFigures]:
    """The same for each territory, by its key, in one statement. A territory without any need is absent."""
    counts = _counts(starts_on, ends_on)
    rows = needs.order_by().values_list("territory").annotate(**counts)
    return {territory: NeedFigures(**dict(zip(counts, found, strict=True))) for territory, *found in rows}


def _counts(starts_on: dt.date | None, ends_on: dt.date | None) -> dict[str, Count]:
    def during(day: str) -> Q:
        within = Q(**{f"{day}__isnull": False})
        if starts_on:
            within &= Q(**{f"{day}__gte": starts_on})
        return within & Q(**{f"{day}__lte": ends_on}) if ends_on else within

    return {
        "heard": Count("pk", filter=during("heard_on")),
        "answered": Count("pk", filter=during("answered_on")),
        "told": Count("pk", filter=during("told_on")),
        "open": Count("pk", filter=~Q(state=Need.State.TOLD)),
        "late": Count("pk", filter=Q(state__in=Need.UNANSWERED, due_on__lt=timezone.localdate())),
    }


def public_need_figures(territory: Territory) -> NeedFigures | None:
    """What everybody may read: heard, answered and told since the beginning. None below five: so few could tell who spoke."""
    figures = need_figures(Need.objects.all(), territory=territory)
    return figures if figures.heard >= SMALLEST else None


def needs_by_theme_and_territory(
    actor: User,
    *,
    kind: str = "",
    waiting: bool = False,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Heat:
    """Needs heard in the period, of every territory; of organisations of one `kind`, of `people` alone; `waiting`: unanswered.

    From 1 to 4 is hidden outside the territories where `actor` works, with all that would tell it by subtraction.
    """
    heard = Need.objects.order_by()
    if starts_on:
        heard = heard.filter(heard_on__gte=starts_on)
    if ends_on:
        heard = heard.filter(heard_on__lte=ends_on)
    columns = list(territories())
    found = _counted(heard, columns)
    shown = {
        one.pk: _shown(*found[one.pk], kind, waiting, may_read_all=can_read_small_numbers(actor, one))
        for one in columns
    }
    return Heat(columns, [(str(theme.label), [shown[one.pk][theme] for one in columns]) for theme in Theme])


def _counted(heard: NeedQuerySet, columns: list[Territory]) -> dict[int, tuple[Cells, Cells]]:
    """For each territory, all that was heard and what waits, by theme and by whose; in one statement."""
    found: dict[int, tuple[Cells, Cells]] = {
        one.pk: ({theme: {} for theme in Theme}, {theme: {} for theme in Theme}) for one in columns
    }
    waits = Count("pk", filter=Q(state__in=Need.UNANSWERED))
    rows = heard.filter(territory__in=found).values_list("territory", "theme", "organisation__kind")
    for territory, theme, whose, *numbers in rows.annotate(n=Count("pk"), waiting=waits):
        for cells, number in zip(found[territory], numbers, strict=True):
            cells[theme][whose or PEOPLE] = number
    return found


def _shown(heard: Cells, unanswered: Cells, kind: str, waiting: bool, *, may_read_all: bool) -> dict[str, int | None]:
    cells = unanswered if waiting else heard
    hidden = set() if may_read_all else hidden_themes(_totals(heard)) | hidden_themes(_totals(cells))
    return {
        theme: None
        if theme in hidden or (kind and not may_read_all and any(0 < n < SMALLEST for n in by.values()))
        else (by.get(kind, 0) if kind else sum(by.values()))
        for theme, by in cells.items()
    }


def _totals(cells: Cells) -> dict[str, int]:
    return {theme: sum(by.values()) for theme, by in cells.items()}


def hidden_themes(totals: dict[str, int]) -> set[str]:
    """What is not shown of one territory, whose sum everybody reads: from 1 to 4, and what would tell it.

    When the sum of the small ones gives each away, the smallest of the others is hidden too; without others, what is zero.
    """
    small = {theme for theme, n in totals.items() if 0 < n < SMALLEST}
    rest = sum(totals[theme] for theme in small)
    if not small or (len(small) > 1 and len(small) < rest < (SMALLEST - 1) * len(small)):
        return small
    least = min((n for n in totals.values() if n >= SMALLEST), default=0)
    return small | {theme for theme, n in totals.items() if n == least}
