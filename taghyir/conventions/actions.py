"""A text is written, a convention drafted from it, locked, signed by both sides or on paper, ended."""

import calendar
import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.conventions.models import LANGUAGES, LONGEST, Convention, ConventionSignature, ConventionText, Side
from taghyir.conventions.policies import (
    can_change_draft,
    can_draft_convention,
    can_end_convention,
    can_keep_signed_paper,
    can_lock_convention,
    can_sign_convention,
    can_write_convention_text,
)
from taghyir.conventions.queries import (
    digest_of,
    filled,
    mistakes_in,
    names_of,
    sides_missing,
    source_for,
    speakers_of,
    versions_of,
)
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Membership
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.tables.drawings import keep_drawing
from taghyir.tables.meanwhile import check_unchanged
from taghyir.tables.papers import keep_paper

State = Convention.State
MOST_MONTHS = 60


@action("convention_text.written")
def write_convention_text(*, actor: User, territory: Territory | None, language: str, text: str) -> ConventionText:
    """A new version of the words of a territory, or of the programme. Refused with a name that is none, and its line."""
    require(can_write_convention_text(actor, territory))
    text = _lines(text)
    if mistakes := mistakes_in(text):
        raise Refused(" ".join(mistakes[:5]), code="places", field="text")
    last = versions_of(territory, language).values_list("version", flat=True).first() or 0
    written = ConventionText(territory=territory, language=language, text=text, written_by=actor)
    written.version = last + 1
    return store(written)


@action("convention.drafted")
def draft_convention(
    *, actor: User, case: Case, language: str, starts_on: dt.date, months: int, speaker: Membership | None = None
) -> Convention:
    """Fill the words of the territory for this file. A draft that is there is written anew.

    Refused when a convention is to be signed or signed already, and for another speaker than who speaks for the enterprise.
    """
    require(can_draft_convention(actor, case))
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related(*_NAMED).get(pk=case.pk)
    _check_speaker(case, speaker)
    if language not in dict(LANGUAGES):
        raise Refused(_("Choose French or Arabic."), code="language", field="language")
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(_("Between one and sixty months."), code="months", field="months")
    source, ends_on = source_for(case.territory, language), _months_after(starts_on, months)
    names = names_of(case, case.adviser, speaker, language, starts_on, ends_on, months)
    draft = Convention.objects.filter(case=case, state=State.DRAFTED).first() or Convention(case=case, drafted_by=actor)
    draft.language, draft.starts_on, draft.ends_on = language, starts_on, ends_on
    draft.written_from, draft.text = source.kept, filled(source.text, names)[: 2 * LONGEST]
    return store(draft)


@action("convention.changed")
def change_draft(*, actor: User, convention: Convention, text: str, read: str = "") -> Convention:
    """Write what is particular to this enterprise. Refused once it is locked, empty, or changed since it was `read`."""
    require(can_change_draft(actor, convention))
    convention = _held(convention, State.DRAFTED)
    check_unchanged(read, convention.text)
    convention.text = _lines(text)
    return store(convention)


@action("convention.to_sign")
def lock_convention(*, actor: User, convention: Convention) -> Convention:
    """From now on its text does not change: what is signed is what was read. Refused when it is locked already."""
    require(can_lock_convention(actor, convention))
    convention = _held(convention, State.DRAFTED)
    convention.state, convention.digest = State.TO_SIGN, digest_of(convention.text)
    return store(convention)


@action("convention.signed")
def sign_convention(
    *,
    actor: User,
    convention: Convention,
    side: str,
    digest: str,
    drawing: UploadedFile,
    speaker: Membership | None = None,
) -> ConventionSignature:
    """One side signs with the finger; with both, it is signed. On a screen handed over, `speaker` says whose finger it is.

    Refused when it is not to be signed, when that side signed, when the text is not the one that was read.
    """
    require(can_sign_convention(actor, convention, side))
    convention = _held(convention, State.TO_SIGN)
    if digest != convention.digest or digest != digest_of(convention.text):
        raise Refused(_("The text is not the one you read: read it again, then sign."), code="changed")
    name, function = _signer(actor, convention, side, speaker)
    kept = keep_drawing(drawing, by=actor)
    signature = ConventionSignature(convention=convention, side=side, name=name, function=function, digest=digest)
    signature.drawing, signature.on_screen_of = kept, actor
    store(signature)
    if not sides_missing(convention):
        convention.state, convention.signed_at = State.SIGNED, timezone.now()
        store(convention)
    return signature


@action("convention.paper_kept")
def keep_signed_paper(*, actor: User, convention: Convention, paper: UploadedFile) -> Convention:
    """It was signed on paper: keep its scan or its photo. Refused when it is no PDF, JPEG, PNG or WebP, too big or broken."""
    require(can_keep_signed_paper(actor, convention))
    convention = _held(convention, State.TO_SIGN)
    convention.paper = keep_paper(paper, by=actor)
    convention.state, convention.signed_at = State.SIGNED, timezone.now()
    return store(convention)


@action("convention.ended")
def end_convention(*, actor: User, convention: Convention, end_reason: str) -> Convention:
    """It holds no more, and why. Refused the second time, or without a reason."""
    require(can_end_convention(actor, convention))
    convention = _held(convention, State.DRAFTED, State.TO_SIGN, State.SIGNED)
    convention.state, convention.ended_on = State.ENDED, timezone.localdate()
    convention.end_reason = end_reason.strip()
    return store(convention)


_NAMED = ("organisation__place", "organisation__legal_form", "territory", "demand", "adviser__person")


def _held(convention: Convention, *states: str) -> Convention:
    """The convention as it is now, held until the end: two people, one pen."""
    held = Convention.objects.select_for_update(of=("self",)).select_related("case__territory").get(pk=convention.pk)
    if held.state not in states:
        raise Refused(
            _("This convention is %(state)s: that is not done now.") % {"state": held.get_state_display()}, code="state"
        )
    return held


def _lines(text: str) -> str:
    """The text with one kind of line end, without what no paper can bear."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not lines:
        raise Refused(_("Write the text."), code="empty", field="text")
    return lines


def _signer(actor: User, convention: Convention, side: str, speaker: Membership | None) -> tuple[str, str]:
    """Name and function of who signs: the one who holds the pen, or whom they hand the screen to."""
    if side == Side.MECHANISM:
        with translation.override(convention.language):
            return str(actor), _("adviser") if actor.pk == convention.case.adviser_id else _("coordination")
    own = speakers_of(convention.case).filter(person=actor.person_id).first()
    signs = own or speaker
    _check_speaker(convention.case, signs)
    if signs is None:
        raise Refused(_("Say who signs for the enterprise."), code="speaker", field="speaker")
    with translation.override(convention.language):
        return str(signs.person), signs.get_function_display()


def _check_speaker(case: Case, speaker: Membership | None) -> None:
    if speaker is not None and not speakers_of(case).filter(pk=speaker.pk).exists():
        raise Refused(_("This person does not speak for the enterprise."), code="speaker", field="speaker")


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR - 1:
        raise Refused(_("Choose a nearer day."), code="far", field="starts_on")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
