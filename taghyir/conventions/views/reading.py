"""The list of conventions, one of them, and its papers. Each opening is written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy

from taghyir.conventions import policies, queries
from taghyir.conventions.forms import ConventionsFilter, EndConventionForm, KeepSignedPaperForm
from taghyir.conventions.models import Convention, ConventionSignature, Side
from taghyir.conventions.printed import paper_convention
from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.design.formats import written_for
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("file number"), lambda one: one.case.number),
    (gettext_lazy("organisation"), lambda one: str(one.case.organisation)),
    (gettext_lazy("territory"), lambda one: str(one.case.territory)),
    (gettext_lazy("adviser"), lambda one: str(one.case.adviser)),
    (gettext_lazy("language"), lambda one: one.language),
    (gettext_lazy("state"), lambda one: one.get_state_display()),
    (gettext_lazy("from"), lambda one: one.starts_on),
    (gettext_lazy("until"), lambda one: one.ends_on),
    (gettext_lazy("signed on"), lambda one: one.signed_at.date() if one.signed_at else None),
    (gettext_lazy("ended on"), lambda one: one.ended_on),
    (gettext_lazy("reason"), lambda one: one.end_reason),
    ("SHA-256", lambda one: one.digest),
]


@page("GET")
def conventions(request: HttpRequest) -> HttpResponseBase:
    """What was agreed with each enterprise of one's territories."""
    require(policies.can_read_conventions(request.user))
    listing = Listing(request, queries.conventions_with_all(request.user), ConventionsFilter)
    if is_export(request):
        return table_response(request, "conventions", COLUMNS, listing.rows)
    return render(request, "conventions/conventions.html", {"listing": listing})


@page("GET")
def convention(request: HttpRequest, pk: int) -> HttpResponse:
    """Its text, who signed, and what can be done now."""
    found = seen_convention(request, pk)
    note_access(request.user, "convention.opened", found)
    return shown_convention(request, found)


@page("GET")
def convention_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """On A4, in its language."""
    found = seen_convention(request, pk)
    note_access(request.user, "convention.taken", found)
    response = HttpResponse(paper_convention(found), content_type="application/pdf")
    name = f"convention-{found.case.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("GET")
def signed_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan or the photo of what was signed on paper."""
    found = seen_convention(request, pk)
    if found.paper is None:
        raise Http404
    return file_response(request.user, found.paper)


@page("GET")
def finger(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One drawn signature."""
    rows = policies.visible_convention_signatures(request.user).select_related("drawing")
    return file_response(request.user, found_or_noted(request.user, rows, pk, of="convention__case").drawing)


def seen_convention(request: HttpRequest, pk: int) -> Convention:
    """404 for whoever does not see its file; trying leaves a line on the file."""
    return found_or_noted(request.user, queries.conventions_with_all(request.user), pk, of="case")


def shown_convention(request: HttpRequest, found: Convention, **forms: Any) -> HttpResponse:
    """The page; `forms` are those that were sent and are shown again."""
    signatures = list(found.signatures.all())
    context = {
        "convention": found,
        "blocks": queries.blocks_of(found.text),
        "signatures": signatures,
        "to_sign": _sides_to_sign(request, found, signatures),
        "keeping": KeepSignedPaperForm(),
        "ending": EndConventionForm(),
        "may": {
            "work": policies.can_change_draft(request.user, found),
            "end": policies.can_end_convention(request.user, found) and found.state != Convention.State.ENDED,
        },
    }
    with written_for(found.case.territory.country):
        return render(request, "conventions/convention.html", context | forms)


def _sides_to_sign(
    request: HttpRequest, found: Convention, signatures: list[ConventionSignature]
) -> list[tuple[Side, str]]:
    """The sides that have not signed, and for which the reader may hold the pen."""
    if found.state != Convention.State.TO_SIGN:
        return []
    missing = [side for side in Side if side not in {one.side for one in signatures}]
    return [(side, side.label) for side in missing if policies.can_sign_convention(request.user, found, side)]
