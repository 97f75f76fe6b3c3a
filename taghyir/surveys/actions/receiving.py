"""An answer is stored once, whatever the number of times and of parts in which it is sent."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import content_type_of
from taghyir.core.languages import base_language
from taghyir.devices.models import Device
from taghyir.people.models import FIELD_STAFF, User
from taghyir.places.models import Territory
from taghyir.surveys.definitions import Definition
from taghyir.surveys.instances import Sheet
from taghyir.surveys.lists import first_unlisted
from taghyir.surveys.models import Attachment, Submission
from taghyir.surveys.policies import can_complete_submission, can_fill_form
from taghyir.surveys.queries import Received, keeper_of_reserved, question_label, searched_words
from taghyir.surveys.traces import Broken, Unknown, without_traces
from taghyir.xforms.apart import Question, Taken, files_in

MEGABYTES = 50  # of one photo, recording or film
FAMILIES = {"image": ("image/",), "audio": ("audio/", "video/"), "video": ("video/", "audio/")}
PROGRAMS = (
    "application/x-msdownload",
    "application/x-executable",
    "application/x-dosexec",
    "application/x-mach-binary",
)
# One statement stores the answer, and only if the form is still what the caller believes it to be.
INSERT = """
INSERT INTO surveys_submission (version_id, form_id, instance_id, xml, digest, answers, folded, expected_files,
                                submitted_by_id, territory_id, device, phone_id, received_at)
SELECT v.id, f.id, %s::text, %s::text, %s::text, %s::jsonb, %s::text, %s::jsonb, %s::bigint, %s::bigint, %s::text,
       %s::bigint, %s::timestamptz
FROM surveys_formversion v JOIN surveys_form f ON f.id = v.form_id
WHERE v.id = %s::bigint AND v.md5 = %s::text AND f.id = %s::bigint AND f.retired_at IS NULL
  AND f.territory_id IS NOT DISTINCT FROM %s::bigint
ON CONFLICT (form_id, instance_id) DO NOTHING
RETURNING id, (SELECT is_followed FROM surveys_form f WHERE f.id = form_id)
"""


class AlreadyReceived(Refused):
    """The same answers came before. The sender gets the same receipt; `submission` may lack files that come now."""

    def __init__(self, submission: Submission):
        super().__init__(_("These answers were already received."), code="already_received")
        self.submission = submission


class FormChanged(Refused):
    """The form is no longer what this process remembers: retired, or given to another territory. Read it again."""

    def __init__(self) -> None:
        super().__init__(_("This form takes no more answers."), code="retired")


@action("submission.received")
def receive_submission(
    *,
    actor: User,
    definition: Definition,
    sheet: Sheet,
    files: Sequence[UploadedFile] = (),
    device: str = "web",
    phone: Device | None = None,
    territory: Territory | None = None,
) -> Submission:
    """Store the answers and the files that came with them, from `phone`, or by the door that `device` names.

    `definition` is the version they name. They belong to the territory of the form, else of the phone, else to `territory`
    when the room that calls knows where they were given, else to where `actor` works.

    Refused when the same identifier bears other answers, when they came before, when the form is closed, or when they name an
    organisation or a place of another territory.
    """
    require(can_fill_form(actor, definition.form, phone))
    sheet, taken = _parted(sheet, definition)
    answers = sheet.answers(definition.questions)
    expected = sheet.expected_files(definition.questions, answers)
    submission = _submission_of(sheet, definition, actor, phone)
    if territory and not (phone or definition.form.territory_id):
        submission.territory = territory
    submission.answers, submission.expected_files = answers, list(expected)
    submission.folded = searched_words(answers)
    submission.device = (phone.name if phone else device)[:120]
    if not _insert(submission, definition):
        raise _reason_not_inserted(submission, taken)
    if taken:
        keeper_of_reserved().keep(submission, taken, definition.questions)
    _require_listed(submission, definition, phone)
    _keep_files(submission, expected, files)
    _keep_apart(submission, files_in(taken, definition.questions), files)
    return submission


@action("submission.completed")
def complete_submission(
    *,
    actor: User,
    submission: Submission,
    expected: Mapping[str, str],
    files: Sequence[UploadedFile],
    apart: Mapping[str, Question] | None = None,
) -> Submission:
    """Add the photos and recordings that were still missing, also those of reserved questions, `apart`. Those here stay."""
    require(can_complete_submission(actor, submission))
    _keep_files(submission, expected, files)
    _keep_apart(submission, apart or {}, files)
    return submission


def _territory_of(actor: User) -> int | None:
    """The first territory where `actor` works in the field."""
    return next((r.territory_id for r in actor.roles_today if r.kind in FIELD_STAFF and r.territory_id), None)


def _submission_of(sheet: Sheet, definition: Definition, actor: User, phone: Device | None) -> Submission:
    return Submission(
        form=definition.form,
        version_id=definition.version_id,
        instance_id=sheet.instance_id,
        xml=sheet.xml,
        digest=sheet.digest,
        submitted_by=actor,
        territory_id=definition.form.territory_id or (phone and phone.territory_id) or _territory_of(actor),
        phone=phone,
        received_at=timezone.now(),
    )


def _insert(submission: Submission, definition: Definition) -> bool:
    """Whether it was stored; it then has its key, and says whether another room makes something of it."""
    values: list[Any] = [
        submission.instance_id,
        submission.xml,
        submission.digest,
        json.dumps(submission.answers),
        submission.folded,
        json.dumps(submission.expected_files),
        submission.submitted_by_id,
        submission.territory_id,
        submission.device,
        submission.phone_id,
        submission.received_at,
    ]
    believed = [definition.version_id, definition.md5, definition.form.pk, definition.form.territory_id]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values + believed)
        row = cursor.fetchone()
    if row:
        submission.pk, submission.is_followed = row
    return row is not None


def _parted(sheet: Sheet, definition: Definition) -> tuple[Sheet, Taken]:
    """What is stored in clear, and what is kept apart: nothing, for most forms. The digest then tells neither."""
    sheet, taken = sheet.parted(definition.questions)
    return (replace(sheet, digest=keeper_of_reserved().fingerprint(sheet.digest)) if taken else sheet), taken


def _reason_not_inserted(submission: Submission, taken: Taken) -> Refused:
    stored = Submission.objects.filter(form=submission.form, instance_id=submission.instance_id).first()
    if stored is None:
        return FormChanged()
    if stored.digest == submission.digest or _is_under_another_key(stored, submission, taken):
        return AlreadyReceived(stored)
    return Refused(
        _("Other answers were already received under this identifier. Nothing was changed."), code="conflict"
    )


def _is_under_another_key(stored: Submission, submission: Submission, taken: Taken) -> bool:
    """Whether the same answers came when another key was in use."""
    return bool(taken) and stored.xml == submission.xml and keeper_of_reserved().holds(stored, taken)


def _require_listed(submission: Submission, definition: Definition, phone: Device | None) -> None:
    """Undo what was just stored when it names an organisation or a place of another territory, or none."""
    actor, answers = submission.submitted_by, submission.answers
    assert actor is not None, "somebody sends"
    if unlisted := first_unlisted(actor, definition.form, phone, definition.questions, answers):
        question, code = unlisted
        label = question_label(question, base_language(), [])
        raise Refused(
            _(
                "“%(question)s”: %(code)s is not in the list of this territory. Nothing was kept. Choose from the list again."
            )
            % {"question": label[:100], "code": code[:40]},
            code="unlisted",
        )


def _keep_files(submission: Submission, expected: Mapping[str, str], files: Iterable[UploadedFile]) -> None:
    """Keep the files the answers speak of; others are nobody's and are left."""
    named = [(file.name or "", file) for file in files]
    attachments = [_attachment(submission, file, name, expected[name]) for name, file in named if name in expected]
    if attachments:
        Attachment.objects.bulk_create(attachments, ignore_conflicts=True)


def _keep_apart(submission: Submission, apart: Mapping[str, Question], files: Iterable[UploadedFile]) -> None:
    """Give those of reserved questions to who keeps them, each once, also when two sendings come together."""
    if not apart:
        return
    keeper = keeper_of_reserved()
    Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    kept = keeper.names_of_files(submission)
    for name, file in {file.name or "": file for file in files}.items():
        if name in apart and name not in kept:
            keeper.keep_file(submission, apart[name], _checked(file, name, apart[name]["asked"]["type"]))
            kept.add(name)
    submission.awaits_apart = not kept.issuperset(apart)


def _attachment(submission: Submission, file: UploadedFile, name: str, kind: str) -> Attachment:
    received = _checked(file, name, kind)
    file, digest = received.content, hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    file.name = digest.hexdigest()[:32]  # on disk, a name that no phone has chosen
    return Attachment(
        submission=submission,
        name=name,
        content=file,
        content_type=received.content_type,
        size=file.size or 0,
        sha256=digest.hexdigest(),
    )


def _checked(file: UploadedFile, name: str, kind: str) -> Received:
    if not file.size or file.size > MEGABYTES * 1_000_000:
        raise Refused(
            _("“%(name)s” is empty or larger than %(size)s MB.") % {"name": name, "size": MEGABYTES}, code="size"
        )
    content_type = content_type_of(file)
    if content_type in PROGRAMS or not content_type.startswith(FAMILIES.get(kind, ("",))):
        raise Refused(_("“%(name)s” is not what its question asks for.") % {"name": name}, code="kind")
    return Received(name, content_type, _bare(file, name, content_type))


def _bare(file: UploadedFile, name: str, content_type: str) -> UploadedFile:
    """The photo or film without what its camera wrote in it: where it was taken, above all. Refused when nobody can tell."""
    try:
        bare: UploadedFile = without_traces(file, content_type)
    except Broken as error:
        sentence = _("“%(name)s” is cut or broken, and cannot be read. Take it again.")
        raise Refused(sentence % {"name": name}, code="broken") from error
    except Unknown as error:
        sentence = _("“%(name)s” is a kind of picture that is not taken. Send it as a JPEG or a PNG.")
        raise Refused(sentence % {"name": name}, code="kind") from error
    return bare
