"""Giving and ending roles; leave with a substitute."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import Refused
from taghyir.core.http import page, refusals_shown_on
from taghyir.people import actions, policies
from taghyir.people.forms import GiveRoleForm, RecordLeaveForm
from taghyir.people.models import Leave, Role, User
from taghyir.people.policies import visible_people


def account_seen(request: HttpRequest, person_pk: int) -> User:
    """The account of a person one may see, or 404."""
    accounts = User.objects.filter(person__in=visible_people(request.user)).select_related("person__territory")
    return get_object_or_404(accounts, person=person_pk)


@page("GET", "POST")
def give_role(request: HttpRequest, pk: int) -> Any:
    """Give a role to somebody who has an account."""
    user = account_seen(request, pk)
    if not policies.can_give_roles(request.user):
        raise PermissionDenied
    form = GiveRoleForm(request.POST or None, actor=request.user)
    if form.is_valid() and not form.refuse_beyond(request.user):
        with refusals_shown_on(form):
            actions.give_role(actor=request.user, user=user, **form.cleaned_data)
            messages.success(request, _("The role is given."))
            return redirect("people:person", pk)
    return render(request, "people/give_role.html", {"form": form, "person": user.person})


@page("POST")
def end_role(request: HttpRequest, pk: int) -> Any:
    """End a role today."""
    roles = Role.objects.filter(user__person__in=visible_people(request.user)).select_related("territory", "user")
    role = get_object_or_404(roles, pk=pk)
    try:
        actions.end_role(actor=request.user, role=role)
        messages.success(request, _("The role ends today."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("people:person", role.user.person_id)


@page("GET", "POST")
def record_leave(request: HttpRequest, pk: int) -> Any:
    """Say who stands in for somebody, and when."""
    user = account_seen(request, pk)
    if not policies.can_record_leave(request.user, user):
        raise PermissionDenied
    form = RecordLeaveForm(request.POST or None, actor=request.user, user=user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.record_leave(actor=request.user, user=user, **form.cleaned_data)
            messages.success(request, _("The substitute is told."))
            return redirect("people:person", pk)
    return render(request, "people/record_leave.html", {"form": form, "person": user.person})


@page("POST")
def end_leave(request: HttpRequest, pk: int) -> Any:
    """The person is back."""
    leaves = Leave.objects.filter(user__person__in=visible_people(request.user)).select_related("user")
    leave = get_object_or_404(leaves, pk=pk)
    try:
        actions.end_leave(actor=request.user, leave=leave)
        messages.success(request, _("The leave is over."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("people:person", leave.user.person_id)
