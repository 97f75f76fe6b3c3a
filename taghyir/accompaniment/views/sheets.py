"""A sheet to fill, as most pages of the room are."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from taghyir.core.http import refusals_shown_on


def sheet(
    request: HttpRequest, name: str, form: Form, act: Callable[..., Any], said: str, **shown: Any
) -> HttpResponse:
    """The sheet `name`; once it is filled, `act` with what it holds, say so, and go to the first thing shown beside it."""
    if form.is_valid():
        with refusals_shown_on(form):
            act(actor=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect(next(iter(shown.values())))
    return render(request, f"accompaniment/{name}.html", {"form": form, **shown})
