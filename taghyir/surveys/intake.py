"""One way in for answers, whichever door they come through: the browser, or ODK Collect. Never answers 200 nor 5xx.

201: stored, now or before. 400: broken or hostile. 403: not yours to fill. 404: no such form or version.
409: other answers under the same identifier. 413: too heavy.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from taghyir.core.actions import NotAllowed, Refused
from taghyir.devices.models import Device
from taghyir.people.models import User
from taghyir.surveys.actions import AlreadyReceived, FormChanged, complete_submission, receive_submission
from taghyir.surveys.definitions import Definition, definition_of, forget
from taghyir.surveys.instances import BYTES, Sheet, read_sheet
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import keeper_of_reserved
from taghyir.xforms.apart import files_in

PART = "xml_submission_file"
HEAVIEST = 100_000_000  # bytes of one request
STATUS = {
    "conflict": 409,
    "size": 413,
    "nodes": 413,
    "depth": 413,
    "retired": 403,
    "unknown": 404,
    "correction": 409,
    "unlisted": 403,
}


@dataclass(frozen=True)
class Reception:
    """What to tell the sender."""

    status: int
    sentence: str
    submission: Submission | None = None
    is_complete: bool = True


def take_in(request: HttpRequest, user: User, *, phone: Device | None = None, form_id: int | None = None) -> Reception:
    """Store what `request` brings, as `user`, from `phone` or from this site. `form_id`: only answers to this form."""
    try:
        sheet, files = _parts(request)
        submission = _received(user, sheet, files, phone=phone, form_id=form_id)
    except Refused as refusal:
        return Reception(STATUS.get(refusal.code, 400), str(refusal))
    except NotAllowed:
        return Reception(403, _("This form is for another territory. Ask its coordinator."))
    kept = set(submission.attachments.values_list("name", flat=True)) if submission.expected_files else set()
    sentence = _("Received. Receipt: %(receipt)s") % {"receipt": submission.receipt}
    is_complete = kept.issuperset(submission.expected_files) and not submission.awaits_apart
    return Reception(201, sentence, submission, is_complete)


def _parts(request: HttpRequest) -> tuple[Sheet, list[UploadedFile]]:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > HEAVIEST:
            raise Refused(_("This sending is heavier than 100 MB."), code="size")
        files = [file for name in request.FILES for file in request.FILES.getlist(name)]
        answers = request.FILES.get(PART)
    except (MultiPartParserError, SuspiciousOperation, RequestDataTooBig, UnreadablePostError, ValueError) as error:
        raise Refused(_("This sending could not be read. Send it again."), code="multipart") from error
    if answers is None:
        raise Refused(_("The part %(name)s is missing.") % {"name": PART}, code="multipart")
    if (answers.size or 0) > BYTES:
        raise Refused(_("These answers are larger than 10 MB."), code="size")
    return read_sheet(answers.read()), [file for file in files if file is not answers]


def _received(
    user: User, sheet: Sheet, files: list[UploadedFile], *, phone: Device | None, form_id: int | None
) -> Submission:
    try:
        return _stored(user, sheet, files, definition=_definition(sheet, form_id), phone=phone)
    except (FormChanged, NotAllowed):  # what this process remembers of the form may be of yesterday
        forget(sheet.xform_id, sheet.version)
        return _stored(user, sheet, files, definition=_definition(sheet, form_id), phone=phone)


def _stored(
    user: User, sheet: Sheet, files: list[UploadedFile], *, definition: Definition, phone: Device | None
) -> Submission:
    try:
        return receive_submission(actor=user, definition=definition, sheet=sheet, files=files, phone=phone)
    except AlreadyReceived as known:
        return _completed(user, known.submission, definition, sheet, files)


def _definition(sheet: Sheet, form_id: int | None) -> Definition:
    definition = definition_of(sheet.xform_id, sheet.version)
    if definition is None or form_id not in (None, definition.form.pk):
        raise Refused(
            _("There is no form “%(id)s” in version “%(version)s” here.")
            % {"id": sheet.xform_id[:100], "version": (sheet.version or "")[:60]},
            code="unknown",
        )
    return definition


def _completed(
    user: User, submission: Submission, definition: Definition, sheet: Sheet, files: Iterable[UploadedFile]
) -> Submission:
    """The same answers again, perhaps with files that are still missing."""
    apart = files_in(sheet.parted(definition.questions)[1], definition.questions)
    kept = keeper_of_reserved().names_of_files(submission) if apart else set()
    submission.awaits_apart = not kept.issuperset(apart)
    if not submission.expected_files and not submission.awaits_apart:
        return submission
    kept.update(submission.attachments.values_list("name", flat=True))
    asked = {*submission.expected_files, *apart}
    missing = [file for file in files if file.name in asked and file.name not in kept]
    if not missing:
        return submission
    expected = sheet.expected_files(definition.questions, submission.answers)
    return complete_submission(actor=user, submission=submission, expected=expected, files=missing, apart=apart)
