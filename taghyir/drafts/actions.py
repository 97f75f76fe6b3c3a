"""A sheet is sent to be tried; it is published, or thrown away."""

import hashlib
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file
from taghyir.core.models import StoredFile
from taghyir.core.storage import store
from taghyir.drafts.models import Draft
from taghyir.drafts.policies import can_discard_draft, can_publish_draft, can_send_draft
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.actions import (
    form_to_replace,
    keep_sheet_sent,
    keep_shown_file,
    list_sent_with,
    publish_form,
    read_sheet_sent,
    title_of,
)
from taghyir.surveys.models import FormVersion


@action("draft.sent")
def send_draft(
    *, actor: User, sheet: UploadedFile, territory: Territory | None = None, files: Iterable[UploadedFile] = ()
) -> Draft:
    """Keep the sheet to be tried, in place of the draft this form had. `territory` is that of a new form.

    Refused as `publish_form` refuses: when the sheet has faults, or when the identifier is another territory's.
    """
    require(can_send_draft(actor, territory))
    converted, source = read_sheet_sent(sheet)
    read = converted.read
    form = form_to_replace(actor, read.xform_id)
    draft = _draft_to_replace(actor, read.xform_id) or Draft(xform_id=read.xform_id)
    former = _files_of(draft)
    shown = _kept_once(actor, [*list_sent_with(converted), *files])
    draft.title, draft.version, draft.xform = title_of(converted), read.version, converted.xml
    draft.territory = form.territory if form else territory
    draft.questions, draft.languages = read.questions, read.languages
    draft.md5 = _mark(converted.xml, shown)
    draft.source, draft.sent_by = keep_sheet_sent(actor, source), actor
    draft = store(draft)
    draft.files.set(shown)
    _forget(former)
    vars(draft)["journal_details"] = {"xform_id": draft.xform_id, "version": draft.version}
    return draft


@action("draft.published")
def publish_draft(*, actor: User, draft: Draft, md5: str) -> FormVersion:
    """Make the draft the current version of its form; it is a draft no more. `md5` is that of the draft `actor` has seen.

    Refused as `publish_form` refuses, when the draft is gone, and when another was sent meanwhile.
    """
    require(can_publish_draft(actor, draft))
    draft = _locked(draft)
    if draft.md5 != md5:
        raise Refused(
            _("Another draft took the place of the one you saw. Look at what it changes before you publish it."),
            code="changed",
        )
    former = _files_of(draft)
    files = [_sent_again(file) for file in draft.files.order_by("pk")]
    sheet = _sent_again(draft.source)
    version = publish_form(actor=actor, sheet=sheet, territory=draft.territory, files=files)
    draft.delete()
    _forget(former)
    return version


@action("draft.discarded")
def discard_draft(*, actor: User, draft: Draft) -> Draft:
    """Throw the draft away with its files. The versions that people fill stay as they are."""
    require(can_discard_draft(actor, draft))
    draft = _locked(draft)
    former, number = _files_of(draft), draft.pk
    draft.delete()
    _forget(former)
    draft.pk = number  # the line of the journal says which one it was
    vars(draft)["journal_details"] = {"xform_id": draft.xform_id, "version": draft.version}
    return draft


def _draft_to_replace(actor: User, xform_id: str) -> Draft | None:
    """The draft this form has, locked. Refused when it is that of another territory."""
    known = Draft.objects.select_for_update(of=("self",)).filter(xform_id=xform_id).first()
    if known is not None and not can_publish_draft(actor, known):
        raise Refused(
            _("Another territory already has a form “%(id)s”: give yours another form_id.") % {"id": xform_id},
            code="taken",
            field="sheet",
        )
    return known


def _locked(draft: Draft) -> Draft:
    known = (
        Draft.objects.select_for_update(of=("self",)).select_related("territory", "source").filter(pk=draft.pk).first()
    )
    if known is None:
        raise Refused(_("This draft was published or thrown away meanwhile."), code="gone")
    return known


def _kept_once(actor: User, uploads: Iterable[UploadedFile]) -> list[StoredFile]:
    """Each file the questions show; of two of one name, the first, as when a form is published."""
    named: dict[str, UploadedFile] = {}
    for upload in uploads:
        named.setdefault((upload.name or "")[-200:], upload)
    return [keep_shown_file(actor, upload)[0] for upload in named.values()]


def _files_of(draft: Draft) -> list[StoredFile]:
    return [draft.source, *draft.files.all()] if draft.pk else []


def _forget(files: Iterable[StoredFile]) -> None:
    for file in files:
        forget_file(file)


def _mark(xform: str, shown: Iterable[StoredFile]) -> str:
    said = "\n".join([xform, *sorted(f"{file.name} {file.sha256}" for file in shown)])
    return hashlib.md5(said.encode(), usedforsecurity=False).hexdigest()


def _sent_again(stored: StoredFile) -> UploadedFile:
    """The file as it was sent, to be sent once more: what is published is kept apart from what was tried."""
    with stored.content.open("rb") as content:
        return SimpleUploadedFile(stored.name, content.read(), stored.content_type)
