"""The directory, and the card of one organisation: what everybody sees, and what those who follow it see besides."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design import formats
from taghyir.design.given_back import given_back
from taghyir.design.panels import panels_at
from taghyir.directory import actions, policies, queries
from taghyir.directory.columns import EXPORTED
from taghyir.directory.forms import AddOrganisationForm, ChangeOrganisationForm
from taghyir.tables.exports import table_response
from taghyir.tables.listing import is_export, with_query
from taghyir.tables.moulds import Mould

KEPT_FOR = 60  # seconds the frame of a page of the directory is kept for visitors who bear no cookie
given_back("directory:organisations", queries.directory_changed_at)
PLACES = ("head", "acts", "main", "side")  # where other rooms show something on the page of one
LINES = "\ue000lines\ue001"  # where the lines go in a page
LINE = Mould(
    "directory/organisations_line.html",
    "line",
    texts=("pk", "name", "other_name", "initials", "what", "where", "activity", "activity_lang", "distance"),
    flags=("is_women_led", "is_public", "is_closed", "is_faded"),
)


@login_not_required
@page("GET")
def organisations(request):
    """What is published, for everybody; and what else the reader may see."""
    asked = queries.Asked.read(request.GET)
    if is_export(request):
        rows = queries.narrowed(policies.visible_organisations(request.user), asked)
        rows = rows.select_related("legal_form", "place", "territory").iterator(chunk_size=1_000)
        return table_response(request, "organisations", EXPORTED, queries.as_shown_to(request.user, rows))
    found = queries.page_found(request.user, asked, number=request.GET.get("page", "1"))
    return HttpResponse(_framed(request, asked, found).replace(LINES, LINE.filled(found.lines)))


def _framed(request, asked, found):
    """The page with a mark where its lines go. That of visitors is kept under the name of all that it shows."""
    shown = sha256(repr((get_language(), asked, found.counts, found.page.number)).encode()).hexdigest()
    if request.COOKIES:
        return _frame(request, asked, found, shown)
    return cache.get_or_set(f"directory-frame-{shown}", lambda: _frame(request, asked, found, shown), KEPT_FOR)


def _frame(request, asked, found, shown):
    number = found.page.number
    query = asked.as_address(page=number if number > 1 else "")
    filters = {"filters": queries.DirectoryFilters(asked, found.counts), "page": found.page}
    may = {
        "add": policies.can_add_organisations(request.user),
        "import": policies.can_import_organisations(request.user),
    }
    context = filters | {"lines": LINES, "may": may, "query": query}
    context["filters_html"] = cache.get_or_set(
        f"directory-filters-{shown}",
        lambda: render_to_string("directory/organisations_filters.html", filters),
        KEPT_FOR,
    )
    return render_to_string("directory/organisations.html", context, with_query(request, query))


@login_not_required
@page("GET")
def organisation(request, pk):
    """The card of one. Members by name and identifiers are for those who follow it and for its members.

    With `as_everybody`, what a visitor would see, for who keeps it.
    """
    if as_everybody := "as_everybody" in request.GET and request.user.is_authenticated:
        request.user = AnonymousUser()
    found = queries.card_of(request.user, pk)
    if found is None:
        return _led_to(queries.successor_of(request.user, pk))
    may = {
        "see_file": policies.can_see_file_of_organisation(request.user, found),
        "change": policies.can_change_organisation(request.user, found),
        "describe": policies.can_describe_organisation(request.user, found),
        "publish": policies.can_publish_organisation(request.user, found),
    }
    context = {"organisation": found, "may": may, "as_everybody": as_everybody}
    context["labels"] = queries.labels_shown_to(request.user, found)
    if not may["see_file"]:
        found.hide_what_is_not_shown()
    else:
        context |= {"members": queries.members_of(found), "identifiers": found.identifiers.order_by("type", "value")}
    with formats.written_for(found.country):
        context |= {place: panels_at(f"organisation.{place}", request, found) for place in PLACES}
        return render(request, "directory/organisation.html", context)


def _led_to(successor):
    """To the organisation into which the one that was asked for was merged, and no browser keeps it: a merge can be undone."""
    if successor is None:
        raise Http404
    return redirect(successor)


@page("GET", "POST")
def add_organisation(request):
    """Add one; when one of the same name is there already, ask first."""
    require(policies.can_add_organisations(request.user))
    form = AddOrganisationForm(request.POST or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            try:
                added = actions.add_organisation(actor=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.ask_if_another_of(refusal)
                raise
            messages.success(request, _("The organisation is in the directory. Nobody outside sees it yet."))
            return redirect(added)
    return render(request, "directory/add_organisation.html", {"form": form})


@page("GET", "POST")
def change_organisation(request, pk):
    """Correct what is said of one."""
    found = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    require(policies.can_change_organisation(request.user, found))
    now = {"now": queries.values_read(found, ChangeOrganisationForm.base_fields), "initial": model_to_dict(found)}
    form = ChangeOrganisationForm(request.POST or None, actor=request.user, organisation=found, **now)
    if form.is_valid():
        with refusals_shown_on(form):
            facts = {name: value for name, value in form.cleaned_data.items() if name != "read"}
            actions.change_organisation(actor=request.user, organisation=found, **facts)
            messages.success(request, _("It is corrected."))
            if queries.published_without_consent().filter(pk=pk).exists():
                words = _("It speaks of a person now: its card is hidden until somebody of its board agrees.")
                messages.warning(request, words)
            return redirect(found)
    return render(request, "directory/change_organisation.html", {"form": form, "organisation": found})


@page("POST")
def publish_organisation(request, pk):
    """Show its card to everybody."""
    found = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    try:
        actions.publish_organisation(actor=request.user, organisation=found)
        messages.success(request, _("Everybody sees its card now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("POST")
def hide_organisation(request, pk):
    """Take its card out of the public directory."""
    found = get_object_or_404(policies.visible_organisations(request.user), pk=pk)
    actions.hide_organisation(actor=request.user, organisation=found)
    messages.success(request, _("Its card is hidden."))
    return redirect(found)
