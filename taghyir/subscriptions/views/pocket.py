"""My territory in my pocket: a page that a phone keeps, with all that is published there, and works without network."""

import gzip
from hashlib import sha256

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from taghyir.core.http import page
from taghyir.core.languages import base_language
from taghyir.design import formats
from taghyir.design.kept import WORKER, files_kept, worker_response
from taghyir.directory.queries import as_shown_to, directory_changed_at
from taghyir.places.models import Territory
from taghyir.subscriptions import queries

KEPT_FOR = (
    60  # seconds the pack of a territory is kept for everybody; a line of the journal about the directory renews it
)


@login_not_required
@csp_update(WORKER)  # the worker that keeps this page, on this page only
@page("GET")
def pocket(request, slug):
    """The organisations of the territory; with a script, all of them at once, searched on the phone itself."""
    territory = get_object_or_404(Territory, slug=slug)
    asked = request.GET.get("q", "").replace("\0", "")[:100]
    rows = queries.organisations_in_pocket(territory)
    rows = rows.found_by(asked) if asked.strip() else rows
    shown = Paginator(rows, 20).get_page(request.GET.get("page"))
    with formats.written_for(territory.country):
        context = {
            "territory": territory,
            "asked": asked,
            "page": shown,
            "organisations": list(as_shown_to(AnonymousUser(), shown)),
            "locale": str(formats.locale()).replace("_", "-"),
        }
        return render(request, "subscriptions/pocket.html", context)


@login_not_required
@page("GET")
def pocket_manifest(request, slug):
    """What a phone needs to install the page: its name, its sign, where it begins."""
    territory = get_object_or_404(Territory, slug=slug)
    here = reverse("subscriptions:pocket", args=[slug])
    manifest = {
        "id": here,
        "name": _("%(territory)s in my pocket") % {"territory": territory},
        "short_name": str(territory),
        "start_url": here,
        "scope": here,
        "display": "standalone",
        "lang": base_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "theme_color": "#213f7d",
        "background_color": "#f7f5f0",
        "icons": [{"src": static("design/knot.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@login_not_required
@page("GET")
def pocket_worker(request, slug):
    """The program that keeps the page on the phone: which files, then what is done with them. It rules this page alone."""
    territory = get_object_or_404(Territory, slug=slug)
    here = reverse("subscriptions:pocket", args=[slug])
    files = files_kept("pocket.js")
    kept = {
        "page": here,
        "pack": reverse("subscriptions:pocket_pack", args=[slug]),
        "files": files,
        "name": f"pocket-{territory.slug}-{base_language()}-",
        "version": sha256(repr(files).encode()).hexdigest()[:12],
    }
    return worker_response("pocket-worker.js", here, kept)


@login_not_required
@page("GET")
def pocket_pack(request, slug):
    """All that is published of the territory, in one file. 304 when the phone has it already."""
    territory = get_object_or_404(Territory, slug=slug)
    etag, packed = _packed(territory)
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if is_packed else gzip.decompress(packed), content_type="application/json")
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=etag, response=response)


def _packed(territory):
    """The tag of the pack and the pack, compressed: made anew when the directory changed, else a minute later."""
    kept_as = sha256(f"{territory.pk} {get_language()} {directory_changed_at()}".encode()).hexdigest()

    def made():
        written = queries.written_pack(territory)
        return f'W/"{sha256(written).hexdigest()[:32]}"', gzip.compress(written, 9, mtime=0)

    return cache.get_or_set(f"pocket-{kept_as}", made, KEPT_FOR)
