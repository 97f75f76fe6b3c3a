"""A demand is sent to another body; the links that wait, and one of them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from taghyir.accompaniment.models import Demand
from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.messages import mail, whatsapp
from taghyir.intake import actions, policies, queries
from taghyir.intake.forms import ReferralsFilter, SendReferralForm, WithdrawReferralForm
from taghyir.intake.models import Referral
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Column, Listing, is_export

COLUMNS: list[Column] = [
    (gettext_lazy("organisation"), lambda one: str(one.demand.organisation)),
    (gettext_lazy("territory"), lambda one: str(one.demand.territory)),
    (gettext_lazy("which body"), lambda one: one.body_name),
    (pgettext_lazy("referral", "sent on"), lambda one: one.sent_on),
    (gettext_lazy("the link holds until"), lambda one: one.expires_on),
    (gettext_lazy("state"), lambda one: one.get_state_display()),
    (gettext_lazy("days of waiting"), lambda one: one.waited_days),
    (gettext_lazy("answered on"), lambda one: one.answered_at.date() if one.answered_at else None),
    (gettext_lazy("their answer"), lambda one: one.answer),
    (gettext_lazy("reason"), lambda one: one.reason),
    (gettext_lazy("sent by"), lambda one: str(one.sent_by)),
]


@page("GET")
def referrals(request: HttpRequest) -> HttpResponseBase:
    """Where demands were sent, and what became of them."""
    require(policies.can_read_intake(request.user))
    listing = Listing(request, queries.referrals_with_all(request.user), ReferralsFilter)
    if is_export(request):
        return table_response(request, "referrals", COLUMNS, listing.rows)
    return render(request, "intake/referrals.html", {"listing": listing})


@page("GET")
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with its link for whoever decides."""
    return _shown(request, _seen(request, pk), WithdrawReferralForm())


@page("GET", "POST")
def send_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """To which body, why, what it reads."""
    demand = found_or_noted(request.user, queries.demand_named(request.user), pk, of="pk", verb=Demand.TURNED_AWAY)
    require(policies.can_refer_demand(request.user, demand))
    first = {"asked": demand.words}
    form = SendReferralForm(request.POST or None, actor=request.user, demand=demand, initial=first)
    if form.is_valid():
        with refusals_shown_on(form):
            sent = actions.send_referral(actor=request.user, demand=demand, **form.cleaned_data)
            messages.success(request, _("The enterprise is directed to another body, and told why."))
            return redirect(sent)
    return render(request, "intake/send_referral.html", {"form": form, "demand": demand})


@page("POST")
def renew_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Another link for fourteen days."""
    found = _seen(request, pk)
    try:
        actions.renew_referral(actor=request.user, referral=found)
        messages.success(request, _("The new link holds for fourteen days. The one before is dead."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@page("POST")
def withdraw_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """The body is asked no more."""
    found, form = _seen(request, pk), WithdrawReferralForm(request.POST)
    require(policies.can_withdraw_referral(request.user, found))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.withdraw_referral(actor=request.user, referral=found, **form.cleaned_data)
            messages.success(request, _("The link is dead, and the demand is to be decided anew."))
            return redirect(found.demand)
    return _shown(request, found, form)


def _seen(request: HttpRequest, pk: int) -> Referral:
    rows = queries.referrals_with_all(request.user)
    return found_or_noted(request.user, rows, pk, of="demand", verb=Demand.TURNED_AWAY)


def _shown(request: HttpRequest, found: Referral, form: WithdrawReferralForm) -> HttpResponse:
    context = {"referral": found, "form": form, "contact": queries.contact_shown(found)}
    if found.is_open and policies.can_see_link(request.user, found):
        with translation.override("fr"):
            path = reverse("intake:answer_referral", args=[queries.token_of(found)])
        link = settings.SITE_URL + path
        words = _("We direct an enterprise to you. Please read and answer here: %(link)s") % {"link": link}
        context |= {
            "link": link,
            "whatsapp": whatsapp("", words),
            "mail": mail(found.email, str(found.demand.territory), words),
        }
    context["may"] = found.state == Referral.State.SENT and policies.can_renew_referral(request.user, found)
    return render(request, "intake/referral.html", context)
