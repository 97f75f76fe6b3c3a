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

    From 1 to 4 is hidden outside the territories where `actor` works.
    """
    heard = Need.objects.unanswered() if waiting else Need.objects.all()
    heard = heard.order_by()
    if kind:
        heard = heard.filter(organisation=None) if kind == PEOPLE else heard.filter(organisation__kind=kind)
    if starts_on:
        heard = heard.filter(heard_on__gte=starts_on)
    if ends_on:
        heard = heard.filter(heard_on__lte=ends_on)
    counted = heard.values_list("theme", "territory").annotate(n=Count("pk"))
    found = {(theme, territory): n for theme, territory, n in counted}
    columns = list(territories())
    may_see_all = {territory.pk: can_read_small_numbers(actor, territory) for territory in columns}

    def shown(theme: str, territory: int) -> int | None:
        n = found.get((theme, territory), 0)
        return n if may_see_all[territory] or n == 0 or n >= SMALLEST else None

    return Heat(columns, [(str(theme.label), [shown(theme, one.pk) for one in columns]) for theme in Theme])
