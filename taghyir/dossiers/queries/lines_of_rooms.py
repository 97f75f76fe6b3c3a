"""What other rooms know of a file, as lines of its page: what is shown to its members, one statement a room."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taghyir.accompaniment.models import Case
from taghyir.conventions.models import Convention, ConventionSignature, Side
from taghyir.design.formats import amount_text, date_text, number_text
from taghyir.diagnoses.models import Diagnosis, Signature
from taghyir.documents.models import Document
from taghyir.dossiers.models import Line
from taghyir.dossiers.queries.lines import FEW, Said
from taghyir.handovers.models import HandOver
from taghyir.handovers.queries import handovers_of
from taghyir.lens.models import CareNote
from taghyir.lens.queries import notes_of
from taghyir.milestones.models import Milestone
from taghyir.milestones.queries import milestones_of

_CONVENTION = {"signed": "done", "to_sign": "soon", "ended": "no"}


def lines_of_rooms(case: Case) -> list[Said]:
    """Diagnoses, conventions, documents, hand-overs, milestones and care notes, each as a line."""
    return [
        *(line_of_diagnosis(one) for one in diagnoses_to_tell(case)[:FEW]),
        *(line_of_convention(one) for one in conventions_to_tell(case)[:FEW]),
        *(line_of_document(one) for one in documents_to_tell(case)[:FEW]),
        *(line_of_handover(one) for one in handovers_to_tell(case)[:FEW]),
        *(line_of_milestone(one) for one in milestones_of(case)),
        *(line_of_care(one) for one in notes_of(case)[:FEW]),
    ]


def diagnoses_to_tell(case: Case) -> QuerySet[Diagnosis]:
    """The last first, each with `is_signed` by the enterprise. Its answers are told when they are given back."""
    signed = Signature.objects.filter(diagnosis=OuterRef("pk"), side=Signature.Side.ENTERPRISE)
    rows = case.diagnoses.annotate(is_signed=Exists(signed)).order_by("depth", "-moment")
    return rows.defer("answers")


def conventions_to_tell(case: Case) -> QuerySet[Convention]:
    """The last first, each with `is_signed` by the enterprise."""
    signed = ConventionSignature.objects.filter(convention=OuterRef("pk"), side=Side.ENTERPRISE)
    return case.conventions.annotate(is_signed=Exists(signed)).order_by("-drafted_at", "-pk")


def documents_to_tell(case: Case) -> QuerySet[Document]:
    """Those the members see, whoever asks: a note of the team is not of their file."""
    shown = case.documents.filter(is_shared=True, withdrawn_at=None)
    return shown.select_related("latest__added_by__person", "service__kind").order_by("-added_at", "-pk")


def handovers_to_tell(case: Case) -> QuerySet[HandOver]:
    """The last first, each with its deed and who signed it."""
    named = ("handed_by__person", "deed", "signature__signed_by__person")
    return handovers_of(case).select_related(*named).order_by("-handed_on", "-pk")


def words_of_note(note: CareNote) -> list[str]:
    """What was seen of care and of unpaid work, sentence by sentence."""
    offered = (
        (note.childcare_offered, _("Childcare was offered")),
        (note.transport_offered, _("Transport was offered")),
    )
    said = [words for is_so, words in offered if is_so]
    counted = (
        (note.paid_women, _("Women who are paid: %(count)s")),
        (note.paid_men, _("Men who are paid: %(count)s")),
        (note.unpaid_women, _("Women who work without pay: %(count)s")),
        (note.unpaid_men, _("Men who work without pay: %(count)s")),
    )
    said += [words % {"count": number_text(count)} for count, words in counted if count is not None]
    if note.unpaid_hours:
        said.append((_("%(hours)s h without pay.") % {"hours": number_text(note.unpaid_hours)}).rstrip("."))
    if money := note.value:
        said += [amount_text(money.amount, money.currency), note.rate_source]
    return said


def line_of_diagnosis(one: Diagnosis) -> Said:
    """A diagnosis; before it is given back, that there is one."""
    words, link = f"{one.name} · {one.get_depth_display()}", one.get_absolute_url()
    if one.given_back_on is None:
        return Said(Line.DIAGNOSIS, one.pk, words, (), "going", _("not given back yet"), link, is_told=False)
    about = (_("given back on %(day)s") % {"day": date_text(one.given_back_on)},)
    is_signed = one.is_signed  # type: ignore[attr-defined]
    return Said(Line.DIAGNOSIS, one.pk, words, about, *_signed(is_signed), link, to_sign=not is_signed)


def _signed(is_signed: bool) -> tuple[str, str]:
    if is_signed:
        return "done", pgettext("line of a file", "signed")
    return "soon", pgettext("line of a file", "to sign")


def line_of_convention(one: Convention) -> Said:
    """From when to when, and how far it is."""
    is_locked = one.state in (Convention.State.TO_SIGN, Convention.State.SIGNED)
    state, link = str(one.get_state_display()), one.get_absolute_url()
    words = _("Convention from %(first)s to %(last)s") % {
        "first": date_text(one.starts_on),
        "last": date_text(one.ends_on),
    }
    to_sign = one.state == Convention.State.TO_SIGN and not one.is_signed  # type: ignore[attr-defined]
    about = (one.end_reason,) if one.end_reason else ()
    status = _CONVENTION.get(one.state, "new")
    return Said(Line.CONVENTION, one.pk, words, about, status, state, link, is_locked or bool(about), to_sign)


def line_of_document(one: Document) -> Said:
    """What it is, who sent its last version."""
    about = [capfirst(str(one.get_kind_display())), date_text(one.added_at)]
    if one.latest is not None:
        about += [str(one.latest.added_by), _("version %(n)s") % {"n": number_text(one.latest.number)}]
    return Said(Line.DOCUMENT, one.pk, one.title, tuple(about), link=one.get_absolute_url())


def line_of_handover(one: HandOver) -> Said:
    """What was handed over, and whether its deed is signed."""
    is_signed = one.deed_id is not None or hasattr(one, "signature")
    money, kind = amount_text(one.amount, one.currency), capfirst(str(one.get_kind_display()))
    about = tuple(part for part in (money, kind, date_text(one.handed_on), one.source) if part)
    link = one.get_absolute_url()
    return Said(Line.HANDOVER, one.pk, one.what, about, *_signed(is_signed), link, to_sign=not is_signed)


def line_of_milestone(one: Milestone) -> Said:
    """When it is or was looked at, and what was found."""
    words = capfirst(str(one.get_moment_display()))
    if one.held_on is None:
        planned = _("planned for %(day)s") % {"day": date_text(one.due_on)}
        about = tuple(part for part in (planned, one.postponed_because) if part)
        late = ("late", _("late")) if one.is_late else ("waiting", _("planned"))
        return Said(Line.MILESTONE, one.pk, words, about, *late)
    about = tuple(part for part in (date_text(one.held_on), str(one.held_by), one.words) if part)
    return Said(Line.MILESTONE, one.pk, words, about, "done", str(one.get_standing_display()))


def line_of_care(one: CareNote) -> Said:
    """What was seen, when."""
    words = " · ".join(words_of_note(one)) or date_text(one.noted_on)
    return Said(Line.CARE, one.pk, words, (date_text(one.noted_on), str(one.noted_by)))
