"""Pages of the documents of a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import visible_cases
from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.documents import actions, policies, queries
from taghyir.documents.forms import (
    AddDocumentForm,
    AddVersionForm,
    ChangeDocumentForm,
    DocumentFilter,
    WithdrawDocumentForm,
)
from taghyir.documents.models import Document, Version
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("file number"), lambda one: one.case.number),
    (gettext_lazy("title"), lambda one: one.title),
    (pgettext_lazy("document", "type"), lambda one: one.get_kind_display()),
    (gettext_lazy("shown to the members"), lambda one: one.is_shared),
    (gettext_lazy("name of the file"), lambda one: one.latest.name),
    (gettext_lazy("version"), lambda one: one.latest.number),
    (gettext_lazy("bytes"), lambda one: one.latest.size),
    (gettext_lazy("SHA-256"), lambda one: one.latest.sha256),
    (gettext_lazy("sent by"), lambda one: one.latest.added_by),
    (gettext_lazy("sent at"), lambda one: one.latest.added_at),
    (gettext_lazy("why it was withdrawn"), lambda one: one.withdrawn_why),
]


def _case(request: HttpRequest, pk: int) -> Case:
    rows = visible_cases(request.user).select_related("organisation", "territory")
    return found_or_noted(request.user, rows, pk, of="pk")


def _document(request: HttpRequest, pk: int) -> Document:
    return found_or_noted(request.user, queries.document_with_names(request.user), pk, of="case")


@page("GET")
def documents(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The documents of one file, the last first."""
    case = _case(request, pk)
    listing = Listing(request, queries.documents_of(request.user, case), DocumentFilter)
    if is_export(request):
        return table_response(request, f"documents-{case.number}", COLUMNS, listing.rows)
    may_add = case.is_open and policies.can_add_document(request.user, case)
    return render(request, "documents/documents.html", {"case": case, "listing": listing, "may_add": may_add})


@page("GET", "POST")
def add_document(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    require(policies.can_add_document(request.user, case))
    may_choose = policies.can_choose_readers(request.user, case)
    form = AddDocumentForm(request.POST or None, request.FILES or None, case=case, may_choose_readers=may_choose)
    if form.is_valid():
        with refusals_shown_on(form):
            added = actions.add_document(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The document is in the file."))
            return redirect(added)
    return render(request, "documents/add_document.html", {"form": form, "case": case})


@page("GET")
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document, all its versions, and who opened it."""
    found = _document(request, pk)
    is_written = found.case.is_open and not found.is_withdrawn
    may = {
        "add": is_written and policies.can_add_version(request.user, found),
        "change": is_written and policies.can_change_document(request.user, found),
        "withdraw": not found.is_withdrawn and policies.can_withdraw_document(request.user, found),
    }
    shown = {"document": found, "versions": queries.versions_of(found), "may": may}
    return render(request, "documents/document.html", shown | {"openings": queries.openings_of(found)})


@page("GET", "POST")
def add_version(request: HttpRequest, pk: int) -> HttpResponse:
    found = _document(request, pk)
    require(policies.can_add_version(request.user, found))
    form = AddVersionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_version(actor=request.user, document=found, **form.cleaned_data)
            messages.success(request, _("The new version is here. The older ones are kept."))
            return redirect(found)
    return render(request, "documents/add_version.html", {"form": form, "document": found})


@page("GET", "POST")
def change_document(request: HttpRequest, pk: int) -> HttpResponse:
    found = _document(request, pk)
    require(policies.can_change_document(request.user, found))
    now = {"kind": found.kind, "title": found.title, "is_shared": found.is_shared}
    form = ChangeDocumentForm(request.POST or None, initial=now)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_document(actor=request.user, document=found, **form.cleaned_data)
            messages.success(request, _("The document is changed."))
            return redirect(found)
    return render(request, "documents/change_document.html", {"form": form, "document": found})


@page("GET", "POST")
def withdraw_document(request: HttpRequest, pk: int) -> HttpResponse:
    found = _document(request, pk)
    require(policies.can_withdraw_document(request.user, found))
    form = WithdrawDocumentForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.withdraw_document(actor=request.user, document=found, **form.cleaned_data)
            messages.success(request, _("The document is withdrawn: its content is erased."))
            return redirect("documents:documents", found.case_id)
    return render(request, "documents/withdraw_document.html", {"form": form, "document": found})


def _version(request: HttpRequest, pk: int) -> Version:
    seen = policies.visible_versions(request.user).select_related("file", "document")
    version = found_or_noted(request.user, seen, pk, of="document__case")
    if version.file is None:  # its content was erased
        raise Http404
    return version


@page("GET")
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, to keep. Each taking is written."""
    version = _version(request, pk)
    note_access(request.user, queries.OPENED, version.document, version=version.number)
    return file_response(request.user, version.file, log=False)


@page("GET")
def document_preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A PDF or a picture in the window of the browser: nothing of it runs, nothing is asked from elsewhere."""
    version = _version(request, pk)
    if not version.can_be_shown:
        raise Http404
    note_access(request.user, queries.OPENED, version.document, version=version.number)
    response = file_response(request.user, version.file, log=False)
    response["Content-Disposition"] = content_disposition_header(False, version.name) or "inline"
    response["Content-Security-Policy"] = (
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"
    )
    return response
