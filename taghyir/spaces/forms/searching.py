"""Filters of the lists: spaces, bookings, loans."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.actions import Refused
from taghyir.people.models import User
from taghyir.spaces.forms.fields import day_field, territory_field, time_field
from taghyir.spaces.models import Booking, Loan, Space
from taghyir.spaces.queries import free_between
from taghyir.spaces.rules import check_day
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by


class SpacesFilter(FilterForm):
    """By half a name, kind, territory and number of people; and those that are free on a day between two hours."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    territory = territory_field()
    people = forms.IntegerField(label=_("For how many people"), required=False, min_value=1, max_value=2_000)
    day = day_field(label=_("Free on"), required=False)
    last_day = day_field(label=_("Until the day"), required=False)
    starts = time_field(label=pgettext_lazy("hour", "From"), required=False)
    ends = time_field(label=pgettext_lazy("hour", "To"), required=False)
    step_free = forms.BooleanField(label=_("Reached in a wheelchair"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("All kinds")), *Space.Kind.choices]

    def clean(self) -> dict[str, Any]:
        """Said above the list when nobody could book so far."""
        for name in ("day", "last_day"):
            try:
                check_day(self.cleaned_data.get(name) or timezone.localdate())
            except Refused as refusal:
                self.add_error(name, str(refusal))
        return self.cleaned_data

    @property
    def free_words(self) -> list[Any]:
        """What was said of the free hours, of the three that are needed."""
        return [self.chosen.get(name) for name in ("day", "starts", "ends") if self.chosen.get(name) is not None]

    @property
    def is_half_said(self) -> bool:
        """Whether a day or an hour is missing, or they are reversed: then nothing is narrowed by them."""
        return bool(self.free_words) and not self.is_free_asked

    @property
    def is_free_asked(self) -> bool:
        if len(self.free_words) < 3:
            return False
        day, last_day = self.chosen["day"], self.chosen.get("last_day", self.chosen["day"])
        return (last_day, self.chosen["ends"]) > (day, self.chosen["starts"])

    def narrow(self, rows: QuerySet[Space], **chosen: Any) -> QuerySet[Space]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text))
        conditions = {"kind": "kind", "territory": "territory", "people": "capacity__gte", "step_free": "is_step_free"}
        rows = rows.filter(Q(**{path: chosen[name] for name, path in conditions.items() if name in chosen}))
        if self.is_free_asked:
            rows = free_between(rows, *self.free_words, last_day=chosen.get("last_day"))
        return rows


class BookingsFilter(FilterForm):
    """By the name of the space, what waits, what is to come, and mine."""

    SHOWN = (("", _("All")), ("coming", _("To come")), ("past", _("Past")), ("mine", _("Booked by me")))

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    state = forms.ChoiceField(label=_("State"), required=False)
    territory = territory_field()

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        self.actor = actor
        self.fields["state"].choices = [("", _("All states")), *Booking.State.choices]

    def narrow(self, rows: QuerySet[Booking], **chosen: Any) -> QuerySet[Booking]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "space__folded") | Q(purpose__icontains=text))
        conditions = {"state": "state", "territory": "space__territory"}
        rows = rows.filter(Q(**{path: chosen[name] for name, path in conditions.items() if name in chosen}))
        now = timezone.now()
        shown = {"coming": Q(ends_at__gte=now), "past": Q(ends_at__lt=now), "mine": Q(booked_by=self.actor)}
        rows = rows.filter(shown.get(chosen.get("show", ""), Q()))
        return rows


class LoansFilter(FilterForm):
    """By the name of the equipment, what is out, and what is late."""

    SHOWN = (("", _("All")), ("out", pgettext_lazy("loans", "Out")), ("late", pgettext_lazy("loans", "Late")))

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    territory = territory_field()

    def narrow(self, rows: QuerySet[Loan], **chosen: Any) -> QuerySet[Loan]:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "space__folded"))
        if "territory" in chosen:
            rows = rows.filter(space__territory=chosen["territory"])
        late = Q(back_at=None, due_at__lt=timezone.now())
        return rows.filter({"out": Q(back_at=None), "late": late}.get(chosen.get("show", ""), Q()))


def week_asked(text: str) -> dt.date | None:
    """The day of an address (`?week=2026-11-30`); None when it is none, or of another century."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2020 <= day.year <= 2100 else None
