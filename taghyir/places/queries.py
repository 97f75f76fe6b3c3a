"""What others may ask: where a place belongs, what time it is there, whether people work that day."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from taghyir.places.land import km_at_sea
from taghyir.places.models import Country, Holiday, Place, Territory
from taghyir.places.phones import as_e164, phone_in
from taghyir.places.positions import repaired
from taghyir.tables.search import found_by
from taghyir.tables.statements import Statement

__all__ = [
    "as_e164",  # from phones.py
    "holiday_years",
    "holidays_between",
    "is_day_off",
    "is_weekend",
    "km_at_sea",  # from land.py
    "local_now",
    "local_time",
    "next_working_day",
    "phone_in",  # from phones.py
    "places_matching",
    "places_of",
    "repaired",  # from positions.py
    "territories",
    "territory_of",
]
_SATURDAY = 5  # in both countries the week-end is Saturday and Sunday


def places_matching(text: str, country: str = "") -> QuerySet[Place]:
    """Places found by half a name in either script (zio, Zaïo, زايو), or by the beginning of their code."""
    within = Q(country=country) if country else Q()
    code = Q(code__startswith=text.strip()) if text.strip()[:1].isdigit() else Q(pk__in=[])
    return Place.objects.filter(within, found_by(text) | code).select_related("parent__parent")


def territory_of(place: Place | None) -> Territory | None:
    """The territory of the programme in which `place` lies, itself or through a place around it; None outside the six."""
    return None if place is None else _TERRITORY.first(place=place.pk)


def _around(place: int) -> QuerySet[Territory]:
    path, around = "places", Q()
    for _level in range(4):  # sector, délégation or commune, gouvernorat or province, region
        around |= Q(**{path: place})
        path += "__children"
    return Territory.objects.filter(around).order_by("order").distinct()[:1]


_TERRITORY = Statement(_around)


def places_of(territory: Territory) -> QuerySet[Place]:
    """Every place within `territory`, whatever its level."""
    own = territory.places.values("pk")
    return Place.objects.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own)).order_by("code")


def territories() -> QuerySet[Territory]:
    """The territories of the programme, in the order people know."""
    return Territory.objects.order_by("order")


def local_time(moment: dt.datetime, territory: Territory) -> dt.datetime:
    """`moment` on the clocks of `territory`: Morocco leaves UTC+1 for UTC during Ramadan, Tunisia does not."""
    return moment.astimezone(ZoneInfo(territory.time_zone))


def local_now(territory: Territory) -> dt.datetime:
    """The time it is in `territory`."""
    return local_time(timezone.now(), territory)


def is_weekend(day: dt.date) -> bool:
    return day.weekday() >= _SATURDAY


def is_day_off(country: str, day: dt.date) -> bool:
    """Whether people are off in `country` on `day`: week-end or a day of the table, confirmed or expected."""
    return is_weekend(day) or Holiday.objects.filter(country=country, on=day).exists()


def holidays_between(first: dt.date, last: dt.date, country: str = "") -> QuerySet[Holiday]:
    """The days off of the table from `first` to `last`, both included."""
    chosen = Holiday.objects.filter(on__range=(first, last)).order_by("on", "country")
    return chosen.filter(country=country) if country in Country.values else chosen


def holiday_years() -> list[int]:
    """The years of which the table says something, the latest first."""
    return [first.year for first in Holiday.objects.dates("on", "year", order="DESC")]


def next_working_day(country: str, day: dt.date) -> dt.date:
    """`day` itself when people work then, else the first day after it when they do."""
    off = set(holidays_between(day, day + dt.timedelta(days=30), country).values_list("on", flat=True))
    while is_weekend(day) or day in off:
        day += dt.timedelta(days=1)
    return day
