"""Front pages: home, my day, search across, and what everybody may read."""

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taghyir.core.http import page
from taghyir.design.kept import WORKER
from taghyir.needs.queries import public_need_figures
from taghyir.people.models import Role
from taghyir.places.models import Territory
from taghyir.places.policies import can_change_contact, visible_territories
from taghyir.portal import actions
from taghyir.portal.queries import (
    day_of,
    found_everywhere,
    notices_of,
    organisations_of,
    territories_serving,
    territories_with_counts,
)
from taghyir.tables.listing import FilterForm, Listing
from taghyir.voices.policies import can_record_notice_voices

PROMISES = (
    _("What you tell us is never lost."),
    _("Every need gets an answer, and we tell it to you."),
    _("Your words and your image are yours. You can take them back."),
    _("Every figure we publish opens, down to its proof."),
)
KEPT_FOR = 60  # seconds the home page of visitors is kept: it changes when a territory or its directory does


@login_not_required
@page("GET")
def home(request: HttpRequest) -> HttpResponse:
    is_plain = not request.user.is_authenticated and not request.GET
    key = f"home:{get_language()}"
    if is_plain and (kept := cache.get(key)):
        return HttpResponse(kept)
    asked = request.GET.get("place", "").replace("\0", "")[:80].strip()
    served = territories_serving(asked) if asked else []
    context = {"territories": territories_with_counts(), "asked": asked, "served": served, "promises": PROMISES}
    response = render(request, "portal/home.html", context)
    if is_plain:
        cache.set(key, response.content, KEPT_FOR)
    return response


@csp_update(WORKER)
@page("GET")
def my_day(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/my_day.html", {"day": day_of(request.user)})


@page("GET")
def note(request: HttpRequest) -> HttpResponse:
    """What somebody who works in the field may want to write down, each one tap away."""
    return render(request, "portal/note.html")


@page("GET")
def more(request: HttpRequest) -> HttpResponse:
    is_staff = any(role.kind != Role.Kind.MEMBER for role in request.user.roles_today)
    says_notices = can_record_notice_voices(request.user)
    return render(request, "portal/more.html", {"is_staff": is_staff, "says_notices": says_notices})


@page("GET")
def search(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "")[:100].strip()
    found = found_everywhere(request.user, asked) if len(asked) > 1 else []
    return render(request, "portal/search.html", {"asked": asked, "found": found})


class NoticeFilter(FilterForm):
    def narrow(self, rows, **chosen):
        return rows.filter(subject__icontains=chosen["q"]) if "q" in chosen else rows


@page("GET")
def notices(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, notices_of(request.user), NoticeFilter)
    return render(request, "portal/notices.html", {"listing": listing})


@page("POST")
def read_notices(request: HttpRequest) -> HttpResponse:
    actions.read_notices(actor=request.user)
    return redirect("portal:notices")


@login_not_required
@page("GET")
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html", {"territories": Territory.objects.all()})


@login_not_required
@page("GET")
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html", {"territories": Territory.objects.all()})


@login_not_required
@page("GET")
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@login_not_required
@page("GET")
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@login_not_required
@page("GET")
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(visible_territories(request.user), slug=slug)
    context = {
        "territory": found,
        "organisations": organisations_of(found)[:6],
        "needs": public_need_figures(found),
        "can_change": can_change_contact(request.user, found),
    }
    return render(request, "portal/territory.html", context)
