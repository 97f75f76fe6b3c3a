"""What is done with paper: printed, brought back, read by the worker, confirmed by a person, set aside."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.storage import store
from taghyir.paper.answers import checked_answers, xml_of
from taghyir.paper.codes import new_number
from taghyir.paper.models import (
    Bringing,
    BroughtFile,
    Language,
    PaperSheet,
    PrintedBatch,
    Problem,
    SheetPage,
    picture_storage,
)
from taghyir.paper.pictures import EXTENSIONS, MEGABYTES
from taghyir.paper.policies import (
    can_bring_sheets,
    can_confirm_sheet,
    can_erase_pictures,
    can_keep_pictures,
    can_print_form,
    can_set_sheet_aside,
    can_take_page,
    can_take_sheet_up,
)
from taghyir.paper.printed import layout_of_version
from taghyir.paper.reading import SURE, Reading, merged, says_the_same
from taghyir.people.models import FIELD_STAFF, User
from taghyir.surveys.actions import AlreadyReceived, receive_submission
from taghyir.surveys.models import FormVersion, Submission
from taghyir.surveys.policies import can_fill_form
from taghyir.surveys.queries import definition_of_version, sheet_of_xml

MOST_COPIES, MOST_BLOCKS, MOST_FILES = 100, 8, 30
State = PaperSheet.State


@action("form.printed")
def print_form(*, actor: User, version: FormVersion, language: str, copies: int, blocks: int = 3) -> PrintedBatch:
    """Make `copies` sheets, each with a number of its own, and keep where everything stands on them.

    Refused when the form is closed, does not speak the language, or holds nothing for paper.
    """
    require(can_print_form(actor, version.form))
    if not version.form.is_open:
        raise Refused(_("This form takes no more answers."), code="retired")
    if language not in Language or (any(version.languages) and language not in version.languages):
        raise Refused(_("This form does not speak this language."), code="language", field="language")
    if not (1 <= copies <= MOST_COPIES and 1 <= blocks <= MOST_BLOCKS):
        raise Refused(
            _("Print at most %(count)s sheets at once.") % {"count": MOST_COPIES}, code="copies", field="copies"
        )
    layout = layout_of_version(version, language, blocks)
    printed = {"language": language, "blocks": blocks, "layout": layout, "page_count": len(layout["pages"])}
    batch = store(PrintedBatch(version=version, printed_by=actor, **printed))
    PaperSheet.objects.bulk_create([PaperSheet(batch=batch, number=new_number()) for _copy in range(copies)])
    return batch


@action("sheets.brought")
def bring_sheets(*, actor: User, files: Sequence[UploadedFile]) -> Bringing:
    """Keep photos and scans of filled sheets; the worker reads them. Refused when one is of another kind, or too heavy."""
    require(can_bring_sheets(actor))
    if not 0 < len(files) <= MOST_FILES:
        raise Refused(_("Send at most %(count)s files at once.") % {"count": MOST_FILES}, code="files", field="files")
    bringing = store(Bringing(brought_by=actor, pages_total=None))
    for order, file in enumerate(files, 1):
        try:
            kept = keep_file(file, by=actor, extensions=EXTENSIONS, megabytes=MEGABYTES)
        except Refused as refusal:
            words = _("“%(name)s”: %(why)s") % {"name": (file.name or "")[-80:], "why": refusal}
            raise Refused(words, code=refusal.code, field="files") from refusal
        store(BroughtFile(bringing=bringing, name=kept.name, file=kept, order=order))
    return bringing


@action("page.taken")
def take_page(
    *,
    actor: User,
    brought: BroughtFile,
    position: int,
    problem: str = "",
    sheet: PaperSheet | None = None,
    page: int | None = None,
    picture: bytes = b"",
    readings: Mapping[str, Reading] | None = None,
) -> SheetPage:
    """Keep what one picture is: a page of a sheet with its readings, or none and why. What was taken before is never replaced.

    The picture stays, unless it is of another territory, or came after the pictures of its sheet were erased.
    """
    require(can_take_page(actor))
    taken = SheetPage(brought=brought, position=position, problem=problem, readings=dict(readings or {}))
    if sheet is not None and page is not None:
        sheet = _held(sheet)
        taken.problem = _problem_with(brought.bringing.brought_by, sheet, page, taken.readings)
        taken.sheet = sheet if taken.problem != Problem.NOT_YOURS else None
        taken.page = page
    if picture and taken.problem != Problem.NOT_YOURS and not (sheet and sheet.erased_at):
        taken.picture = ContentFile(picture, name=f"{sheet.number if sheet else brought.pk}-{page or position}.jpg")
    taken = store(taken)
    if taken.sheet is not None and not taken.problem:
        _note_reading(taken.sheet, brought.bringing)
    return taken


@action("sheets.read")
def finish_bringing(*, actor: User, bringing: Bringing) -> Bringing:
    """Say that every file was looked at, and let go of them: the pictures of their pages are all that stays."""
    require(can_take_page(actor))
    bringing.is_read = True
    _let_go_of_files(bringing)
    return store(bringing)


@action("sheet.confirmed")
def confirm_sheet(
    *, actor: User, sheet: PaperSheet, answers: Mapping[str, str], without_missing: bool = False
) -> PaperSheet:
    """The answers a person read on the sheet become one answer of the form, by the same way in as every other.

    Refused when a field is not decided or cannot be what was typed, a page is missing, or the form is closed.
    """
    require(can_confirm_sheet(actor, sheet))
    sheet = _held(sheet)
    if not sheet.is_waiting:
        raise Refused(_("This sheet does not wait any more: somebody else has seen to it."), code="done")
    if _missing(sheet) and not without_missing:
        raise Refused(
            _("A page is missing. Bring it, or say that it is lost."), code="missing", field="without_missing"
        )
    sheet.submission = _received(actor, sheet, xml_of(sheet, checked_answers(sheet.batch.layout, answers)))
    sheet.state, sheet.confirmed_by, sheet.erase_on = State.CONFIRMED, actor, _day_of_erasing()
    return store(sheet)


@action("sheet.set_aside")
def set_sheet_aside(*, actor: User, sheet: PaperSheet, reason: str) -> PaperSheet:
    """It becomes no answer, and stays here with the reason; its pictures go in time. Refused without one, or once confirmed."""
    require(can_set_sheet_aside(actor, sheet))
    sheet = _held(sheet)
    if not sheet.is_waiting:
        raise Refused(_("This sheet does not wait any more: somebody else has seen to it."), code="done")
    if not reason.strip():
        raise Refused(_("Say why in a few words."), code="reason", field="reason")
    sheet.state, sheet.reason, sheet.erase_on = State.SET_ASIDE, reason.strip(), _day_of_erasing()
    return store(sheet)


@action("sheet.taken_up")
def take_sheet_up(*, actor: User, sheet: PaperSheet) -> PaperSheet:
    """A sheet that was set aside waits again. Refused when it is not aside, or its pictures are erased."""
    require(can_take_sheet_up(actor, sheet))
    sheet = _held(sheet)
    if sheet.state != State.SET_ASIDE:
        raise Refused(_("This sheet is not set aside."), code="not_aside")
    _require_pictures(sheet)
    sheet.reason, sheet.state, sheet.erase_on, sheet.kept_because = "", _state_of(sheet), None, ""
    return store(sheet)


@action("sheet.pictures_kept")
def keep_pictures(*, actor: User, sheet: PaperSheet, reason: str) -> PaperSheet:
    """Its pictures stay for as long again, from today. Refused without a reason, while it waits, or once they are erased."""
    require(can_keep_pictures(actor, sheet))
    sheet = _held(sheet)
    _require_pictures(sheet)
    if sheet.erase_on is None:
        raise Refused(_("This sheet still waits: its pictures stay as long as it does."), code="waiting")
    if not reason.strip():
        raise Refused(_("Say why in a few words."), code="reason", field="reason")
    sheet.kept_because, sheet.erase_on = reason.strip(), _day_of_erasing()
    return store(sheet)


@action("sheet.pictures_erased")
def erase_pictures(*, actor: User, sheet: PaperSheet) -> PaperSheet:
    """Its day has come: the pictures of its pages go; of a sheet set aside, what was read too. Refused before that day."""
    require(can_erase_pictures(actor))
    sheet = _held(sheet)
    if sheet.erased_at or sheet.erase_on is None or sheet.erase_on > timezone.localdate():
        raise Refused(_("The pictures of this sheet are not to be erased today."), code="early")
    _erase(sheet.pages.all())
    if sheet.state == State.SET_ASIDE:
        sheet.readings = {}
        sheet.pages.update(readings={})
    sheet.erased_at = timezone.now()
    return store(sheet)


@action("bringing.pictures_erased")
def erase_untaken(*, actor: User, bringing: Bringing) -> Bringing:
    """Pictures that became no page of a sheet go some time after they came, and what was never read. Refused before."""
    require(can_erase_pictures(actor))
    if bringing.erased_at or bringing.brought_at + dt.timedelta(days=settings.PAPER_PICTURES_DAYS) > timezone.now():
        raise Refused(_("These pictures are not to be erased today."), code="early")
    _let_go_of_files(bringing)
    _erase(SheetPage.objects.filter(brought__bringing=bringing, sheet=None))
    bringing.erased_at = timezone.now()
    return store(bringing)


def _day_of_erasing() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=settings.PAPER_PICTURES_DAYS)


def _require_pictures(sheet: PaperSheet) -> None:
    if sheet.erased_at:
        raise Refused(_("The pictures of this sheet are erased."), code="erased")


def _erase(pages: QuerySet[SheetPage]) -> None:
    """Their files leave the disk once it is certain: what is undone finds them again."""
    for name in pages.exclude(picture="").values_list("picture", flat=True):
        transaction.on_commit(partial(picture_storage().delete, name), robust=True)
    pages.update(picture="")


def _let_go_of_files(bringing: Bringing) -> None:
    for brought in bringing.files.exclude(file=None).select_related("file"):
        file, brought.file = brought.file, None
        store(brought)
        if file:
            forget_file(file)


def _held(sheet: PaperSheet) -> PaperSheet:
    held = PaperSheet.objects.select_for_update(of=("self",)).select_related("batch__version__form__territory")
    return held.get(pk=sheet.pk)


def _problem_with(brought_by: User, sheet: PaperSheet, page: int, readings: Mapping[str, Reading]) -> str:
    """Why this page of this sheet is not taken; nothing when it is."""
    if not can_fill_form(brought_by, sheet.batch.version.form):
        return Problem.NOT_YOURS
    if sheet.erased_at:
        return Problem.LATE
    if before := sheet.pages.filter(page=page, problem="").first():
        return Problem.DOUBLE if says_the_same(before.readings, readings) else Problem.OTHER
    return Problem.LATE if sheet.state == State.CONFIRMED else ""


def _note_reading(sheet: PaperSheet, bringing: Bringing) -> None:
    pages = {page.page: page.readings for page in sheet.pages.filter(problem="").order_by("page") if page.page}
    sheet.readings = merged(sheet.batch.layout, pages)
    if sheet.brought_by_id is None:
        sheet.brought_by, sheet.brought_at = bringing.brought_by, timezone.now()
        sheet.territory_id = sheet.batch.version.form.territory_id or _territory_of(bringing.brought_by)
    if sheet.state in (State.PRINTED, State.READ, State.TO_DECIDE):
        sheet.state = _state_of(sheet)
    store(sheet)


def _state_of(sheet: PaperSheet) -> str:
    is_sure = all(reading["state"] == SURE for reading in sheet.readings.values())
    return State.READ if is_sure and not _missing(sheet) else State.TO_DECIDE


def _missing(sheet: PaperSheet) -> bool:
    return sheet.pages.filter(problem="").count() < sheet.batch.page_count


def _territory_of(user: User) -> int | None:
    """The first territory where `user` works in the field."""
    return next(
        (role.territory_id for role in user.roles_today if role.kind in FIELD_STAFF and role.territory_id), None
    )


def _received(actor: User, sheet: PaperSheet, xml: bytes) -> Submission:
    definition, filled = definition_of_version(sheet.batch.version), sheet_of_xml(xml)
    try:
        return receive_submission(
            actor=actor, definition=definition, sheet=filled, device="paper", territory=sheet.territory
        )
    except AlreadyReceived as known:
        return known.submission
