"""A sheet to fill, as many pages are: shown, filled, acted upon, and back to the thing it is about."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from taghyir.core.http import refusals_shown_on


def sheet(
    request: HttpRequest, template: str, form: Form, act: Callable[..., Any], said: str, **shown: Any
) -> HttpResponse:
    """The sheet of `template`; once it is filled, `act` with what it holds, say so, and go to the first thing shown beside it."""
    if form.is_valid():
        with refusals_shown_on(form):
            act(actor=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect(next(iter(shown.values())))
    return render(request, template, {"form": form, **shown})
