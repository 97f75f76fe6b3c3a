"""A kept file is sent whole or in the part that was asked for: a phone plays no sound and no film it cannot have in parts."""

import re
from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from whitenoise.responders import SlicedFile

from taghyir.core.models import StoredFile

Answer = Callable[[HttpRequest], HttpResponseBase]
_ONE_PART = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def kept_files_in_parts(get_response: Answer) -> Answer:
    """Only what is kept, whose content never changes: of a file made anew at each asking, no two parts belong together."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        stored = getattr(getattr(response, "file_to_stream", None), "instance", None)
        if response.status_code == 200 and isinstance(response, FileResponse) and isinstance(stored, StoredFile):
            return _as_asked(request, response, stored)
        return response

    return answer


def _as_asked(request: HttpRequest, response: FileResponse, stored: StoredFile) -> HttpResponseBase:
    etag, size, file = f'"{stored.sha256}"', stored.size, stored.content
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    if unchanged := get_conditional_response(request, etag):
        file.close()
        unchanged["ETag"] = etag
        if "Cache-Control" in response:
            unchanged["Cache-Control"] = response["Cache-Control"]
        return unchanged
    asked = _part_asked(request, etag, size)
    if asked is None:
        return response
    first, last = asked
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Accept-Ranges": "bytes", "Content-Range": f"bytes */{size}"})
    response.streaming_content = SlicedFile(file, first, last)
    response.status_code = 206
    response["Content-Range"], response["Content-Length"] = f"bytes {first}-{last}/{size}", last - first + 1
    return response


def _part_asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte, the last before the first where the file has none of them; None for the whole file.

    Several parts at once, or what nobody understands, get the whole file, and so does who began with another content.
    """
    found = _ONE_PART.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or not found or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return (max(size - int(last), 0), size - 1 if int(last) else -1) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)
