"""What is asked about places and holidays."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from taghyir.places.models import Country, Holiday, Place, Territory
from taghyir.places.policies import can_change_holidays
from taghyir.places.queries import holiday_years, places_matching, places_of, territories
from taghyir.tables.listing import FilterForm


class PlacesFilter(FilterForm):
    """Search by half a name, then by territory and level."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("Every level")), *Place.Level.choices])

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["territory"].queryset = territories()

    def narrow(self, rows: QuerySet[Place], **chosen: Any) -> QuerySet[Place]:
        if text := chosen.get("q"):
            rows = rows.filter(pk__in=places_matching(text).values("pk"))
        if territory := chosen.get("territory"):
            rows = rows.filter(pk__in=places_of(territory).values("pk"))
        if level := chosen.get("level"):
            rows = rows.filter(level=level)
        return rows


class HolidaysFilter(FilterForm):
    """The table from today on, or of one year; of both countries or one."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=[("", _("Both countries")), *Country.choices]
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["year"].choices = [("", _("From today on")), *((year, year) for year in holiday_years())]

    def narrow(self, rows: QuerySet[Holiday], **chosen: Any) -> QuerySet[Holiday]:
        if text := chosen.get("q"):
            rows = rows.filter(Q(name_fr__icontains=text) | Q(name_ar__icontains=text))
        if country := chosen.get("country"):
            rows = rows.filter(country=country)
        if year := chosen.get("year"):
            rows = rows.filter(on__year=year)
        return rows


class HolidayForm(forms.Form):
    """A day off, as it was announced."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    name_fr = forms.CharField(label=_("Name in French"), max_length=80)
    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=80, widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"})
    )
    is_expected = forms.BooleanField(
        label=_("Expected, to be confirmed"),
        required=False,
        help_text=_("A lunar date is announced a day or two before. Untick it then."),
    )


class AddHolidayForm(HolidayForm):
    """A day off of one of the countries whose table `actor` keeps."""

    country = forms.ChoiceField(label=_("Country"))
    field_order = ["country", "on", "name_fr", "name_ar", "is_expected"]

    def __init__(self, *args: Any, actor: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["country"].choices = [one for one in Country.choices if can_change_holidays(actor, one[0])]


class ContactForm(forms.Form):
    """How the mechanism of a territory is reached."""

    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    opens_at = forms.TimeField(
        label=_("Opens at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes_at = forms.TimeField(
        label=_("Closes at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
