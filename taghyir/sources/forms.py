"""A file of organisations, what its rows do not say, and what its columns are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from taghyir.places.models import Country
from taghyir.sources.columns import COLUMNS
from taghyir.tables.listing import FilterForm, QuickSelect
from taghyir.tables.models import ImportRun

ASIDE = "-"  # what the select says of a column that is left aside


class ImportOrganisationsForm(forms.Form):
    """A file of organisations, and what its rows do not say."""

    file = forms.FileField(label=_("File to read"), help_text=_("CSV, XLSX, ODS, JSON or GeoJSON, 20 MB at most."))
    country = forms.ChoiceField(
        label=_("Country of the rows that say none"),
        required=False,
        choices=[("", _("As the file says")), *Country.choices],
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=80,
        required=False,
        help_text=_("The name of the register or the map; else the name of the file."),
    )
    licence = forms.CharField(label=_("Under which licence"), max_length=120, required=False)


class MapColumnsForm(forms.Form):
    """What each column of a file is; beside it, what it says first."""

    def __init__(self, *args: Any, headings: Sequence[str], examples: Sequence[Sequence[str]], **options: Any):
        super().__init__(*args, **options)
        choices = [(ASIDE, _("Leave it aside")), *((column.name, capfirst(column.label)) for column in COLUMNS)]
        for place, (heading, values) in enumerate(zip(headings, examples, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                widget=QuickSelect,
                help_text=" · ".join(values) or _("Nothing stands in it."),
            )

    @property
    def columns(self) -> list[str]:
        """What each is, in the order of the file; "" when it is left aside."""
        return [value.replace(ASIDE, "") for value in self.cleaned_data.values()]


class ChooseSheetForm(forms.Form):
    """The sheets of a workbook, each with its first lines."""

    sheet = forms.ChoiceField(label=_("Sheet to read"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sheets: Sequence[tuple[str, Sequence[str]]], **options: Any):
        super().__init__(*args, **options)
        field: Any = self.fields["sheet"]
        field.choices = [(name, self._told(name, lines)) for name, lines in sheets]

    @staticmethod
    def _told(name: str, lines: Sequence[str]) -> SafeString:
        begins = format_html_join("", '<br><bdi class="small soft">{}</bdi>', ((line,) for line in lines))
        return format_html("<bdi>{}</bdi>{}", name, begins)


class ImportRunsFilter(FilterForm):
    """By words of the name of the file or of its source, and by how far it is."""

    state = forms.ChoiceField(
        label=_("How far it is"),
        required=False,
        choices=[
            ("", _("Any state")),
            (ImportRun.State.ASKING, _("Columns to say")),
            (ImportRun.State.PREVIEWED, _("Read, not written yet")),
            (ImportRun.State.APPLIED, _("Written")),
            (ImportRun.State.UNREADABLE, _("Cannot be read")),
        ],
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(Q(file__name__icontains=text) | Q(options__source__icontains=text))
        return rows.filter(state=chosen["state"]) if chosen.get("state") else rows


class SourcesFilter(FilterForm):
    """By words of the name or the licence, and by country."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=[("", _("Both countries")), *Country.choices]
    )

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(name__icontains=text) | rows.filter(licence__icontains=text)
        return rows.filter(country=chosen["country"]) if chosen.get("country") else rows
