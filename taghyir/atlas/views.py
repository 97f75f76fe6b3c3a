"""The map of the directory, and what it asks for as it moves. The list beside it says the same, with or without it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from taghyir.atlas import queries
from taghyir.core.http import page
from taghyir.directory.queries import Asked, DirectoryFilters, page_found


@login_not_required
@page("GET")
def directory_map(request):
    """What is found, on the map and in a list."""
    asked = Asked.read(request.GET)
    found = page_found(request.user, asked, number=request.GET.get("page", "1"))
    context = {
        "found": found,
        "filters": DirectoryFilters(asked, found.counts),
        "page": found.page,
        "query": asked.as_address(),
    }
    return render(request, "atlas/directory_map.html", context | queries.map_shown(request.user, asked))


@login_not_required
@page("GET")
def points(request):
    """The points of a part of the map, as JSON. 400 when it is no part of the Earth."""
    part = queries.Part.read(request.GET)
    if part is None:
        return HttpResponseBadRequest(_("Say which part of the map, and the zoom."))
    text = queries.points_in(request.user, Asked.read(request.GET), part)
    return HttpResponse(text, content_type="application/json")


@login_not_required
@page("GET")
def here(request):
    """The list of what lies in a part of the map, a page at a time. 400 when it is no part of the Earth."""
    part = queries.Part.read(request.GET)
    if part is None:
        return HttpResponseBadRequest(_("Say which part of the map, and the zoom."))
    lines, found = queries.lines_in(request.user, Asked.read(request.GET), part, request.GET.get("page", "1"))
    return render(request, "atlas/here.html", {"lines": lines, "page": found, "is_part": True})
