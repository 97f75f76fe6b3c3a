"""Sheets: the list, one sheet with its pictures, and the page on which a person confirms what was read."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from taghyir.core import journal
from taghyir.core.actions import Refused, require
from taghyir.core.http import page
from taghyir.design.alone import PICTURE_ALONE
from taghyir.paper import actions, queries
from taghyir.paper.columns import SHEETS
from taghyir.paper.forms import ConfirmSheetForm, KeepPicturesForm, SetSheetAsideForm, SheetsFilter
from taghyir.paper.policies import (
    can_confirm_sheet,
    can_keep_pictures,
    can_read_sheets,
    can_set_sheet_aside,
    visible_pages,
    visible_sheets,
)
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


@page("GET")
def sheets(request):
    """What was brought back, and what still waits for a person."""
    require(can_read_sheets(request.user))
    listing = Listing(request, queries.sheets_brought(request.user), SheetsFilter)
    if is_export(request):
        return table_response(request, "sheets", SHEETS, listing.rows)
    return render(request, "paper/sheets.html", {"listing": listing})


def _found(request, pk):
    sheets = visible_sheets(request.user).select_related(
        "batch__version__form__territory", "territory", "brought_by__person", "confirmed_by__person", "submission"
    )
    return get_object_or_404(sheets, pk=pk)


@page("GET")
def sheet(request, pk):
    """One sheet: what was read, its pages, and what can be done with it."""
    found = _found(request, pk)
    journal.note_access(request.user, "sheet.opened", found)
    context = {
        "sheet": found,
        "fields": queries.fields_of_sheet(found),
        "missing": queries.missing_pages(found),
        "doubles": queries.doubles_of_sheet(found),
        "pages": found.pages.filter(problem="").order_by("page"),
        "may_confirm": found.is_waiting and can_confirm_sheet(request.user, found),
        "may_set_aside": can_set_sheet_aside(request.user, found),
        "aside": SetSheetAsideForm(),
        "may_keep": bool(found.erase_on) and not found.erased_at and can_keep_pictures(request.user, found),
        "keep": KeepPicturesForm(),
        "keep_days": settings.PAPER_PICTURES_DAYS,
    }
    return render(request, "paper/sheet.html", context)


@page("GET", "POST")
def confirm_sheet(request, pk):
    """The crop of each field beside what was read: what is unsure is decided by the person, then it becomes an answer."""
    found = _found(request, pk)
    require(can_confirm_sheet(request.user, found))
    if found.erased_at:
        return redirect(found)
    read, missing = queries.fields_of_sheet(found), queries.missing_pages(found)
    shown = {"read": read, "language": found.batch.language, "has_missing": bool(missing)}
    form = ConfirmSheetForm(request.POST or None, **shown)
    if request.method == "POST" and form.is_valid() and _confirmed(request, found, form):
        return redirect(found)
    context = {"sheet": found, "form": form, "missing": missing}
    return render(request, "paper/confirm_sheet.html", context)


def _confirmed(request, found, form):
    without = form.cleaned_data.get("without_missing", False)
    try:
        done = actions.confirm_sheet(actor=request.user, sheet=found, answers=form.answers(), without_missing=without)
    except Refused as refusal:
        name = form.name_of(refusal.field)
        form.add_error(name if name in form.fields else None, str(refusal))
        return False
    receipt = done.submission.receipt
    messages.success(request, _("The sheet is an answer of the form now. Receipt: %(receipt)s") % {"receipt": receipt})
    return True


@page("POST")
def set_sheet_aside(request, pk):
    """It becomes no answer, and stays here with the reason."""
    found = _found(request, pk)
    said = {"reason": _reason_in(SetSheetAsideForm(request.POST))}
    return _done(request, found, actions.set_sheet_aside, _("The sheet is set aside, with the reason."), **said)


@page("POST")
def take_sheet_up(request, pk):
    """A sheet that was set aside waits again."""
    return _done(request, _found(request, pk), actions.take_sheet_up, _("The sheet waits to be confirmed again."))


@page("POST")
def keep_pictures(request, pk):
    """Its pictures stay longer, with the reason."""
    found, said = _found(request, pk), {"reason": _reason_in(KeepPicturesForm(request.POST))}
    return _done(request, found, actions.keep_pictures, _("The pictures are kept longer, with the reason."), **said)


def _reason_in(form):
    return form.cleaned_data["reason"] if form.is_valid() else ""


def _done(request, found, act, sentence, **said):
    try:
        act(actor=request.user, sheet=found, **said)
        messages.success(request, sentence)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@cache_control(private=True, max_age=3600)
@page("GET")
def page_picture(request, pk):
    """A page made straight, as it was read; or a picture of no sheet, upright: opening that one is written."""
    found = get_object_or_404(visible_pages(request.user).select_related("brought"), pk=pk)
    if not found.picture:
        raise Http404
    if found.sheet_id is None:
        journal.note_access(request.user, "page.opened", found)
    with found.picture.open("rb") as file:
        return _jpeg(file.read())


@cache_control(private=True, max_age=3600)
@page("GET")
def field_picture(request, pk, number, place):
    """The part of a page where one field is answered."""
    found = get_object_or_404(visible_pages(request.user).select_related("sheet__batch"), pk=pk)
    picture = queries.picture_of_field(found, number, place)
    if picture is None:
        raise Http404
    return _jpeg(picture)


def _jpeg(content):
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Security-Policy"] = PICTURE_ALONE
    return response
