"""A file of organisations, and what its rows do not say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from taghyir.places.models import Country


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
