"""What surrounds every page: navigation, demo ribbon, unread notices."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taghyir.people.models import Role
from taghyir.portal.queries import unread_notices

Entry = tuple[str, str, str, bool]  # url name, label, icon, is the main one


def _of_visitors() -> list[Entry]:
    return [
        ("portal:home", _("Home"), "home", False),
        ("directory:organisations", _("Directory"), "cooperative", False),
        ("portal:help", _("Help"), "add", True),
        ("portal:about", _("Programme"), "book", False),
        ("portal:privacy", _("Your data"), "lock", False),
    ]


def _of_members() -> list[Entry]:
    return [
        ("portal:my_day", _("My day"), "calendar", False),
        ("directory:organisations", _("Directory"), "cooperative", False),
        ("portal:help", _("Help"), "add", True),
        ("portal:notices", _("News for me"), "bell", False),
        ("portal:more", _("More"), "menu", False),
    ]


def _of_staff() -> list[Entry]:
    return [
        ("portal:my_day", _("My day"), "calendar", False),
        ("accompaniment:cases", _("Files"), "folder", False),
        ("portal:note", _("Note"), "add", True),
        ("results:dashboard", pgettext("navigation", "Territory"), "chart", False),
        ("portal:more", _("More"), "menu", False),
    ]


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        entries = _of_visitors()
    else:
        is_staff = any(role.kind != Role.Kind.MEMBER for role in request.user.roles_today)
        entries = _of_staff() if is_staff else _of_members()
    here = request.path
    found = [(reverse(name), label, icon, main) for name, label, icon, main in entries]
    longest = max((url for url, *_rest in found if here.startswith(url)), key=len, default="")
    is_home = found and longest == found[0][0] and here != longest and not request.user.is_authenticated
    return [
        {"url": url, "label": label, "icon": icon, "main": main, "current": url == longest and not is_home}
        for url, label, icon, main in found
    ]


def around_the_page(request: HttpRequest) -> dict[str, Any]:
    """Read by the base page. Costs nothing on a page that does not show it.

    A request refused at the door, for the name of a host that is not ours, has nobody yet.
    """
    request.user = getattr(request, "user", AnonymousUser())
    is_here = request.user.is_authenticated
    return {
        "demo_ribbon": settings.DEMO,
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "notices": SimpleLazyObject(lambda: unread_notices(request.user)) if is_here else None,
        "account_url": reverse("people:my_account") if is_here else "",
        "theme": "auto",
    }
