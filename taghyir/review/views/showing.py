"""Answers on a map, with the list beside it; the photos that came with them."""

import datetime as dt
import json

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.atlas.queries import Part, names_on_map
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.core.languages import base_language
from taghyir.design.alone import PICTURE_ALONE
from taghyir.review import places, queries
from taghyir.review.accesses import seen_on_map
from taghyir.review.columns import places_of_form
from taghyir.review.forms import TakenFilter
from taghyir.review.pictures import SHOWN, small_picture
from taghyir.surveys.policies import visible_attachments, visible_forms
from taghyir.tables.listing import Listing

LISTED = 20
PHOTOS = 24  # of a page


@page("GET")
def answers_map(request, pk):
    """The answers that say where they were given, on a map and in a list. Who looks is written."""
    form, listing = _placed(request, pk)
    note_access(request.user, "answers.seen", form, on="map")
    context = {
        "form": form,
        "listing": listing,
        "lines": _lines(form, listing.page.object_list),
        "query": request.GET.urlencode(),
        "has_places": bool(_paths(form)),
        "card": reverse("review:submission", args=[0]).removesuffix("0/"),
        "names": json.dumps(names_on_map(), ensure_ascii=False, separators=(",", ":")),
        "bounds": ",".join(f"{side:.4f}" for side in places.box_of(listing.rows)),
    }
    return render(request, "review/answers_map.html", context)


@page("GET")
def map_points(request, pk):
    """The points of a part of the map, as JSON. 400 when it is no part of the Earth."""
    form, listing = _placed(request, pk)
    part = Part.read(request.GET)
    if part is None:
        return HttpResponseBadRequest(_("Say which part of the map, and the zoom."))
    _note_once_an_hour(request.user, form)
    return HttpResponse(places.points_in(listing.rows, part), content_type="application/json")


@page("GET")
def map_list(request, pk):
    """The list of what lies in a part of the map: how many, and the first of them. 400 when it is no part of the Earth."""
    form, listing = _placed(request, pk)
    part = Part.read(request.GET)
    if part is None:
        return HttpResponseBadRequest(_("Say which part of the map, and the zoom."))
    _note_once_an_hour(request.user, form)
    found = places.in_part(listing.rows, part)
    context = {"lines": _lines(form, found[:LISTED]), "count": found.count(), "is_part": True}
    return render(request, "review/map_list.html", context)


@page("GET")
def gallery(request, pk):
    """The photos of the answers, small; each opens its answer. Who looks is written."""
    form = get_object_or_404(visible_forms(request.user), pk=pk)
    note_access(request.user, "answers.seen", form, on="gallery")
    listing = _listing(request, form)
    photos = queries.attachments_of(listing.rows).filter(content_type__in=SHOWN).order_by("-pk")
    listing.page = Paginator(photos, PHOTOS).get_page(request.GET.get("page"))
    return render(request, "review/gallery.html", {"form": form, "listing": listing, "query": request.GET.urlencode()})


@page("GET")
def small_photo(request, pk):
    """A photo of an answer one sees, small. 404 when it is none that can be read."""
    found = get_object_or_404(visible_attachments(request.user).filter(content_type__in=SHOWN), pk=pk)
    picture = small_picture(found)
    if picture is None:
        raise Http404
    response = FileResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = PICTURE_ALONE
    return response


def _note_once_an_hour(actor, form):
    """A map that is moved asks again and again: whoever asks for its parts without having opened it is written too."""
    since = timezone.now() - dt.timedelta(hours=1)
    if not seen_on_map(actor, form).filter(at__gte=since).exists():
        note_access(actor, "answers.seen", form, on="map")


def _listing(request, form, narrowed=lambda rows: rows):
    """As in the list, the rejected left out unless they are asked for."""
    listing = Listing(request, narrowed(queries.submissions_with_state(request.user, form)), TakenFilter)
    if not listing.is_filtered:
        listing.rows = listing.form.narrow(listing.rows)
    return listing


def _placed(request, pk):
    form = get_object_or_404(visible_forms(request.user).select_related("current"), pk=pk)
    return form, _listing(request, form, lambda rows: places.with_position(rows, _paths(form)))


def _paths(form):
    return [
        question["path"]
        for question in places_of_form(form)
        if question["type"] == "geopoint" and not question["repeat"]
    ]


def _lines(form, submissions):
    lines = list(submissions)
    queries.summarise(lines, form, base_language())
    return lines
