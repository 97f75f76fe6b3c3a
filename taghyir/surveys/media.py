"""What the questions of a form show: the files that came with it, and the lists the house makes for who asks."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from taghyir.core.files import file_response
from taghyir.devices.models import Device
from taghyir.people.models import User
from taghyir.surveys.lists import lists_for
from taghyir.surveys.models import Form, FormVersion
from taghyir.surveys.queries import kept_lists_of


def media_of(actor: User, form: Form, phone: Device | None = None) -> Iterator[tuple[str, str]]:
    """Name and MD5 of each, for the manifest of a phone."""
    version = _current(form)
    kept = {file.name: file.md5 for file in version.files.all()}
    yield from kept.items()
    for one in lists_for(actor, form, kept_lists_of(version, without=kept), phone):
        yield one.name, one.md5


def media_response(actor: User, form: Form, name: str, phone: Device | None = None) -> HttpResponseBase | None:
    """One of them; None when the form shows nothing of that name."""
    version = _current(form)
    if file := version.files.select_related("file").filter(name=name).first():
        return file_response(actor, file.file, log=False)
    wanted = [one for one in kept_lists_of(version) if one == name]
    return next((_as_file(one.name, one.content) for one in lists_for(actor, form, wanted, phone)), None)


def _current(form: Form) -> FormVersion:
    assert form.current is not None, "a form is open before it shows anything"
    return form.current


def _as_file(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
