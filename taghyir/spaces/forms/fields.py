"""Fields that several forms of the spaces hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.places.models import Territory


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def time_field(**options: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


def territory_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )


def arabic_field(label: Any, most: int, *, lines: int = 1) -> forms.CharField:
    attrs = {"lang": "ar", "dir": "rtl"}
    widget = forms.Textarea(attrs=attrs | {"rows": lines}) if lines > 1 else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)
