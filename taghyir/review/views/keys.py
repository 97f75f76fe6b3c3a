"""The keys by which programs read answers: made for one program, shown once, revoked in one act."""

import secrets

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.review import actions, policies, queries
from taghyir.review.forms import MakeFeedKeyForm


@page("GET")
def feed_keys(request):
    """The programs that read answers in this person's name."""
    context = {"keys": queries.keys_of(request.user), "may_add": policies.can_make_feed_key(request.user)}
    return render(request, "review/feed_keys.html", context)


@never_cache
@page("GET", "POST")
def make_feed_key(request):
    """Name a program, then read its key: it is shown this once."""
    require(policies.can_make_feed_key(request.user))
    form = MakeFeedKeyForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            secret = secrets.token_urlsafe(24)
            key = actions.make_feed_key(actor=request.user, secret=secret, **form.cleaned_data)
            return render(request, "review/make_feed_key_shown.html", {"key": key, "secret": secret})
    return render(request, "review/make_feed_key.html", {"form": form})


@page("POST")
def revoke_feed_key(request, pk):
    """The program reads nothing any more."""
    key = get_object_or_404(policies.visible_feed_keys(request.user), pk=pk)
    try:
        actions.revoke_feed_key(actor=request.user, key=key)
        messages.success(request, _("This program reads nothing any more."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("review:feed_keys")
