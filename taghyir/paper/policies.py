"""Who prints, brings back, reads and confirms sheets."""

from django.db.models import Q, QuerySet

from taghyir.paper.models import Bringing, PaperSheet, PrintedBatch, SheetPage
from taghyir.people.models import COORDINATORS, FIELD_STAFF, User
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_fill_form, visible_forms_to_fill


def visible_batches(actor: User) -> QuerySet[PrintedBatch]:
    """Who may fill a form sees what was printed of it; who printed a batch, that batch."""
    fillable = Q(version__form__in=visible_forms_to_fill(actor).values("pk"))
    batches = PrintedBatch.objects.filter(fillable | Q(printed_by=actor))
    return batches if can_bring_sheets(actor) else batches.none()


def visible_sheets(actor: User) -> QuerySet[PaperSheet]:
    """Who brought a sheet back sees it, and those who coordinate its territory."""
    brought = PaperSheet.objects.exclude(brought_by=None)
    if actor.is_robot:
        return brought
    reach = actor.reach(*COORDINATORS)
    return brought.filter(Q(brought_by=actor) | reach.q()) if reach else brought.filter(brought_by=actor)


def visible_bringings(actor: User) -> QuerySet[Bringing]:
    """What they brought themselves; who coordinates the whole programme, all."""
    is_everywhere = actor.is_robot or actor.reach(*COORDINATORS).everywhere
    return Bringing.objects.all() if is_everywhere else Bringing.objects.filter(brought_by=actor)


def visible_pages(actor: User) -> QuerySet[SheetPage]:
    """The pages of the sheets `actor` sees; what is of no sheet, with what was brought."""
    untaken = Q(sheet=None, brought__bringing__in=visible_bringings(actor).values("pk"))
    return SheetPage.objects.filter(Q(sheet__in=visible_sheets(actor).values("pk")) | untaken)


def can_print_form(actor: User, form: Form) -> bool:
    """Who may fill it."""
    return can_fill_form(actor, form)


def can_bring_sheets(actor: User) -> bool:
    """Field staff; each sheet is then taken only from who may fill its form."""
    return actor.has_role(*FIELD_STAFF)


can_read_sheets = can_bring_sheets


def can_take_page(actor: User) -> bool:
    """The worker, in the name of the house."""
    return actor.is_robot


def can_confirm_sheet(actor: User, sheet: PaperSheet) -> bool:
    """Who may fill the form, and brought the sheet back or coordinates its territory."""
    is_theirs = sheet.brought_by_id == actor.pk or actor.reach(*COORDINATORS).covers(sheet.territory)
    return is_theirs and can_fill_form(actor, sheet.batch.version.form)


def can_set_sheet_aside(actor: User, sheet: PaperSheet) -> bool:
    """Who brought it back, and those who coordinate its territory."""
    return sheet.brought_by_id == actor.pk or actor.reach(*COORDINATORS).covers(sheet.territory)


can_take_sheet_up = can_set_sheet_aside


def can_keep_pictures(actor: User, sheet: PaperSheet) -> bool:
    """Those who coordinate its territory."""
    return actor.reach(*COORDINATORS).covers(sheet.territory)


def can_erase_pictures(actor: User) -> bool:
    """The worker, when their day has come."""
    return actor.is_robot
