"""Guards for views: reading never writes; a refusal is shown where the person stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from taghyir.core.actions import Refused
from taghyir.core.reading import reading_only

View = Callable[..., HttpResponseBase]


def page(*methods: str) -> Callable[[View], View]:
    """Accept only these methods, and let GET and HEAD only read."""
    accepted = [*methods, "HEAD"] if "GET" in methods else [*methods]

    def decorate(view: View) -> View:
        @require_http_methods(accepted)
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in ("GET", "HEAD"):
                with reading_only():
                    return view(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        guarded.is_page = True  # type: ignore[attr-defined]
        return guarded

    return decorate


@contextmanager
def refusals_shown_on(form: BaseForm) -> Iterator[None]:
    """Show a refusal on its field when the form has it, else above the form."""
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
