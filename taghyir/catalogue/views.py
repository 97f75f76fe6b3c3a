"""Pages of the catalogue of services."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.catalogue import actions
from taghyir.catalogue.forms import AddKindForm, ChangeKindForm, KindFilter
from taghyir.catalogue.policies import can_add_kind, can_change_kind, can_keep_catalogue, visible_kinds
from taghyir.catalogue.queries import WRITTEN, kinds_to_list
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.panels import panels_at
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("code"), lambda kind: kind.code),
    (gettext_lazy("name in French"), lambda kind: kind.name_fr),
    (gettext_lazy("name in Arabic"), lambda kind: kind.name_ar),
    (gettext_lazy("name in Spanish"), lambda kind: kind.name_es),
    (gettext_lazy("name in English"), lambda kind: kind.name_en),
    (gettext_lazy("subject"), lambda kind: kind.get_topic_display()),
    (gettext_lazy("with whom"), lambda kind: kind.get_setting_display()),
    (gettext_lazy("usual minutes"), lambda kind: kind.minutes),
    (gettext_lazy("a training"), lambda kind: kind.is_training),
    (gettext_lazy("needs it answers"), lambda kind: ", ".join(str(words) for words in kind.theme_words)),
    (gettext_lazy("country of its law"), lambda kind: kind.get_country_display()),
    (gettext_lazy("offered"), lambda kind: kind.is_offered),
]


@page("GET")
def kinds(request: HttpRequest) -> HttpResponseBase:
    """Everything that can be given, by subject."""
    listing = Listing(request, kinds_to_list(request.user), KindFilter, per_page=50)
    if is_export(request):
        return table_response(request, "catalogue", COLUMNS, listing.rows)
    may_keep = can_keep_catalogue(request.user)
    return render(request, "catalogue/kinds.html", {"listing": listing, "may_keep": may_keep})


@page("GET")
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """One kind of service: how long, with whom, for which needs, and where it was given."""
    found = get_object_or_404(visible_kinds(request.user), pk=pk)
    shown = {"kind": found, "may_keep": can_keep_catalogue(request.user)}
    shown["panels"] = panels_at("kind.main", request, found)
    return render(request, "catalogue/kind.html", shown)


@page("GET", "POST")
def add_kind(request: HttpRequest) -> HttpResponse:
    require(can_add_kind(request.user))
    form = AddKindForm(request.POST or None, initial={"setting": "one", "minutes": 60})
    if form.is_valid():
        with refusals_shown_on(form):
            added = actions.add_kind(actor=request.user, **form.cleaned_data)
            messages.success(request, _("This kind of service is in the catalogue."))
            return redirect(added)
    return render(request, "catalogue/add_kind.html", {"form": form})


@page("GET", "POST")
def change_kind(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(visible_kinds(request.user), pk=pk)
    require(can_change_kind(request.user))
    now = {name: getattr(found, name) for name in (*WRITTEN, "is_offered")}
    form = ChangeKindForm(request.POST or None, initial=now)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_kind(actor=request.user, kind=found, **form.cleaned_data)
            messages.success(request, _("The catalogue is changed."))
            return redirect(found)
    return render(request, "catalogue/change_kind.html", {"form": form, "kind": found})
