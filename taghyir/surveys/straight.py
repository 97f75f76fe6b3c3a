"""The shortest way for what phones send: past sessions, cookies and forms of pages, which they have nothing to do with."""

from collections.abc import Callable
from functools import cache
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation

from taghyir.surveys.openrosa import submission

Answer = Callable[[HttpRequest], HttpResponseBase]


def straight_to_the_door(get_response: Answer) -> Answer:
    """An answer that bears the password of a phone is led to the door of phones at once. The door itself asks who knocks."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        bears_password = "HTTP_AUTHORIZATION" in request.META and request.method == "POST"
        if not bears_password or request.path_info != _door():
            return get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = cast(HttpResponse, submission(request))
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer


@cache
def _door() -> str:
    return reverse("openrosa:submission")
