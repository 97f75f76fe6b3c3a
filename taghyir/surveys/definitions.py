"""The versions of forms that this process knows, so that an answer costs no reading of its form.

A version never changes once published; what may change (retired, territory) is checked by the database when the answer
is written, see `receive_submission`. So a stale line here is never believed, only read again.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import F

from taghyir.surveys.models import Form, FormVersion

LINES = 200


@dataclass(frozen=True)
class Definition:
    """What receiving an answer needs of a version."""

    form: Form
    version_id: int
    md5: str
    questions: list[dict[str, Any]]


_known: OrderedDict[tuple[str, str | None], Definition] = OrderedDict()
_lock = Lock()


def definition_of(xform_id: str, version: str | None) -> Definition | None:
    """The version of the form that answers name; the current one when they name none. Read once, then remembered."""
    key = (xform_id, version)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    if (found := _read(xform_id, version)) and version is not None:
        with _lock:
            _known[key] = found
            while len(_known) > LINES:
                _known.popitem(last=False)
    return found


def forget(xform_id: str, version: str | None) -> None:
    """Read it again next time."""
    with _lock:
        _known.pop((xform_id, version), None)


def _read(xform_id: str, version: str | None) -> Definition | None:
    versions = FormVersion.objects.select_related("form__territory").filter(form__xform_id=xform_id)
    found = versions.filter(version=version) if version is not None else versions.filter(pk=F("form__current"))
    return next((Definition(form=v.form, version_id=v.pk, md5=v.md5, questions=v.questions) for v in found), None)
