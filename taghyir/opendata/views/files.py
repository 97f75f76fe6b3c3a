"""The public directory as files: the same filters as the list, nothing that everybody does not see."""

from collections.abc import Iterable

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt

from taghyir.atlas.queries import map_shown
from taghyir.core import journal
from taghyir.core.http import page
from taghyir.directory.queries import Asked, page_found
from taghyir.opendata import formats, queries
from taghyir.opendata.models import Booklet
from taghyir.places.queries import territories

FILES = (("geojson", "GeoJSON"), ("kml", "KML"), ("vcards", "vCard"), ("jsonld", "JSON-LD"))


@login_not_required
@page("GET")
def open_data(request):
    """What is open, under which licence, in which formats."""
    asked = Asked.read(request.GET)
    context = {
        "files": FILES,
        "query": asked.as_address(),
        "licence": settings.DATA_LICENCE,
        "changed_at": queries.last_change(),
        "territories": territories(),
        "kinds": Booklet.Kind.choices,
        "languages": Booklet.LANGUAGES,
    }
    return render(request, "opendata/open_data.html", context)


@login_not_required
@page("GET")
def geojson(request):
    """A feature collection (RFC 7946), written as it is read."""
    first = '{"type":"FeatureCollection","features":[\n'
    return _file(
        request, "geojson", "application/geo+json", _between(first, queries.features(_asked(request)), "\n]}\n")
    )


@login_not_required
@page("GET")
def kml(request):
    """For Google Earth and phones."""
    return _file(request, "kml", "application/vnd.google-earth.kml+xml", formats.kml(queries.cards(_asked(request))))


@login_not_required
@page("GET")
def vcards(request):
    """For the address book of a phone."""
    return _file(request, "vcf", "text/vcard; charset=utf-8", formats.vcards(queries.cards(_asked(request))))


@login_not_required
@page("GET")
def jsonld(request):
    """Linked data, in the terms of ESSGlobal."""
    return _file(request, "jsonld", "application/ld+json", formats.jsonld(queries.cards(_asked(request))))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@login_not_required
@page("GET")
def embed(request):
    """A map, with the list that says the same, that a partner shows in a frame of its own site. It sets no cookie."""
    asked = Asked.read(request.GET)
    found = page_found(queries.VISITOR, asked, number=request.GET.get("page", "1"))
    context = {"found": found, "page": found.page, "query": asked.as_address(), "language": get_language()}
    return render(request, "opendata/embed.html", context | map_shown(queries.VISITOR, asked))


def _asked(request) -> Asked:
    return Asked.read(request.GET)


def _between(first: str, lines: Iterable[str], last: str) -> Iterable[str]:
    yield first
    for at, line in enumerate(lines):
        yield f",\n{line}" if at else line
    yield last


def _file(request, extension: str, kind: str, lines: Iterable[str]) -> StreamingHttpResponse:
    reader = request.user if request.user.is_authenticated else None
    journal.note_access(reader, "list.exported", None, name="organisations", format=extension)
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="taghyir-organisations.{extension}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
