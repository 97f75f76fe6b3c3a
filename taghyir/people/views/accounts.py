"""Accounts: invited, opened, closed; one's own language and second factor."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import Refused
from taghyir.core.http import page, refusals_shown_on
from taghyir.people import actions, policies, queries
from taghyir.people.accounts import lacks_second_factor
from taghyir.people.forms import AcceptInvitationForm, ChooseLanguageForm, DisableUserForm, InvitePersonForm
from taghyir.people.models import COORDINATORS, Role, User
from taghyir.people.policies import visible_invitations, visible_people
from taghyir.people.views.roles import account_seen
from taghyir.tables.exports import table_response
from taghyir.tables.listing import FilterForm, Listing, is_export

INVITATION_COLUMNS = (
    (_("E-mail"), lambda invitation: invitation.email),
    (_("Role"), lambda invitation: invitation.get_kind_display()),
    (_("Territory"), lambda invitation: str(invitation.territory or "")),
    (_("Country"), lambda invitation: invitation.get_country_display()),
    (_("Invited by"), lambda invitation: str(invitation.invited_by)),
    (_("Invited on"), lambda invitation: invitation.invited_at),
    (_("Accepted on"), lambda invitation: invitation.accepted_at),
    (_("Withdrawn on"), lambda invitation: invitation.withdrawn_at),
)


class _InvitationsFilter(FilterForm):
    def narrow(self, rows: Any, **chosen: Any) -> Any:
        return rows.filter(email__icontains=chosen["q"])


@page("GET")
def invitations(request: HttpRequest) -> Any:
    """Who was invited, and what became of it."""
    if not request.user.has_role(*COORDINATORS, Role.Kind.AUDITOR):
        raise PermissionDenied
    rows = visible_invitations(request.user).select_related("territory", "invited_by__person", "person")
    listing = Listing(request, rows.order_by("-invited_at"), _InvitationsFilter)
    if is_export(request):
        return table_response(request, "invitations", INVITATION_COLUMNS, listing.rows)
    may_invite = policies.can_give_roles(request.user)
    return render(request, "people/invitations.html", {"listing": listing, "may_invite": may_invite})


@page("GET", "POST")
def invite_person(request: HttpRequest) -> Any:
    """Offer an account; `?person=` when somebody is already recorded."""
    if not policies.can_give_roles(request.user):
        raise PermissionDenied
    chosen = request.GET.get("person", "")
    person = get_object_or_404(visible_people(request.user), pk=chosen) if chosen.isdecimal() else None
    form = InvitePersonForm(request.POST or None, actor=request.user, initial={"email": person.email if person else ""})
    if form.is_valid() and not form.refuse_beyond(request.user):
        with refusals_shown_on(form):
            actions.invite_person(actor=request.user, person=person, **form.cleaned_data)
            messages.success(request, _("The invitation leaves by e-mail. Its link is good for 14 days."))
            return redirect("people:invitations")
    return render(request, "people/invite_person.html", {"form": form, "person": person})


@page("POST")
def withdraw_invitation(request: HttpRequest, pk: int) -> Any:
    """The link no longer opens anything."""
    invitation = get_object_or_404(visible_invitations(request.user), pk=pk)
    try:
        actions.withdraw_invitation(actor=request.user, invitation=invitation)
        messages.success(request, _("The invitation is withdrawn."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("people:invitations")


@login_not_required
@page("GET", "POST")
def accept_invitation(request: HttpRequest, secret: str) -> Any:
    """Choose a password, and enter. A link that is used, withdrawn or too old says so, and whom to ask."""
    invitation = queries.invitation_of(secret)
    if invitation is None:
        return render(request, "people/accept_invitation_gone.html", status=410)
    form = AcceptInvitationForm(request.POST or None, needs_name=invitation.person_id is None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.accept_invitation(actor=None, invitation=invitation, **form.cleaned_data)
            user = User.objects.get(email=invitation.email)
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, _("Welcome. Your account is open."))
            return redirect("people:my_account")
    return render(request, "people/accept_invitation.html", {"form": form, "invitation": invitation})


@page("GET", "POST")
def disable_user(request: HttpRequest, pk: int) -> Any:
    """Close an account and hand over what it has open."""
    user = account_seen(request, pk)
    if not policies.can_disable_user(request.user, user):
        raise PermissionDenied
    form = DisableUserForm(request.POST if request.method == "POST" else None, actor=request.user, user=user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.disable_user(actor=request.user, user=user, **form.cleaned_data)
            messages.success(request, _("The account is closed."))
            return redirect("people:person", pk)
    return render(request, "people/disable_user.html", {"form": form, "person": user.person})


@page("POST")
def enable_user(request: HttpRequest, pk: int) -> Any:
    """Open a closed account again."""
    actions.enable_user(actor=request.user, user=account_seen(request, pk))
    messages.success(request, _("The account is open again. Give it a role."))
    return redirect("people:person", pk)


@page("GET")
def my_account(request: HttpRequest) -> Any:
    """One's own account: language, password, second factor, and where the rest is."""
    shown = {
        "account": request.user,
        "has_second_factor": getattr(request.user, "has_second_factor", False),
        "must_have_second_factor": request.user.has_role(*COORDINATORS),
        "is_asked": settings.SECOND_FACTOR_REQUIRED,
    }
    return render(request, "people/my_account.html", shown)


@page("GET", "POST")
def choose_language(request: HttpRequest) -> Any:
    """Choose the language of one's pages and mails."""
    form = ChooseLanguageForm(request.POST or None, initial={"language": request.user.language})
    if form.is_valid():
        with refusals_shown_on(form):
            actions.choose_language(actor=request.user, **form.cleaned_data)
            language = form.cleaned_data["language"]
            answer = redirect(translate_url(request.build_absolute_uri("../"), language))
            answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, settings.LANGUAGE_COOKIE_AGE, samesite="Lax")
            return answer
    return render(request, "people/choose_language.html", {"form": form})


@page("GET")
def second_factor(request: HttpRequest) -> Any:
    """Why a coordinator needs a second factor, and the two ways to set one up."""
    if (
        not lacks_second_factor(request.user)
        and request.user.has_role(*COORDINATORS)
        and settings.SECOND_FACTOR_REQUIRED
    ):
        return redirect("people:my_account")
    return render(request, "people/second_factor.html", {"is_asked": settings.SECOND_FACTOR_REQUIRED})
