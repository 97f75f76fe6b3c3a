"""The list of people, the page of one, recording and putting right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from taghyir.core.http import page, refusals_shown_on
from taghyir.design.panels import panels_at
from taghyir.people import actions, policies, queries
from taghyir.people.forms import PeopleFilter, PersonForm, RecordPersonForm
from taghyir.people.models import FIELD_STAFF, Person
from taghyir.people.policies import visible_people
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

COLUMNS = (
    (_("Given name"), lambda person: person.given_name),
    (_("Family name"), lambda person: person.family_name),
    (_("Given name in Arabic"), lambda person: person.given_name_ar),
    (_("Family name in Arabic"), lambda person: person.family_name_ar),
    (_("Sex"), lambda person: person.get_sex_display()),
    (_("Age"), lambda person: person.get_age_band_display()),
    (_("Phone"), lambda person: person.phone),
    (_("E-mail"), lambda person: person.email),
    (_("Territory"), lambda person: str(person.territory or "")),
    (_("Commune or delegation"), lambda person: str(person.place or "")),
)


@page("GET")
def people(request: HttpRequest) -> Any:
    """The people one may see, found in both scripts; as a file, the opening is logged."""
    rows = queries.with_roles(visible_people(request.user))
    listing = Listing(request, rows, PeopleFilter, per_page=20, actor=request.user)
    if is_export(request):
        return table_response(request, "people", COLUMNS, listing.rows)
    may_record = request.user.has_role(*FIELD_STAFF)
    may_invite = policies.can_give_roles(request.user)
    return render(
        request, "people/people.html", {"listing": listing, "may_record": may_record, "may_invite": may_invite}
    )


@page("GET")
def person(request: HttpRequest, pk: int) -> Any:
    """What is known of somebody: how to reach them, their roles, what they agreed to."""
    somebody = get_object_or_404(queries.with_roles(visible_people(request.user)), pk=pk)
    shown = queries.page_of_person(request.user, somebody)
    shown |= {place: panels_at(f"person.{place}", request, somebody) for place in ("main", "side")}
    return render(request, "people/person.html", shown)


@page("GET", "POST")
def record_person(request: HttpRequest) -> Any:
    """Record somebody met; who could already be them is shown first."""
    if not request.user.has_role(*FIELD_STAFF):
        raise PermissionDenied
    form = RecordPersonForm(request.POST or None, actor=request.user)
    known: list[Person] = []
    if form.is_valid():
        values = dict(form.cleaned_data)
        is_somebody_else = values.pop("is_somebody_else")
        known = [] if is_somebody_else else queries.look_alikes(request.user, **values)
        if not known:
            with refusals_shown_on(form):
                recorded = actions.record_person(actor=request.user, **values)
                messages.success(request, _("The person is recorded."))
                return redirect("people:person", recorded.pk)
    return render(request, "people/record_person.html", {"form": form, "known": known})


@page("GET", "POST")
def change_person(request: HttpRequest, pk: int) -> Any:
    """Put right what is known of somebody."""
    somebody = get_object_or_404(visible_people(request.user).select_related("territory", "place"), pk=pk)
    if not policies.can_change_person(request.user, somebody):
        raise PermissionDenied
    form = PersonForm(request.POST or None, actor=request.user, person=somebody, initial=model_to_dict(somebody))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_person(actor=request.user, person=somebody, **form.cleaned_data)
            messages.success(request, _("The person’s page is up to date."))
            return redirect("people:person", somebody.pk)
    return render(request, "people/change_person.html", {"form": form, "person": somebody})
