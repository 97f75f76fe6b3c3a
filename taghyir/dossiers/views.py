"""The file as its enterprise holds it, and what its adviser answers."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_bidi, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from taghyir.accompaniment.policies import visible_cases
from taghyir.core.actions import require
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.design.formats import written_for
from taghyir.documents.queries import OPENED
from taghyir.dossiers import actions, policies, queries
from taghyir.dossiers.archive import archive_of
from taghyir.dossiers.forms import (
    AnswerObjectionForm,
    KeepSignedPlanForm,
    ObjectionsFilter,
    SayNotRightForm,
    SignPlanForm,
)
from taghyir.dossiers.printed import paper_file, paper_plan
from taghyir.dossiers.sections import sections_of
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
COLUMNS = [
    (gettext_lazy("File"), lambda one: one.case.number),
    (gettext_lazy("Organisation"), lambda one: str(one.case.organisation)),
    (gettext_lazy("Territory"), lambda one: str(one.case.territory)),
    (gettext_lazy("What it is about"), lambda one: one.get_line_display()),
    (gettext_lazy("What was written"), lambda one: one.as_it_was),
    (gettext_lazy("What is not right"), lambda one: one.words),
    (gettext_lazy("Said by"), lambda one: str(one.said_by)),
    (pgettext_lazy("not right", "Said on"), lambda one: one.said_at),
    (gettext_lazy("Answer"), lambda one: one.answer),
    (gettext_lazy("Answered by"), lambda one: str(one.answered_by or "")),
    (gettext_lazy("Answered on"), lambda one: one.answered_at),
]


@page("GET")
def own_file(request, pk):
    """What is planned, done and owed by whom, line by line, with what members said of each."""
    case = _case(request, pk)
    note_access(request.user, "case.opened_page", case)
    objectives = list(queries.objectives_of(case))
    plan = queries.plan_of(case, objectives)
    digest, signatures = queries.digest_of(plan), list(queries.signatures_of(case))
    lines, may = queries.lines_of(case, objectives), policies.can_do(request.user, case)
    context = {
        "case": case,
        "lines": lines,
        "few": queries.FEW,
        "signatures": signatures,
        "digest": digest,
        "may": may,
        "is_plan_to_sign": queries.is_to_sign(plan, digest, signatures),
        "service_count": next((line.count for line in lines["service"]), 0),
        "to_sign": [line for some in lines.values() for line in some if line.to_sign],
    }
    with written_for(case.territory.country):
        return render(request, "dossiers/own_file.html", context)


@page("GET")
def all_lines(request, pk, line):
    """All lines of one kind, each with what members said of it: the page of the file shows the last few."""
    case = _case(request, pk)
    if (kind := queries.MANY.get(line)) is None:
        raise Http404
    shown = Paginator(kind.rows(case), queries.FEW).get_page(request.GET.get("page"))
    rows, may = [kind.said(one) for one in shown], policies.can_do(request.user, case)
    queries.with_objections(case, rows)
    with written_for(case.territory.country):
        context = {"case": case, "title": kind.title, "page": shown, "rows": rows, "may": may}
        return render(request, "dossiers/all_lines.html", context)


@page("GET", "POST")
def say_not_right(request, pk, line, line_id):
    """Say that one line is not right, in one's own words."""
    case = _case(request, pk)
    require(policies.can_say_not_right(request.user, case))
    if not (words := queries.words_of_line(case, line, line_id)):
        raise Http404
    form = SayNotRightForm(request.POST or None, line=line)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.say_not_right(actor=request.user, case=case, line=line, line_id=line_id, **form.cleaned_data)
            messages.success(request, _("It is said. Your adviser answers here, and you are told."))
            return redirect("dossiers:own_file", pk)
    return render(request, "dossiers/say_not_right.html", {"form": form, "case": case, "words": words, "line": line})


@page("GET")
def objections(request):
    """What members say is not right in their files, those to answer first."""
    require(policies.can_see_objections(request.user))
    listing = Listing(request, queries.objections_to_list(request.user), ObjectionsFilter)
    if not listing.is_filtered:
        listing.rows = listing.form.narrow(listing.rows)  # what is answered is one filter away
    if is_export(request):
        return table_response(request, "not-right", COLUMNS, listing.rows)
    return render(request, "dossiers/objections.html", {"listing": listing})


@page("GET", "POST")
def answer_objection(request, pk):
    """Say what was mended, or why the line stays."""
    found = found_or_noted(request.user, queries.objections_to_list(request.user), pk, of="case")
    require(policies.can_answer_objection(request.user, found))
    form = AnswerObjectionForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.answer_objection(actor=request.user, objection=found, **form.cleaned_data)
            messages.success(request, _("They read your answer in their file."))
            return redirect(found)
    return render(request, "dossiers/answer_objection.html", {"form": form, "objection": found})


@page("GET", "POST")
def sign_plan(request, pk):
    """Read the plan once more, and sign it with the finger; or hand the screen to who signs."""
    case = _case(request, pk)
    is_handed = policies.can_hand_plan(request.user, case)
    require(is_handed or policies.can_sign_plan(request.user, case))
    plan = queries.plan_of(case)
    known = {"initial": {"digest": queries.digest_of(plan)}, "case": case if is_handed else None}
    form = SignPlanForm(request.POST or None, request.FILES or None, **known)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.sign_plan(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The plan is signed. What you signed is kept as it is today."))
            return redirect("dossiers:own_file", pk)
    with written_for(case.territory.country):
        context = {"form": form, "case": case, "lines": queries.lines_of_plan(plan)}
        return render(request, "dossiers/sign_plan.html", context)


@page("GET")
def plan_paper(request, pk):
    """The plan of today on paper, to be signed with a pen: each sheet says its code. Each taking is written."""
    case = _case(request, pk)
    plan = queries.plan_of(case)
    if not plan["objectives"]:
        raise Http404
    note_access(request.user, "plan.taken", case)
    with written_for(case.territory.country):
        response = HttpResponse(paper_plan(case, plan), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{case.number}-plan.pdf") or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("GET", "POST")
def keep_signed_plan(request, pk):
    """The scan or the photo of the plan that was signed on paper: who signed, and when."""
    case = _case(request, pk)
    require(policies.can_keep_signed_plan(request.user, case))
    form = KeepSignedPlanForm(request.POST or None, request.FILES or None, case=case)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.keep_signed_plan(actor=request.user, case=case, **form.cleaned_data)
            messages.success(request, _("The signed paper is kept."))
            return redirect("dossiers:own_file", pk)
    return render(request, "dossiers/keep_signed_plan.html", {"form": form, "case": case})


@page("GET")
def signature(request, pk):
    """What was drawn, for whoever sees the file."""
    rows = policies.visible_signatures(request.user).select_related("drawing")
    found = found_or_noted(request.user, rows, pk, of="case")
    return file_response(request.user, found.drawing)


@page("GET")
def signed_plan(request, pk):
    """The plan as somebody signed it, and what is otherwise today. Each opening is written."""
    rows = policies.visible_signatures(request.user).select_related("case__organisation", "case__territory")
    signed = found_or_noted(request.user, rows.select_related("signed_by__person"), pk, of="case")
    note_access(request.user, "case.opened_page", signed.case)
    now = queries.plan_of(signed.case)
    gone, new = queries.changed_since(signed.plan, now)
    is_same = signed.digest == queries.digest_of(now)
    context = {"signed": signed, "lines": queries.lines_of_plan(signed.plan), "is_same": is_same}
    with written_for(signed.case.territory.country):
        return render(request, "dossiers/signed_plan.html", context | {"gone": gone, "new": new})


@page("GET")
def take_file(request, pk, ending):
    """The whole file, to read (HTML), to print (PDF), for another software (JSON), or with its documents (ZIP)."""
    case = _case(request, pk)
    require(policies.can_take_file(request.user, case))
    note_access(request.user, "file.taken", case, format=ending)
    with written_for(case.territory.country):
        whole = queries.whole_file(case, request.user)
        response = _archive(request, case, whole) if ending == "zip" else HttpResponse(_written(case, ending, whole))
    if whole["register"]:
        note_access(request.user, "register.taken", case.organisation, kind="file", ending=ending)
    response["Content-Type"] = TYPES[ending]
    response["Content-Disposition"] = content_disposition_header(True, f"{case.number}.{ending}") or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _archive(request, case, whole):
    """Each document in it is opened, and written so, before the first byte leaves."""
    files = queries.files_of(case)
    pages = {f"{case.number}.{ending}": _written(case, ending, whole) for ending in ("html", "json", "pdf")}
    for one in files:
        if one.document:
            note_access(request.user, OPENED, one.document, version=one.number)
    return StreamingHttpResponse(archive_of(case.number, pages, files))


def _written(case, ending, whole):
    if ending == "json":
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()
    sections = sections_of(whole)
    if ending == "pdf":
        return paper_file(case, sections)
    words = {"case": case, "sections": sections, "language": get_language(), "is_right_to_left": get_language_bidi()}
    return render_to_string("dossiers/whole_file.html", words).encode()


def _case(request, pk):
    """404 for who may not see it; trying leaves a line on it."""
    named = ("organisation__place", "organisation__legal_form", "territory", "demand", "adviser__person")
    return found_or_noted(request.user, visible_cases(request.user).select_related(*named), pk, of="pk")
