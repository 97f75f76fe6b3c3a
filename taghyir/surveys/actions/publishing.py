"""A sheet becomes a form people can fill; a form stops being filled."""

import hashlib
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form, FormFile, FormVersion
from taghyir.surveys.policies import can_follow_form, can_publish_form, can_retire_form
from taghyir.surveys.sent import (
    form_to_replace,
    keep_sheet_sent,
    keep_shown_file,
    list_sent_with,
    read_sheet_sent,
    title_of,
)
from taghyir.surveys.sheets import Converted, fingerprint, with_version


class Unchanged(Refused):
    """The same sheet was already published: nothing was written. `version` is the one people fill."""

    def __init__(self, version: FormVersion):
        super().__init__(_("This version is already published: nothing was changed."), code="unchanged")
        self.version = version


@action("form.published")
def publish_form(
    *, actor: User, sheet: UploadedFile, territory: Territory | None = None, files: Sequence[UploadedFile] = ()
) -> FormVersion:
    """Make the sheet the current version of the form it names. `territory` is that of a new form, and never changes.

    The same sheet again brings the files that were missing. Refused when the sheet has faults, when the version was
    published with other content, or the identifier is taken.
    """
    require(can_publish_form(actor, territory))
    converted, source = read_sheet_sent(sheet)
    form = _form_of(actor, converted, territory)
    version, xml = _versioned(form, converted)
    published = _known_version(form, version, xml, files)
    if published is None:
        published = _keep_version(actor, form, converted, source, version=version, xml=xml)
    for file in files:
        _keep_form_file(actor, published, file)
    form.current, form.retired_at, form.title = published, None, title_of(converted)
    store(form)
    return published


@action("form.files_added")
def add_form_files(*, actor: User, version: FormVersion, files: Iterable[UploadedFile]) -> FormVersion:
    """Add pictures, sounds and lists that the questions show. A file of the same name is kept as it was."""
    require(can_publish_form(actor, version.form.territory))
    for file in files:
        _keep_form_file(actor, version, file)
    return version


@action("form.retired")
def retire_form(*, actor: User, form: Form) -> Form:
    """Take no more answers. What was answered stays; publishing again opens it again. Refused when already retired."""
    require(can_retire_form(actor, form))
    form = Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
    if form.retired_at:
        raise Refused(_("This form already takes no more answers."), code="retired")
    form.retired_at = timezone.now()
    return store(form)


def _form_of(actor: User, converted: Converted, territory: Territory | None) -> Form:
    """The form the sheet names; made when it is new."""
    known = form_to_replace(actor, converted.read.xform_id)
    return known or store(Form(xform_id=converted.read.xform_id, title=title_of(converted), territory=territory))


def _versioned(form: Form, converted: Converted) -> tuple[str, str]:
    """The version and the XForm that bears it; a sheet without version gets the day and a fingerprint."""
    if converted.read.version:
        return converted.read.version, converted.xml
    mark = fingerprint(converted.xml)
    known = form.versions.filter(version__endswith=f"-{mark}").first()
    version = known.version if known else f"{timezone.localdate():%Y%m%d}-{mark}"
    return version, with_version(converted, version)


def _known_version(form: Form, version: str, xml: str, files: Sequence[UploadedFile]) -> FormVersion | None:
    """The version as it was published. Refused when its content was another, or when there is nothing to do."""
    known = form.versions.filter(version=version).first()
    if known is not None and known.xform != xml:
        raise Refused(
            _("Version %(version)s was already published. Write a new version in the sheet “settings”.")
            % {"version": version},
            code="version",
            field="sheet",
        )
    kept = set(known.files.values_list("name", flat=True)) if known else set()
    if known is not None and form.is_open and kept.issuperset(_name_of(file) for file in files):
        raise Unchanged(known)
    return known


def _keep_version(
    actor: User, form: Form, converted: Converted, source: UploadedFile, *, version: str, xml: str
) -> FormVersion:
    kept = store(
        FormVersion(
            form=form,
            version=version,
            source=keep_sheet_sent(actor, source),
            xform=xml,
            md5=hashlib.md5(xml.encode(), usedforsecurity=False).hexdigest(),
            questions=converted.read.questions,
            languages=converted.read.languages,
            published_by=actor,
        )
    )
    for file in list_sent_with(converted):
        _keep_form_file(actor, kept, file)
    return kept


def _name_of(upload: UploadedFile) -> str:
    return (upload.name or "")[-200:]


def _keep_form_file(actor: User, version: FormVersion, upload: UploadedFile) -> None:
    name = _name_of(upload)
    if version.files.filter(name=name).exists():
        return
    stored, md5 = keep_shown_file(actor, upload)
    FormFile.objects.bulk_create([FormFile(version=version, name=name, file=stored, md5=md5)], ignore_conflicts=True)


@action("form.followed")
def follow_form(*, actor: User, form: Form, is_followed: bool) -> Form:
    """From now on another room makes something of each answer, or no longer does: answers of other forms wake nobody."""
    require(can_follow_form(actor, form))
    form.is_followed = is_followed
    return store(form)
