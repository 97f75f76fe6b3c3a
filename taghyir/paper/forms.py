"""What is chosen before printing, what is brought back, and what a person says of each field of a sheet."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from taghyir.paper.actions import MOST_BLOCKS, MOST_COPIES
from taghyir.paper.layout import TICKS
from taghyir.paper.models import Language, PaperSheet, as_number
from taghyir.paper.queries import FieldRead
from taghyir.paper.reading import DECIDE, SURE, TYPE
from taghyir.places.models import Territory
from taghyir.surveys.models import FormVersion
from taghyir.tables.listing import FilterForm

LONG = 20  # millimetres of paper: several lines
NOTHING = "-"  # chosen by a person: no box is ticked


class PrintFormForm(forms.Form):
    """The language, how many sheets, and the room for what is asked several times."""

    language = forms.ChoiceField(label=_("Language of the sheets"))
    copies = forms.IntegerField(
        label=_("How many sheets"),
        min_value=1,
        max_value=MOST_COPIES,
        initial=10,
        help_text=_("One for each person: each sheet bears a number of its own. Do not photocopy them, print more."),
    )
    blocks = forms.IntegerField(
        label=_("Room for questions that repeat"),
        min_value=1,
        max_value=MOST_BLOCKS,
        initial=3,
        help_text=_("For example: three children, three products."),
    )

    def __init__(self, *args: Any, version: FormVersion, **options: Any):
        super().__init__(*args, **options)
        spoken = [(code, name) for code, name in Language.choices if code in version.languages]
        self.fields["language"].choices = spoken or Language.choices  # type: ignore[attr-defined]
        if not any(question["type"] == "repeat" for question in version.questions):
            self.fields["blocks"].widget = forms.HiddenInput()


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files of one input."""

    widget = ManyFiles

    def clean(self, sent: Any, initial: Any = None) -> list[Any]:
        files = sent if isinstance(sent, (list, tuple)) else [sent]
        return (
            [super(ManyFilesField, self).clean(file, initial) for file in files]
            if files
            else super().clean(None, initial)
        )


class BringSheetsForm(forms.Form):
    """Photos of pages, or scans."""

    files = ManyFilesField(
        label=_("Photos or scans of filled sheets"),
        help_text=_("JPEG, PNG or PDF, 50 MB each, 30 at once. One page on each photo, with its four corners."),
        widget=ManyFiles(attrs={"accept": "image/jpeg,image/png,application/pdf", "multiple": True}),
    )


class SetSheetAsideForm(forms.Form):
    """Why a sheet becomes no answer."""

    reason = forms.CharField(label=_("Why it is set aside"), max_length=300)


class KeepPicturesForm(forms.Form):
    """Why the pictures of a sheet are kept longer."""

    reason = forms.CharField(label=_("Why its pictures are kept longer"), max_length=300)


class ConfirmSheetForm(forms.Form):
    """One field for each of the sheet, filled with what is sure; what is not waits for a person."""

    def __init__(self, *args: Any, read: list[FieldRead], language: str, has_missing: bool, **options: Any):
        super().__init__(*args, **options)
        self.read = read
        for one in read:
            self.fields[f"f{one.number}"] = _field_for(one, language)
            if one.state == DECIDE and one.field["kind"] == "select_multiple":
                self.fields[f"f{one.number}_seen"] = forms.BooleanField(
                    label=_("I looked at the paper: these are the ticked ones")
                )
            elif one.state == TYPE:
                self.fields[f"f{one.number}_unreadable"] = forms.BooleanField(
                    label=_("Nothing that can be read is written here"), required=False
                )
        if has_missing:
            self.fields["without_missing"] = forms.BooleanField(
                label=_("The missing page is lost: confirm without it"), required=False
            )

    def rows(self) -> list[tuple[FieldRead, forms.BoundField, forms.BoundField | None]]:
        """Each field of the sheet with what asks for it, and the box beside, for the page."""
        found = []
        for one in self.read:
            beside = next(
                (name for end in ("seen", "unreadable") if (name := f"f{one.number}_{end}") in self.fields), None
            )
            found.append((one, self[f"f{one.number}"], self[beside] if beside else None))
        return found

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        for one in self.read:
            name = f"f{one.number}"
            if (
                one.state == TYPE
                and not written.get(name)
                and not written.get(f"{name}_unreadable")
                and name not in self.errors
            ):
                self.add_error(name, _("Something is written here: type it, or say that it cannot be read."))
        return written

    def answers(self) -> dict[str, str]:
        """By the key of the field, as the action takes them."""
        return {one.field["key"]: _as_text(self.cleaned_data.get(f"f{one.number}")) for one in self.read}

    def name_of(self, key: str | None) -> str | None:
        """The name of the input for a key, when a rule refuses what was said there."""
        return next((f"f{one.number}" for one in self.read if one.field["key"] == key), key)


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return "" if value in (None, NOTHING) else str(value)


def _field_for(one: FieldRead, language: str) -> forms.Field:
    """What asks for a field: filled with what is sure, empty where a person has to decide."""
    kind, label = one.field["kind"], _in(language, one.field["label"])
    choices = [(value, _in(language, words)) for value, words in one.field["choices"]]
    values = one.reading["values"] if one.reading else []
    if kind == "select_multiple" and one.is_ticked:
        shown = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=label, choices=choices, initial=values, required=False, widget=shown)
    if kind in TICKS:
        choices.append((NOTHING, _("nothing is ticked") if one.is_ticked else _("nothing is written")))
        initial = None if one.state != SURE else values[0] if values else NOTHING
        return forms.ChoiceField(
            label=label, choices=choices, initial=initial, widget=forms.RadioSelect if one.is_ticked else forms.Select
        )
    if kind == "date":
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=label, required=False, widget=picker)
    if kind == "time":
        return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    return forms.CharField(label=label, max_length=4_000, required=False, widget=_written(one))


def _written(one: FieldRead) -> forms.Widget:
    asked = {"integer": {"inputmode": "numeric", "dir": "ltr"}, "decimal": {"inputmode": "decimal", "dir": "ltr"}}
    asked["digits"] = {"inputmode": "tel", "dir": "ltr"}
    is_long = one.field["crops"][0][4] > LONG
    if one.field["kind"] == "text" and is_long:
        return forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.TextInput(attrs=asked.get(one.field["kind"], {"dir": "auto"}))


def _in(language: str, words: str) -> SafeString:
    """Words of the form, in the language of the sheet, on a page of any other."""
    return format_html('<bdi lang="{}">{}</bdi>', language, words)


class SheetsFilter(FilterForm):
    """By number or form, state and territory."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *PaperSheet.State.choices[1:]])
    territory = forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            by_number = rows.filter(number__startswith=as_number(text)) if as_number(text) else rows.none()
            rows = rows.filter(batch__version__form__title__icontains=text) | by_number
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        return rows.filter(state=chosen["state"]) if chosen.get("state") else rows
