"""Fields that several rooms put in their forms."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


def choices_of(kinds: type[TextChoices], *first: tuple[str, Any]) -> Callable[[], list[tuple[str, Any]]]:
    """The choices with a capital, as a form shows them; read at each form, in the language of its reader."""
    return lambda: [*first, *((value, capfirst(label)) for value, label in kinds.choices)]


class DayInput(forms.DateInput):
    """The calendar of the phone; the value is written as the browser expects it, in every language."""

    input_type = "date"

    def __init__(self, **options: Any):
        super().__init__(format="%Y-%m-%d", **options)


def day_field(label: Any, **options: Any) -> forms.DateField:
    sentences = {"required": _("Choose a day."), "invalid": _("Write a day, for example 2026-05-13.")}
    return forms.DateField(label=label, widget=DayInput, error_messages=sentences, **options)


def today_field(label: Any) -> forms.DateField:
    return day_field(label, initial=timezone.localdate)


def words_field(label: Any, *, ask: Any, rows: int = 4, length: int = 1000, **options: Any) -> forms.CharField:
    """Free words; `ask` is the sentence shown when they are missing."""
    return forms.CharField(
        label=label,
        max_length=length,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": ask},
        **options,
    )


def line_field(label: Any, *, ask: Any = "", length: int = 200, **options: Any) -> forms.CharField:
    """One line; `ask` is the sentence shown when it is missing."""
    return forms.CharField(label=label, max_length=length, error_messages={"required": ask} if ask else {}, **options)


class AmountField(forms.DecimalField):
    """An amount as people write it: 1 300,50 or 1300.50, in any digits."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace("٫", ".").replace("٬", "")
        return super().to_python(value)


class DegreesInput(forms.TextInput):
    """A latitude or a longitude, typed as people write numbers."""

    def __init__(self) -> None:
        super().__init__({"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})


class LongitudeInput(DegreesInput):
    """The second of the two; a button below fills both from the device, where there is one that can tell."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        own = str((attrs or {}).get("id", f"id_{name}"))
        words = {
            "longitude": own,
            "latitude": own.replace("longitude", "latitude"),
            "mark": get_format("DECIMAL_SEPARATOR"),
        }
        return super().render(name, value, attrs, renderer) + render_to_string("design/find_position.html", words)


def latitude_field() -> forms.FloatField:
    """With the comma or the point of the reader; `longitude_field` comes next to it, under the name `longitude`."""
    words = _("As a map on a phone gives it, in degrees. For example: 34.94")
    return forms.FloatField(label=_("Latitude"), help_text=words, required=False, localize=True, widget=DegreesInput)


def longitude_field() -> forms.FloatField:
    words = _("West of Greenwich it begins with a minus. For example: -2.73")
    return forms.FloatField(label=_("Longitude"), help_text=words, required=False, localize=True, widget=LongitudeInput)


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files of one input; the list of those that were chosen, and none is fine when it is not required."""

    widget = SeveralFilesInput

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        chosen = value if isinstance(value, (list, tuple)) else [value]
        return [super(SeveralFilesField, self).clean(one, initial) for one in chosen if one]
