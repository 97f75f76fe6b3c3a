"""What a body reads and answers under its link: no account, no more than it needs."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taghyir.core.http import page, refusals_shown_on
from taghyir.design.formats import written_for
from taghyir.design.visitors import count_miss, has_missed_too_often
from taghyir.intake import actions, queries
from taghyir.intake.forms import AnswerReferralForm
from taghyir.intake.models import Referral

MOST_MISSED = 30  # addresses that are none, of one sender within an hour
MOST_SENT = 20  # answers of one sender within an hour


@login_not_required
@page("GET", "POST")
def answer_referral(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, where, and yes or no. Opening the page answers nothing: machines open mails too."""
    found, serial = _found(request, token)
    if found is None:
        return render(request, "intake/answer_referral_gone.html", {"is_ours": False}, status=404)
    if found.state in (Referral.State.ACCEPTED, Referral.State.REFUSED):
        return render(request, "intake/answer_referral_done.html", {"referral": found})
    if not found.is_open or serial != found.serial:
        return render(request, "intake/answer_referral_gone.html", {"is_ours": True, "referral": found}, status=410)
    form = AnswerReferralForm(request.POST or None)
    if form.is_valid() and _may_send(request, form):
        with refusals_shown_on(form):
            actor = request.user if request.user.is_authenticated else None
            actions.answer_referral(actor=actor, referral=found, serial=serial, **form.cleaned_data)
            return redirect("intake:answer_referral", token)
    context = {"referral": found, "form": form, "contact": queries.contact_shown(found)}
    with written_for(found.demand.territory.country):
        return render(request, "intake/answer_referral.html", context | {"name": queries.name_shown(found)})


def _found(request: HttpRequest, token: str) -> tuple[Referral | None, int]:
    """Addresses that are none are counted: beyond thirty an hour, none is right."""
    if has_missed_too_often(request, "referral-link", most=MOST_MISSED):
        return None, 0
    found, serial = queries.referral_of_token(token)
    if found is None:
        count_miss(request, "referral-link")
    return found, serial


def _may_send(request: HttpRequest, form: AnswerReferralForm) -> bool:
    if has_missed_too_often(request, "referral-answer", most=MOST_SENT):
        form.add_error(None, _("Too many answers came from here within an hour. Try again later, or call."))
        return False
    count_miss(request, "referral-answer")
    return True
