"""The list of diagnoses, the page of one, its steps, and the result on two sheets of paper."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.design.formats import written_for
from taghyir.diagnoses import actions, policies, queries
from taghyir.diagnoses.dimensions import FEW_STEPS
from taghyir.diagnoses.forms import DiagnosedNeedsForm, DiagnosesFilter, KeepSignedResultForm
from taghyir.diagnoses.models import SIDES
from taghyir.diagnoses.printed import paper_result
from taghyir.diagnoses.radar import radar_of
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

COLUMNS = [
    (gettext_lazy("File"), lambda one: one.case.number),
    (gettext_lazy("Organisation"), lambda one: str(one.case.organisation)),
    (gettext_lazy("Territory"), lambda one: str(one.case.territory)),
    (gettext_lazy("What it looks at"), lambda one: one.get_depth_display()),
    (gettext_lazy("Moment"), lambda one: one.name),
    (gettext_lazy("Day of the first sitting"), lambda one: one.held_on),
    (gettext_lazy("Begun by"), lambda one: str(one.begun_by)),
    (gettext_lazy("State"), lambda one: one.get_state_display()),
    (gettext_lazy("Items answered"), lambda one: one.items_answered),
    (gettext_lazy("Items that concern them"), lambda one: one.items_asked),
    (gettext_lazy("Given back on"), lambda one: one.given_back_on),
    (gettext_lazy("Instrument"), lambda one: one.version.version),
]


@page("GET")
def diagnoses(request):
    """Every diagnosis one sees, the last first."""
    listing = Listing(request, queries.diagnoses_to_list(request.user), DiagnosesFilter)
    if is_export(request):
        return table_response(request, "diagnoses", COLUMNS, listing.rows)
    return render(request, "diagnoses/diagnoses.html", {"listing": listing})


@page("GET")
def diagnosis(request, pk):
    """Where it stands, each dimension, beside its own past and the median; both priorities."""
    found = seen(request, pk)
    note_access(request.user, "diagnosis.opened", found)
    return shown_diagnosis(request, found)


def shown_diagnosis(request, found, keeping=None):
    """The page; `keeping` is the form of the signed paper that was sent and is shown again."""
    with written_for(found.case.territory.country):
        result = read_result(found)
        context = {
            "diagnosis": found,
            "result": result,
            "radar": radar_of(result),
            "may": _allowed(request.user, found),
            "keeping": keeping or KeepSignedResultForm(),
        }
        context |= {"written": set(found.diagnosed_needs.values_list("dimension", flat=True))}
        context |= {"papers": _papers(found)}
        context |= {"overlaps": queries.overlaps_of(found, base_language())}
        return render(request, "diagnoses/diagnosis.html", context)


@page("GET")
def steps(request, pk):
    """Who filled what, and when; what one replaced of another."""
    found = seen(request, pk)
    rows = queries.steps_of(found, base_language())[:FEW_STEPS]
    return render(request, "diagnoses/steps.html", {"diagnosis": found, "steps": rows})


@page("GET")
def result_paper(request, pk):
    """The result on two sheets, in the language of the address, to read and to sign. Each taking is written."""
    found = seen(request, pk)
    note_access(request.user, "diagnosis.taken", found, language=base_language())
    with written_for(found.case.territory.country):
        content = paper_result(read_result(found))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{found.case.number}-{found.name}-{base_language()}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("GET", "POST")
def hear_diagnosed_needs(request, pk):
    """Choose what becomes a need, with an owner and an answer due."""
    found = seen(request, pk)
    require(policies.can_hear_diagnosed_needs(request.user, found))
    written = set(found.diagnosed_needs.values_list("dimension", flat=True))
    proposed = [one for one in read_result(found).to_act_on if one.code not in written]
    form = DiagnosedNeedsForm(request.POST or None, proposed=proposed)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.hear_diagnosed_needs(actor=request.user, diagnosis=found, **form.cleaned_data)
            messages.success(request, _("The needs are written. Each has an owner and a day for its answer."))
            return redirect(found)
    context = {"form": form, "diagnosis": found, "proposed": proposed}
    return render(request, "diagnoses/hear_diagnosed_needs.html", context)


def seen(request, pk):
    """404 for whoever does not see its file; trying leaves a line on the file."""
    return found_or_noted(request.user, queries.diagnoses_with_all(request.user), pk, of="case")


def read_result(found):
    """In the language of the page."""
    past = queries.past_of(found)
    return queries.result_of(found, past, queries.median_beside(found), base_language())


def _papers(found):
    """The result on paper in each language, whichever the page is read in."""
    papers = []
    for code, name in settings.LANGUAGES:
        if code == code.split("-")[0]:
            with translation.override(code):
                papers.append((code, name, reverse("diagnoses:result_paper", args=[found.pk])))
    return papers


def _allowed(user, found):
    """What the page offers this person today."""
    works = policies.can_save_step(user, found)
    told, missing = bool(found.given_back_on), set(SIDES) - set(found.sides)
    signed = any(one.signed_by_id == user.pk and not one.name for one in found.signatures.all())
    hands = "enterprise" in missing and policies.can_sign_for_mechanism(user, found)
    return {
        "fill": works and not found.finished_at,
        "reopen": works and bool(found.finished_at) and not found.given_back_on,
        "give_back": works and bool(found.finished_at) and not found.given_back_on,
        "hear": bool(found.finished_at) and policies.can_hear_diagnosed_needs(user, found),
        "sign": told and (hands or not signed) and policies.can_sign_result(user, found),
        "keep": told and bool(missing) and policies.can_keep_signed_result(user, found),
    }
