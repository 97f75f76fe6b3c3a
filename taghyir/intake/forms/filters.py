"""Filters of the lists of the room."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.intake.models import Referral
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by

FIRST_YEAR = 2024


def _territory() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Every territory"),
    )


class ReferralsFilter(FilterForm):
    """By enterprise, body, territory and state; those that are late."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "all")),
            ("waiting", pgettext_lazy("referrals", "To be answered")),
            ("late", pgettext_lazy("referrals", "Late")),
            ("over", pgettext_lazy("referrals", "Link too old")),
            (Referral.State.ACCEPTED, pgettext_lazy("referrals", "Accepted")),
            (Referral.State.REFUSED, pgettext_lazy("referrals", "Refused")),
            (Referral.State.WITHDRAWN, pgettext_lazy("referrals", "Withdrawn")),
        ],
    )
    territory = _territory()

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "demand__organisation__folded") | Q(body_name__icontains=text))
        if territory := chosen.get("territory"):
            rows = rows.filter(demand__territory=territory)
        state = chosen.get("state", "")
        if state in ("waiting", "late", "over"):
            return getattr(rows, state)()
        return rows.filter(state=state) if state else rows


class WaitingFilter(FilterForm):
    """By enterprise or words, and territory. A place on the list stays the place in the whole list."""

    territory = _territory()

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "organisation__folded") | Q(words__icontains=text))
        return rows.filter(territory=chosen["territory"]) if "territory" in chosen else rows


class DelaysFilter(FilterForm):
    """By year of reception, territory and the way it came."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    territory = _territory()

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        years = [(str(year), str(year)) for year in range(timezone.localdate().year, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = [("", _("The last twelve months")), *years]  # type: ignore[attr-defined]

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "organisation__folded"))
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        return rows.filter(received_on__year=chosen["year"]) if "year" in chosen else rows
