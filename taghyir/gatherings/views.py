"""Pages of the meetings: the list, one meeting, its attendance, its sheets."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.panels import panels_at
from taghyir.gatherings import actions, policies, queries
from taghyir.gatherings.forms import (
    AttachSheetForm,
    ChangeGatheringForm,
    CountHeadsForm,
    GatheringsFilter,
    RecordAttendanceForm,
    RecordGatheringForm,
    RecordNewcomerForm,
)
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import visible_attendances, visible_gatherings
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

GATHERING_COLUMNS = (
    (_("day"), lambda gathering: gathering.held_on),
    (_("kind"), lambda gathering: gathering.get_kind_display()),
    (_("title"), lambda gathering: gathering.title),
    (_("territory"), lambda gathering: str(gathering.territory)),
    (_("commune or delegation"), lambda gathering: str(gathering.place or "")),
    (_("where exactly"), lambda gathering: gathering.where),
    (_("organised by"), lambda gathering: str(gathering.organised_by)),
    (_("attendances"), lambda gathering: gathering.came),
    (_("women"), lambda gathering: gathering.women_came),
    (_("men"), lambda gathering: gathering.men_came),
    (_("names on the sheet"), lambda gathering: gathering.names),
)
ATTENDANCE_COLUMNS = (
    (_("name"), lambda attendance: str(attendance.person)),
    (_("name in the other script"), lambda attendance: attendance.person.other_name),
    (_("sex"), lambda attendance: attendance.get_sex_display()),
    (_("age"), lambda attendance: attendance.person.get_age_band_display()),
    (_("organisation"), lambda attendance: str(attendance.organisation or "")),
)
SHOWN, LINES = 12, 20  # people found at once; lines of a printed sheet


@page("GET")
def gatherings(request):
    """The meetings of my territories, the latest first, with both figures over what is chosen."""
    listing = Listing(request, queries.gatherings_with_presence(request.user), GatheringsFilter)
    if is_export(request):
        return table_response(request, "meetings", GATHERING_COLUMNS, listing.rows)
    chosen = Gathering.objects.filter(pk__in=listing.rows.order_by().values("pk"))
    return render(
        request,
        "gatherings/gatherings.html",
        {
            "listing": listing,
            "presence": queries.attendances_and_people(chosen),
            "may_record": policies.can_record_gatherings(request.user),
        },
    )


@page("GET")
def gathering(request, pk):
    """One meeting: what it was, both figures side by side, who came."""
    found = get_object_or_404(queries.gatherings_with_presence(request.user), pk=pk)
    attendance = queries.attendance_of(found)
    if is_export(request):
        return table_response(request, f"attendance-{found.pk}", ATTENDANCE_COLUMNS, attendance)
    shown = {
        "gathering": found,
        "attendance": attendance,
        "presence": queries.attendances_and_people(Gathering.objects.filter(pk=found.pk)),
        "panels": panels_at("gathering.main", request, found),
        "may_change": policies.can_change_gathering(request.user, found),
        "may_record": policies.can_record_attendance(request.user, found),
    }
    return render(request, "gatherings/gathering.html", shown)


@page("GET", "POST")
def record_gathering(request):
    """Record a meeting, held or to come."""
    require(policies.can_record_gatherings(request.user))
    form = RecordGatheringForm(request.POST or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            recorded = actions.record_gathering(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The meeting is recorded."))
            return redirect(recorded)
    return render(request, "gatherings/record_gathering.html", {"form": form})


@page("GET", "POST")
def change_gathering(request, pk):
    """Correct a meeting, or say what came out of it."""
    found = get_object_or_404(visible_gatherings(request.user).select_related("territory"), pk=pk)
    require(policies.can_change_gathering(request.user, found))
    form = ChangeGatheringForm(request.POST or None, actor=request.user, instance=found)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_gathering(actor=request.user, gathering=found, **form.cleaned_data)
            messages.success(request, _("The meeting is changed."))
            return redirect(found)
    return render(request, "gatherings/change_gathering.html", {"form": form, "gathering": found})


@page("GET", "POST")
def record_attendance(request, pk):
    """The sheet in the hand: find known people by half a name, tick them, add somebody new, count the others."""
    found = get_object_or_404(queries.gatherings_with_presence(request.user), pk=pk)
    require(policies.can_record_attendance(request.user, found))
    form = RecordAttendanceForm(request.POST if request.method == "POST" else None, actor=request.user, gathering=found)
    if form.is_valid():
        with refusals_shown_on(form):
            _write_all(request, found, form.cleaned_data["people"])
            return redirect("gatherings:record_attendance", found.pk)
    text = request.GET.get("q", "")[:100]
    shown = {
        "form": form,
        "gathering": found,
        "text": text,
        "people": queries.people_to_propose(request.user, found, text)[:SHOWN],
        "attendance": queries.attendance_of(found),
        "heads": CountHeadsForm(initial=vars(found)),
    }
    return render(request, "gatherings/record_attendance.html", shown)


def _write_all(request, gathering, people):
    for person in people:
        actions.record_attendance(actor=request.user, gathering=gathering, person=person)
    written = ngettext("%(n)s person is on the sheet.", "%(n)s people are on the sheet.", len(people))
    messages.success(request, written % {"n": len(people)})


@page("GET", "POST")
def record_newcomer(request, pk):
    """Somebody met for the first time."""
    found = get_object_or_404(visible_gatherings(request.user).select_related("territory"), pk=pk)
    require(policies.can_record_newcomer(request.user, found))
    named = {"given_name": request.GET.get("name", "")[:80]}
    form = RecordNewcomerForm(request.POST or None, actor=request.user, gathering=found, initial=named)
    if form.is_valid():
        with refusals_shown_on(form):
            written = actions.record_newcomer(actor=request.user, gathering=found, **form.cleaned_data)
            messages.success(request, _("%(name)s is on the sheet.") % {"name": written.person})
            return redirect("gatherings:record_attendance", found.pk)
    return render(request, "gatherings/record_newcomer.html", {"form": form, "gathering": found})


@page("POST")
def remove_attendance(request, pk):
    """Take a name off the sheet."""
    attendance = get_object_or_404(
        visible_attendances(request.user).select_related("gathering__territory", "person"), pk=pk
    )
    actions.remove_attendance(actor=request.user, attendance=attendance)
    messages.success(request, _("%(name)s is no longer on the sheet.") % {"name": attendance.person})
    return redirect("gatherings:record_attendance", attendance.gathering_id)


@page("GET", "POST")
def count_heads(request, pk):
    """The others, counted without their names."""
    found = get_object_or_404(visible_gatherings(request.user).select_related("territory"), pk=pk)
    require(policies.can_count_heads(request.user, found))
    form = CountHeadsForm(request.POST or None, initial=vars(found))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.count_heads(actor=request.user, gathering=found, **form.cleaned_data)
            messages.success(request, _("The others are counted."))
            return redirect("gatherings:record_attendance", found.pk)
    return render(request, "gatherings/count_heads.html", {"form": form, "gathering": found})


@page("GET", "POST")
def attach_sheet(request, pk):
    """Keep the photograph or the scan of the signed sheet."""
    found = get_object_or_404(visible_gatherings(request.user).select_related("territory"), pk=pk)
    require(policies.can_attach_sheet(request.user, found))
    form = AttachSheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.attach_sheet(actor=request.user, gathering=found, **form.cleaned_data)
            messages.success(request, _("The signed sheet is kept."))
            return redirect(found)
    return render(request, "gatherings/attach_sheet.html", {"form": form, "gathering": found})


@page("GET")
def signed_sheet(request, pk):
    """The signed sheet itself. Each opening is written in the journal."""
    found = get_object_or_404(visible_gatherings(request.user).select_related("sheet"), pk=pk)
    if found.sheet is None:
        raise Http404
    return file_response(request.user, found.sheet)


@page("GET")
def sign_in_sheet(request, pk):
    """A sheet to print and sign: names already known, then blank lines, 12 mm each."""
    found = get_object_or_404(queries.gatherings_with_presence(request.user), pk=pk)
    require(policies.can_record_attendance(request.user, found))
    attendance = list(queries.attendance_of(found))
    blank = range(len(attendance) + 1, max(LINES, len(attendance) + 5) + 1)
    shown = {"gathering": found, "attendance": attendance, "blank": blank}
    return render(request, "gatherings/sign_in_sheet.html", shown)
