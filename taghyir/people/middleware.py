"""The words and formats of a page follow the person: their country, their clock. Coordinators are led to a second factor."""

from django.http import JsonResponse
from django.shortcuts import redirect

from taghyir.core.languages import base_language
from taghyir.people.accounts import lacks_second_factor

OPEN_WITHOUT_SECOND_FACTOR = ("account_", "mfa_", "set_language", "second_factor", "choose_language")


def follow_person(get_response):
    """Write for the country of whoever is signed in, by their clock; the language stays the one of the address.

    Three statements in all: the session, the account with its person, the roles.
    """

    def follow(request):
        if not request.user.is_authenticated:
            return get_response(request)
        with request.user.reading(base_language()):
            return get_response(request)

    return follow


class SecondFactorFirst:
    """A coordinator without a second factor sets one up before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name or ""
        if name.startswith(OPEN_WITHOUT_SECOND_FACTOR) or not request.user.is_authenticated:
            return None
        if not lacks_second_factor(request.user):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"code": "second_factor"}, status=403)
        return redirect("people:second_factor")
