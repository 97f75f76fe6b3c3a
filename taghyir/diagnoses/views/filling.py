"""A diagnosis begun from the file, filled in its form by one and resumed by another, with network or without."""

from base64 import b64encode

from csp.decorators import csp_update
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taghyir.accompaniment.policies import visible_cases
from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.kept import WORKER
from taghyir.diagnoses import actions, policies, queries
from taghyir.diagnoses.forms import BeginDiagnosisForm
from taghyir.diagnoses.views.reading import seen
from taghyir.surveys.queries import queue_owner
from taghyir.tables.doors import found_or_noted

PART, HEAVIEST = "xml_submission_file", 10_000_000  # bytes
ENGINE = {"script-src": ["'wasm-unsafe-eval'"], "connect-src": ["data:"], "img-src": ["blob:"], "media-src": ["blob:"]}
STATUS = {"size": 413, "nodes": 413, "depth": 413, "fixed": 403, "unlisted": 403, "unknown": 404}
CONFLICTS = ("finished", "other_form", "other_answers", "conflict")


@page("GET", "POST")
def begin_diagnosis(request, pk):
    """Choose what to look at; the next moment begins."""
    rows = visible_cases(request.user).select_related("organisation", "territory")
    case = found_or_noted(request.user, rows, pk, of="pk")
    require(policies.can_begin_diagnosis(request.user, case))
    proposed = queries.proposed_for(case)
    choices = [(one.depth, f"T{one.moment} · {one.label}") for one in proposed]
    form = BeginDiagnosisForm(request.POST or None, depths=choices)
    if form.is_valid():
        with refusals_shown_on(form):
            begun = actions.begin_diagnosis(actor=request.user, case=case, **form.cleaned_data)
            return redirect("diagnoses:fill_diagnosis", begun.pk)
    return render(request, "diagnoses/begin_diagnosis.html", {"form": form, "case": case, "proposed": proposed})


@csp_update(ENGINE | WORKER)
@page("GET")
def fill_diagnosis(request, pk):
    """The form with what stands today. The answers are in the page: kept on a phone, it opens without network."""
    found = seen(request, pk)
    require(policies.can_save_step(request.user, found))
    if found.finished_at:
        return redirect(found)
    basis = str(found.steps.order_by("-number").values_list("number", flat=True)[0])
    context = {
        "diagnosis": found,
        "basis": basis,
        "instance": f"data:text/xml;base64,{b64encode(queries.sheet_of(found).encode()).decode()}",
        "owner": queue_owner(request.user),
        "draft_key": f"diagnosis:{pk}:{queue_owner(request.user)}",
        "media_folder": reverse("surveys:form_media", args=[found.version_id, "-"]).removesuffix("-"),
        "language": get_language(),
    }
    return render(request, "diagnoses/fill_diagnosis.html", context)


@page("POST")
def save_step(request, pk, basis):
    """Where the browser sends a step. 201, now or before, with what the sheet goes on from; 409 once it is finished."""
    found = seen(request, pk)
    require(policies.can_save_step(request.user, found))
    try:
        step = actions.save_step(
            actor=request.user, diagnosis=found, basis=basis, answers=_answers_in(request, found, basis)
        )
    except Refused as refusal:
        if refusal.code == "same":
            return JsonResponse({"detail": str(refusal), "basis": basis}, status=201)
        status = 409 if refusal.code in CONFLICTS else STATUS.get(refusal.code, 400)
        return JsonResponse({"detail": str(refusal)}, status=status)
    return JsonResponse({"detail": _("This step is kept."), "basis": queries.basis_after(step)}, status=201)


@page("POST")
def finish_diagnosis(request, pk):
    """All was asked: the answers stand."""
    found = seen(request, pk)
    require(policies.can_finish_diagnosis(request.user, found))
    try:
        actions.finish_diagnosis(actor=request.user, diagnosis=found)
        messages.success(request, _("The diagnosis is finished. Its result can be given back."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("POST")
def reopen_diagnosis(request, pk):
    """Open it again, to mend or to go on."""
    found = seen(request, pk)
    require(policies.can_reopen_diagnosis(request.user, found))
    try:
        actions.reopen_diagnosis(actor=request.user, diagnosis=found)
        messages.success(request, _("It is open again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def _answers_in(request, found, basis):
    """Refused when the sheet is missing, too heavy, of another form, or begun on nothing we know."""
    sheet, begun_on = request.FILES.get(PART), queries.answers_at(found, basis)
    if sheet is None:
        raise Refused(_("The part %(name)s is missing.") % {"name": PART}, code="multipart")
    if sheet.size > HEAVIEST:
        raise Refused(_("These answers are larger than 10 MB."), code="size")
    if begun_on is None:
        raise Refused(_("There is no such step of this diagnosis."), code="unknown")
    return queries.answers_sent(sheet.read(), found, begun_on)
