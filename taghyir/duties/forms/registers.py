"""A line of the register of members, and the search in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.design.fields import AmountField
from taghyir.duties.forms.fields import count_field, day_field, label_of
from taghyir.duties.models import Holder, HolderQuerySet
from taghyir.tables.listing import FilterForm
from taghyir.tables.meanwhile import ReadForm
from taghyir.tables.money import CURRENCIES


class HolderForm(ReadForm):
    name = forms.CharField(
        label=label_of(Holder, "name"),
        max_length=120,
        help_text=_("As on your own paper. No number of an identity card."),
    )
    entered_on = day_field(label=label_of(Holder, "entered_on"))
    left_on = day_field(label=label_of(Holder, "left_on"), required=False)
    shares = count_field(label_of(Holder, "shares"), most=10_000_000)
    amount = AmountField(
        label=label_of(Holder, "amount"),
        min_value=0,
        max_digits=14,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}),
    )
    currency = forms.ChoiceField(label=label_of(Holder, "currency"), choices=CURRENCIES)


class RegisterFilter(FilterForm):
    """By a part of the name; members of today, or those who left too."""

    SHOWN = (("", pgettext_lazy("register", "Everybody")), ("in", _("Members today")), ("out", _("Those who left")))

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)

    def narrow(self, rows: HolderQuerySet, **chosen: Any) -> HolderQuerySet:
        if text := chosen.get("q"):
            rows = rows.filter(name__icontains=text)
        if show := chosen.get("show"):
            standing = Holder.objects.standing().values("pk")
            rows = rows.filter(pk__in=standing) if show == "in" else rows.exclude(pk__in=standing)
        return rows
