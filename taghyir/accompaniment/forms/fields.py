"""Fields that several forms of the room share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Organisation
from taghyir.needs.models import Need


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


def answer_field() -> forms.CharField:
    """What a finished action answers to the needs it was for."""
    return words_field(
        _("What it answers to its needs"),
        ask="",
        rows=2,
        required=False,
        help_text=_("These needs are then answered, and wait to be told back. Leave it empty when they are not."),
    )


class NeedsField(forms.ModelMultipleChoiceField):
    """Needs of the organisation, each a box to tick."""

    widget = forms.CheckboxSelectMultiple


def open_needs_of(organisation: Organisation) -> QuerySet[Need]:
    """What the organisation still waits for."""
    return Need.objects.filter(organisation=organisation).open().order_by("due_on", "pk")
