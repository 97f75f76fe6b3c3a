"""What is noted in a few taps, and a marker that is chosen."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.accompaniment.models import Case, Service
from taghyir.design.fields import AmountField, DayInput
from taghyir.lens.models import Level
from taghyir.places.models import Country
from taghyir.tables.listing import FilterForm
from taghyir.tables.money import CURRENCIES
from taghyir.tables.search import found_by

_DIGITS = {"inputmode": "numeric", "size": 6, "maxlength": 4, "autocomplete": "off"}
MOST_SERVICES = 20


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=9_999, widget=forms.TextInput(attrs=_DIGITS)
    )


class NoteCareForm(forms.Form):
    childcare_offered = forms.BooleanField(label=_("Childcare was offered"), required=False)
    transport_offered = forms.BooleanField(label=_("Transport was offered"), required=False)
    service = forms.ModelChoiceField(label=_("For which service"), queryset=Service.objects.none(), required=False)
    paid_women = _count(_("Women who are paid"))
    paid_men = _count(_("Men who are paid"))
    unpaid_women = _count(_("Women who work without pay"))
    unpaid_men = _count(_("Men who work without pay"))
    unpaid_hours = AmountField(label=_("Unpaid hours"), required=False, max_digits=7, decimal_places=1)
    rate = AmountField(
        label=_("Local pay of an hour"),
        required=False,
        max_digits=9,
        decimal_places=3,
        help_text=_("What somebody here would be paid for an hour of this work."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[("", "–"), *CURRENCIES], required=False)
    rate_source = forms.CharField(label=_("Source of this pay"), max_length=200, required=False)
    noted_on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=DayInput)

    def __init__(self, *args: Any, case: Case, **options: Any):
        super().__init__(*args, **options)
        services = case.services.select_related("kind").order_by("-given_on", "-pk")
        none = pgettext_lazy("service", "None in particular")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        last = [(one.pk, str(one)) for one in services[:MOST_SERVICES]]
        self.fields["service"].choices = [("", none), *last]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Without a pay, its currency says nothing."""
        given = super().clean() or {}
        return given if given.get("rate") else given | {"currency": "", "rate_source": "", "rate": None}


class ChooseMarkerForm(forms.Form):
    chosen = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=lambda: [(level.value, f"{level.value} · {capfirst(level.label)}") for level in Level],
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stays beside what is computed, for who checks the programme.")
    )


class LensFilter(FilterForm):
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", pgettext_lazy("filter", "all")), *Country.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "all")),
            ("open", pgettext_lazy("files", "open")),
            ("closed", pgettext_lazy("files", "closed")),
        ],
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "organisation__folded"))
        if country := chosen.get("country"):
            rows = rows.filter(territory__country=country)
        return rows.filter(closed_on__isnull=chosen["state"] == "open") if "state" in chosen else rows
