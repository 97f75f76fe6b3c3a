"""Pages of the places and of the holidays."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.places import actions
from taghyir.places.forms import AddHolidayForm, ContactForm, HolidayForm, HolidaysFilter, PlacesFilter
from taghyir.places.models import Country
from taghyir.places.policies import (
    can_change_contact,
    can_change_holidays,
    visible_holidays,
    visible_places,
    visible_territories,
)
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

PLACE_COLUMNS = (
    (_("country"), lambda place: place.country),
    (_("official code"), lambda place: place.code),
    (_("level"), lambda place: place.get_level_display()),
    (_("name in French"), lambda place: place.name_fr),
    (_("name in Arabic"), lambda place: place.name_ar),
    (_("within"), lambda place: str(place.parent or "")),
    (_("postcode"), lambda place: place.postcode),
)
HOLIDAY_COLUMNS = (
    (_("day"), lambda holiday: holiday.on),
    (_("country"), lambda holiday: holiday.country),
    (_("name in French"), lambda holiday: holiday.name_fr),
    (_("name in Arabic"), lambda holiday: holiday.name_ar),
    (_("expected, to be confirmed"), lambda holiday: holiday.is_expected),
)


@page("GET")
def places(request):
    """The places of two countries, found by half a name in either script."""
    rows = visible_places(request.user).select_related("parent").order_by("country", "code")
    listing = Listing(request, rows, PlacesFilter, per_page=30)
    if is_export(request):
        return table_response(request, "places", PLACE_COLUMNS, listing.rows)
    return render(request, "places/places.html", {"listing": listing})


@page("GET")
def holidays(request):
    """The days off of two countries, those still to be confirmed marked."""
    rows = visible_holidays(request.user).order_by("on", "country")
    if not request.GET.get("year"):
        rows = rows.filter(on__gte=timezone.localdate())
    listing = Listing(request, rows, HolidaysFilter, per_page=60)
    if is_export(request):
        return table_response(request, "holidays", HOLIDAY_COLUMNS, listing.rows)
    may_change = [country for country in Country.values if can_change_holidays(request.user, country)]
    return render(request, "places/holidays.html", {"listing": listing, "may_change": may_change})


@page("GET", "POST")
def add_holiday(request):
    """Add a day off to the table of a country."""
    if not any(can_change_holidays(request.user, country) for country in Country.values):
        raise PermissionDenied
    form = AddHolidayForm(request.POST or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_holiday(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The day is in the table."))
            return redirect("places:holidays")
    return render(request, "places/add_holiday.html", {"form": form})


@page("GET", "POST")
def change_holiday(request, pk):
    """Move a day off, or confirm it."""
    holiday = get_object_or_404(visible_holidays(request.user), pk=pk)
    if not can_change_holidays(request.user, holiday.country):
        raise PermissionDenied
    form = HolidayForm(request.POST or None, initial=model_to_dict(holiday))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_holiday(actor=request.user, holiday=holiday, **form.cleaned_data)
            messages.success(request, _("The table is up to date."))
            return redirect("places:holidays")
    return render(request, "places/change_holiday.html", {"form": form, "holiday": holiday})


@page("POST")
def remove_holiday(request, pk):
    """Take a day out of the table."""
    holiday = get_object_or_404(visible_holidays(request.user), pk=pk)
    actions.remove_holiday(actor=request.user, holiday=holiday)
    messages.success(request, _("The day is out of the table: people work that day."))
    return redirect("places:holidays")


@page("GET", "POST")
def change_contact(request, slug):
    """Phone, address and hours of a mechanism, for everybody to read."""
    territory = get_object_or_404(visible_territories(request.user), slug=slug)
    require(can_change_contact(request.user, territory))
    form = ContactForm(request.POST or None, initial=model_to_dict(territory))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_contact(actor=request.user, territory=territory, **form.cleaned_data)
            messages.success(request, _("Everybody can read it now."))
            return redirect("portal:territory", slug)
    return render(request, "places/change_contact.html", {"form": form, "territory": territory})
