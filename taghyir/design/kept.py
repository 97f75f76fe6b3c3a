"""What a phone keeps of some pages so that they open without network: the files each page loads, and its worker."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.templatetags.static import static

WORKER = {"worker-src": ["'self'"]}  # for the policy of a page that is kept, and of no other
# The engine of forms is WebAssembly, and photos are shown before they are sent: on the pages where one fills, and no other.
ENGINE = {
    "script-src": ["'wasm-unsafe-eval'"],
    "connect-src": ["data:"],
    "img-src": ["blob:"],
    "media-src": ["blob:"],
}
FILES = (  # what every page loads: the sheet, the script, the sign, the faces of both scripts
    "taghyir.css",
    "taghyir.js",
    "design/knot.svg",
    "fonts/plex-latin-400.woff2",
    "fonts/plex-latin-600.woff2",
    "fonts/plex-arabic-400.woff2",
    "fonts/plex-arabic-600.woff2",
)


def files_kept(*own: str) -> list[str]:
    """The addresses of what every page loads, and of the page's `own` files."""
    return [static(file) for file in (*FILES, *own)]


def worker_response(script: str, scope: str, given: Mapping[str, Any] | None = None) -> HttpResponse:
    """The program that gives back kept pages under `scope`: what it is `given`, then the built `script`."""
    code = f"self.kept = {json.dumps(given or {})};\nimportScripts({json.dumps(static(script))});\n"
    headers = {"Service-Worker-Allowed": scope, "Cache-Control": "no-cache"}
    return HttpResponse(code, content_type="text/javascript; charset=utf-8", headers=headers)
