"""A refusal that no page has shown in its place is still a sentence, never an error of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taghyir.core.actions import Refused


class RefusalsSaid:
    """Answers 409 with the sentence of a refusal that left a view. What the action had written is undone by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page with the sentence; None for what is no refusal."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "409.html", {"sentence": str(exception)}, status=409)
