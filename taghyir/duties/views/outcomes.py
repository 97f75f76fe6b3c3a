"""One duty: its steps, what became of it, its paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.files import file_response
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.formats import date_text
from taghyir.design.messages import whatsapp
from taghyir.duties import actions, policies, queries
from taghyir.duties.forms import RecordOutcomeForm
from taghyir.duties.rules import ASSEMBLY
from taghyir.duties.views.duties import found_organisation
from taghyir.duties.wording import STATES, STEPS, in_words_of
from taghyir.tables.doors import found_or_noted


def found_duty(request, pk, code, period):
    """The duty, when the law asks it of an organisation one sees; else 404."""
    duty = queries.duty_of(found_organisation(request, pk), code, period)
    if duty is None:
        raise Http404
    return duty


def duty_page(request, duty, form=None, status=200):
    """The page of a duty; a form that was refused is shown with the sentence."""
    organisation = duty.organisation
    with in_words_of(organisation.country):
        words = _("%(organisation)s: %(duty)s. To be done by %(day)s.") % {
            "organisation": organisation,
            "duty": duty,
            "day": date_text(duty.falls_on),
        }
        context = {
            "duty": duty,
            "fact": duty.fact,
            "organisation": organisation,
            "state": STATES[duty.state],
            "steps": [(step, STEPS[step], is_done) for step, is_done in duty.steps],
            "form": form or RecordOutcomeForm(),
            "may_keep": policies.can_keep_duties(request.user, organisation),
            "asks_assembly": duty.code == ASSEMBLY,
            "message": whatsapp(organisation.phone, words) if duty.falls_on and duty.is_open else "",
        }
        return render(request, "duties/duty.html", context, status=status)


@page("GET")
def duty(request, pk, code, period):
    """What is asked, by whom and until when; the steps, one by one."""
    return duty_page(request, found_duty(request, pk, code, period))


@page("POST")
def record_outcome(request, pk, code, period):
    """Done, does not concern us, or put off."""
    found = found_duty(request, pk, code, period)
    form = RecordOutcomeForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.record_outcome(actor=request.user, duty=found, **form.cleaned_data)
            messages.success(request, _("It is written."))
            return redirect("duties:organisation_duties", pk)
    return duty_page(request, found, form, 409 if not form.errors.as_data().keys() - {"__all__"} else 400)


@page("POST")
def take_back_outcome(request, pk):
    """It was said by mistake."""
    outcome = _outcome(request, pk)
    key = (outcome.organisation_id, *outcome.duty_key)
    actions.take_back_outcome(actor=request.user, outcome=outcome)
    messages.success(request, _("It is to be done again."))
    return redirect("duties:duty", *key)


@page("POST")
def tick_step(request, pk, code, period, step):
    """One step is done."""
    found = found_duty(request, pk, code, period)
    try:
        actions.tick_step(actor=request.user, duty=found, step=step)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("duties:duty", pk, code, period)


@page("POST")
def untick_step(request, pk, code, period, step):
    """It is not done after all."""
    found = found_duty(request, pk, code, period)
    try:
        actions.untick_step(actor=request.user, duty=found, step=step)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("duties:duty", pk, code, period)


@page("GET")
def outcome_paper(request, pk):
    """The paper that proves it, for who sees the file; its opening is written."""
    outcome = _outcome(request, pk)
    if outcome.evidence is None:
        raise Http404
    return file_response(request.user, outcome.evidence)


def _outcome(request, pk):
    rows = policies.visible_outcomes(request.user).select_related("organisation", "evidence")
    return found_or_noted(request.user, rows, pk, of="organisation__cases")
