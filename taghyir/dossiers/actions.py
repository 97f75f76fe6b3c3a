"""What is done with an enterprise's own file."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.conventions.queries import speakers_of
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Membership
from taghyir.dossiers.models import Objection, Signature
from taghyir.dossiers.policies import (
    can_answer_objection,
    can_hand_plan,
    can_keep_signed_plan,
    can_say_not_right,
    can_sign_plan,
)
from taghyir.dossiers.queries import Plan, digest_of, is_code_of, plan_of, words_of_line
from taghyir.people.models import User
from taghyir.tables.drawings import keep_drawing
from taghyir.tables.papers import keep_paper


@action("objection.said")
def say_not_right(*, actor: User, case: Case, line: str, line_id: int, words: str) -> Objection:
    """Write that a line is not right. Refused when the file has no such line, or when they wait for an answer on it already."""
    require(can_say_not_right(actor, case))
    if not (as_it_was := words_of_line(case, line, line_id)):
        raise Refused(_("This line is not in the file any more."), code="gone")
    return store(
        Objection(case=case, line=line, line_id=line_id, as_it_was=as_it_was[:400], words=words, said_by=actor)
    )


@action("objection.answered")
def answer_objection(*, actor: User, objection: Objection, answer: str) -> Objection:
    """Answer whoever said that a line is not right. Refused when somebody answered meanwhile."""
    require(can_answer_objection(actor, objection))
    held = Objection.objects.select_for_update().get(pk=objection.pk)
    if not held.is_open:
        raise Refused(_("Somebody answered meanwhile."), code="answered")
    held.answer, held.answered_by, held.answered_at = answer, actor, timezone.now()
    return store(held)


@action("plan.signed")
def sign_plan(
    *, actor: User, case: Case, digest: str, drawing: UploadedFile, speaker: Membership | None = None
) -> Signature:
    """Sign the plan as it stands; on a screen handed over, `speaker` says whose finger it is.

    Refused when it is empty, is not any more the one of `digest`, for who does not speak for the enterprise, or once closed.
    """
    require(can_sign_plan(actor, case) or (speaker is not None and can_hand_plan(actor, case)))
    case, plan = _held_plan(case)
    if digest != digest_of(plan):
        raise Refused(_("The plan changed meanwhile: read it again, then sign."), code="changed")
    own = speakers_of(case).filter(person=actor.person_id).first()
    signs = _speaking(case, own or speaker)
    who = {"signed_by": actor, "function": signs.function, "name": "" if own else str(signs.person)}
    return store(Signature(case=case, digest=digest, plan=plan, drawing=keep_drawing(drawing, by=actor), **who))


@action("plan.paper_kept")
def keep_signed_plan(
    *, actor: User, case: Case, code: str, speaker: Membership, signed_on: dt.date, paper: UploadedFile
) -> Signature:
    """The plan was signed on paper: keep its scan or its photo, who signed and when.

    Refused as `sign_plan`, when `code` is not that of the plan as it stands, for a day to come or before the file was opened,
    and when who speaks signed it already.
    """
    require(can_keep_signed_plan(actor, case))
    case, plan = _held_plan(case)
    digest, signs = digest_of(plan), _speaking(case, speaker)
    if not is_code_of(digest, code):
        raise Refused(
            _("This is not the code of the plan of today: print it, and have it signed."), code="changed", field="code"
        )
    if not case.opened_on <= signed_on <= timezone.localdate():
        raise Refused(_("Choose a day between the opening of the file and today."), code="day", field="signed_on")
    who = {"signed_by": actor, "function": signs.function, "name": str(signs.person)}
    if who["name"] in {one.signer for one in case.signatures.filter(digest=digest)}:
        raise Refused(_("%(name)s signed this plan already.") % who, code="signed", field="speaker")
    who |= {"is_on_paper": True, "signed_on": signed_on}
    return store(Signature(case=case, digest=digest, plan=plan, drawing=keep_paper(paper, by=actor), **who))


def _held_plan(case: Case) -> tuple[Case, Plan]:
    """The plan as it stands, held until the end. Refused when the file is closed, or the plan empty."""
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=case.pk)
    if not case.is_open:
        raise Refused(_("This file is closed: it can be read, no longer written."), code="closed")
    plan = plan_of(case)
    if not plan["objectives"]:
        raise Refused(_("There is no plan to sign yet."), code="empty")
    return case, plan


def _speaking(case: Case, speaker: Membership | None) -> Membership:
    if speaker is None or not speakers_of(case).filter(pk=speaker.pk).exists():
        raise Refused(_("This person does not speak for the enterprise."), code="speaker", field="speaker")
    return speaker
