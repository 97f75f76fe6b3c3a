"""Documents are added, get new versions, are named anew, and are withdrawn."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Service
from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.storage import store
from taghyir.documents.checks import KEPT, MEGABYTES, check_room, checked
from taghyir.documents.models import Document, Version
from taghyir.documents.policies import (
    can_add_document,
    can_add_version,
    can_change_document,
    can_choose_readers,
    can_withdraw_document,
)
from taghyir.people.models import User
from taghyir.tables.search import search_text
from taghyir.tables.text import cleaned


@action("document.added")
def add_document(
    *,
    actor: User,
    case: Case,
    kind: str,
    title: str,
    file: UploadedFile,
    service: Service | None = None,
    is_shared: bool = False,
    remark: str = "",
) -> Document:
    """Keep a document in the file; one that a member sends is shown to the members.

    Refused when the file is closed or full, for a service of another file, and for what `checks.checked` refuses.
    """
    require(can_add_document(actor, case))
    case = _open_case(case.pk)
    if service is not None and service.case_id != case.pk:
        raise Refused(_("Choose a service of this file."), code="other_case", field="service")
    document = Document(case=case, kind=kind, title=cleaned(title), service=service)
    document.is_shared = is_shared or not can_choose_readers(actor, case)
    store(document)
    return _with_version(document, actor, file, remark, number=1)


@action("document.version_added")
def add_version(*, actor: User, document: Document, file: UploadedFile, remark: str = "") -> Document:
    """Keep a newer file of the document beside the older ones. Refused as `add_document`, and for the very same content."""
    require(can_add_version(actor, document))
    _open_case(document.case_id)
    document = _held(document)
    last = document.versions.order_by("-number")[0]
    return _with_version(document, actor, file, remark, number=last.number + 1)


@action("document.changed")
def change_document(*, actor: User, document: Document, kind: str, title: str, is_shared: bool) -> Document:
    """Name a document anew, or say whether the members see it. Refused once it is withdrawn."""
    require(can_change_document(actor, document))
    document = _held(document)
    before: dict[str, Any] = {"kind": document.kind, "title": document.title, "is_shared": document.is_shared}
    document.kind, document.title, document.is_shared = kind, cleaned(title), is_shared
    document.folded = _found_by(document)
    after = {name: getattr(document, name) for name in before}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    vars(document)["journal_details"] = {"changes": changes}
    return store(document)


@action("document.withdrawn")
def withdraw_document(*, actor: User, document: Document, reason: str) -> Document:
    """Erase the content of every version, for what should never have been sent; who, when, SHA-256 and why stay."""
    require(can_withdraw_document(actor, document))
    document = _held(document)
    document.withdrawn_at, document.withdrawn_by, document.withdrawn_why = timezone.now(), actor, cleaned(reason)
    store(document)
    versions = list(document.versions.select_related("file"))
    document.versions.update(file=None)
    for version in versions:
        if version.file is not None:
            forget_file(version.file)
    vars(document)["journal_details"] = {"reason": document.withdrawn_why}
    return document


def _with_version(document: Document, actor: User, file: UploadedFile, remark: str, *, number: int) -> Document:
    kept = keep_file(checked(file), by=actor, extensions=KEPT, megabytes=MEGABYTES)
    check_room(document.case, kept.size)
    if document.versions.filter(sha256=kept.sha256).exists():
        raise Refused(_("This very file is here already."), code="same", field="file")
    version = Version(document=document, number=number, file=kept, remark=cleaned(remark), added_by=actor)
    version.name, version.content_type = kept.name, kept.content_type
    version.size, version.sha256 = kept.size, kept.sha256
    document.latest = store(version)
    document.folded = _found_by(document)
    vars(document)["journal_details"] = {"version": number, "sha256": kept.sha256, "case": document.case_id}
    return store(document)


def _found_by(document: Document) -> str:
    return search_text(document.title, document.latest.name if document.latest else "")


def _held(document: Document) -> Document:
    found = Document.objects.select_for_update(of=("self",)).select_related("case", "latest").get(pk=document.pk)
    if found.is_withdrawn:
        raise Refused(_("This document is withdrawn."), code="withdrawn")
    return found


def _open_case(pk: int) -> Case:
    """Held, so that nobody closes it meanwhile and two do not fill it at once."""
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=pk)
    if not case.is_open:
        raise Refused(_("This file is closed: it can be read, no longer written."), code="closed")
    return case
