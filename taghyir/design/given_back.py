"""Pages that are the same for every visitor, given back whole before the house asks who comes.

A room names such a page with what tells when it changed: `given_back("directory:organisations", directory_changed_at)`. Only a
visitor without any cookie is given it, under the exact address that was asked before, with every header it had then.
"""

from collections.abc import Callable
from functools import cache as remembered
from hashlib import sha256
from importlib import import_module

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation

KEPT_FOR = 60  # seconds
LONGEST = 200  # letters of an address; a longer one is asked once
Answer = Callable[[HttpRequest], HttpResponseBase]
_pages: dict[str, Callable[[], str]] = {}


def given_back(page: str, changed_at: Callable[[], str]) -> None:
    """Keep `page` for visitors as long as `changed_at` says the same, for a minute at most."""
    _pages[page] = changed_at


def give_back(get_response: Answer) -> Answer:
    """The page as it was a moment ago, when nothing of it changed; else as the house answers now."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        changed_at = _addresses().get(request.path_info) if request.method == "GET" else None
        address = request.get_full_path()
        if changed_at is None or request.META.get("HTTP_COOKIE") or len(address) > LONGEST:
            return get_response(request)
        seen = f"{request.scheme} {request.META.get('HTTP_HOST')} {address} {changed_at()}"
        name = f"page-{sha256(seen.encode()).hexdigest()}"
        if kept := cache.get(name):
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = get_response(request)
        if isinstance(response, HttpResponse) and response.status_code == 200 and not response.cookies:
            cache.set(name, (response.content, dict(response.headers)), KEPT_FOR)
        return response

    return answer


@remembered
def _addresses() -> dict[str, Callable[[], str]]:
    """What tells when the page at an address changed, in each language."""
    import_module(settings.ROOT_URLCONF)  # rooms name their pages as their views are read
    found: dict[str, Callable[[], str]] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {reverse(page): changed_at for page, changed_at in _pages.items()}
    return found
