"""Assemblies: called, held, and their papers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.journal import note_access
from taghyir.duties import actions, papers, policies, queries
from taghyir.duties.forms import CallAssemblyForm, RecordAssemblyForm
from taghyir.duties.printed import as_pdf, as_text
from taghyir.duties.views.duties import found_organisation
from taghyir.duties.wording import in_words_of
from taghyir.tables.doors import found_or_noted

PAPERS = {"call": papers.call_paper, "attendance": papers.attendance_paper, "minutes": papers.minutes_paper}


def found_assembly(request, pk):
    """The assembly, when who asks sees the duties of its organisation; else 404."""
    return found_or_noted(request.user, queries.assemblies_with_items(request.user), pk, of="organisation__cases")


def paper_response(paper, name, ending):
    """A paper to print, or its words to edit."""
    is_pdf = ending == "pdf"
    content_type = "application/pdf" if is_pdf else "text/plain; charset=utf-8"
    response = HttpResponse(as_pdf(paper) if is_pdf else as_text(paper), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@page("GET", "POST")
def call_assembly(request, pk):
    """Choose the day, the place and the agenda; the papers are then ready."""
    organisation = found_organisation(request, pk)
    require(policies.can_call_assembly(request.user, organisation))
    with in_words_of(organisation.country):
        usual = "\n".join(
            (_("Report of the board"), _("Accounts of the year"), _("Programme and budget"), _("Other matters"))
        )
        asked = {"agenda": usual, "year": timezone.localdate().year - 1, "place": str(organisation.place or "")}
        form = CallAssemblyForm(request.POST or None, initial=asked)
        if form.is_valid():
            with refusals_shown_on(form):
                called = actions.call_assembly(actor=request.user, organisation=organisation, **form.cleaned_data)
                messages.success(request, _("The assembly is called: its papers are ready."))
                return redirect(called)
        return render(request, "duties/call_assembly.html", {"form": form, "organisation": organisation})


@page("GET")
def assembly(request, pk):
    """One assembly: its papers, then who came and what was decided."""
    found = found_assembly(request, pk)
    with in_words_of(found.organisation.country):
        rules = queries.rules_of_assembly(found)
        context = {
            "assembly": found,
            "organisation": found.organisation,
            "quorum_words": papers.said_of_quorum(found, rules),
            "proxy_words": papers.said_of_proxies(rules),
            "notice_words": papers.said_of_notice(rules),
            "quorum": queries.quorum_of(found, rules),
            "kinds": [("call", _("The call")), ("attendance", _("Attendance sheet")), ("minutes", _("The minutes"))],
            "may_keep": policies.can_record_assembly(request.user, found),
            "is_to_come": found.held_on > timezone.localdate(),
        }
        return render(request, "duties/assembly.html", context)


@page("GET", "POST")
def record_assembly(request, pk):
    """Who came, who was represented, what was decided and with how many votes."""
    found = found_assembly(request, pk)
    require(policies.can_record_assembly(request.user, found))
    with in_words_of(found.organisation.country):
        said = papers.said_of_proxies(queries.rules_of_assembly(found))
        known = {"members": queries.members_of_assembly(found.organisation, found.held_on)}
        form = RecordAssemblyForm(request.POST or None, items=list(found.items.all()), initial=known)
        if form.is_valid():
            with refusals_shown_on(form):
                actions.record_assembly(actor=request.user, assembly=found, **form.said)
                messages.success(request, _("The assembly is written down: its minutes are ready to sign."))
                return redirect(found)
        shown = {"form": form, "assembly": found, "proxy_words": said}
        return render(request, "duties/record_assembly.html", shown)


@page("POST")
def cancel_assembly(request, pk):
    """It will not be held."""
    found = found_assembly(request, pk)
    try:
        actions.cancel_assembly(actor=request.user, assembly=found)
        messages.success(request, _("The assembly is given up."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("GET")
def assembly_paper(request, pk, kind, language, ending):
    """The call, the attendance sheet or the minutes, in French or in Arabic, to print or to edit."""
    found = found_assembly(request, pk)
    note_access(request.user, "assembly.paper_taken", found, kind=kind, language=language, ending=ending)
    with in_words_of(found.organisation.country, language):
        paper = PAPERS[kind](found, queries.rules_of_assembly(found))
        name = slugify(f"{kind}-{found.organisation.name}-{found.held_on}") or kind
        return paper_response(paper, name, ending)
