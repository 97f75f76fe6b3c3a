"""What the questions of a version show: the files that came with it, and the lists the house makes for who asks."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from taghyir.core.files import file_response
from taghyir.devices.models import Device
from taghyir.people.models import User
from taghyir.surveys.lists import lists_for
from taghyir.surveys.models import FormVersion
from taghyir.surveys.queries import kept_lists_of


def media_of(actor: User, version: FormVersion, phone: Device | None = None) -> Iterator[tuple[str, str]]:
    """Name and MD5 of each, for the manifest of a phone."""
    kept = {file.name: file.md5 for file in version.files.all()}
    yield from kept.items()
    for one in lists_for(actor, version.form, kept_lists_of(version, without=kept), phone):
        yield one.name, one.md5


def media_response(
    actor: User, version: FormVersion, name: str, phone: Device | None = None
) -> HttpResponseBase | None:
    """One of them; None when the version shows nothing of that name."""
    name = name.replace("\0", "")  # no database looks for it
    if file := version.files.select_related("file").filter(name=name).first():
        return file_response(actor, file.file, log=False)
    wanted = [one for one in kept_lists_of(version) if one == name]
    return next((_as_file(one.name, one.content) for one in lists_for(actor, version.form, wanted, phone)), None)


def _as_file(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
