"""Cards are asked about, claimed, reported wrong and answered for."""

import datetime as dt
import hmac

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.actions import name_keeper
from taghyir.directory.models import Organisation
from taghyir.people.actions import invite_person, withdraw_invitation
from taghyir.people.models import Person, Role, User
from taghyir.tables.cells import western
from taghyir.tables.text import cleaned, new_code
from taghyir.upkeep.models import Claim, Report, Review
from taghyir.upkeep.policies import (
    can_answer_report,
    can_ask_by_mail,
    can_ask_to_confirm,
    can_claim_card,
    can_decide_claim,
    can_erase_contacts,
    can_follow_claims,
    can_prove_claim,
    can_report_error,
)
from taghyir.upkeep.queries import hash_of_code

MOST_AN_HOUR = 30  # reports of one card
MOST_OF_ONE = 5  # reports of one browser within a day, of all cards
MOST_OF_ADDRESS = 100  # of all the browsers that share an address
MAILS_A_WEEK = 5  # mails to the mail box of one card, asked for by people without an account
KEPT = dt.timedelta(days=90)  # how to reach who reported, after the answer


@action("error.reported")
def report_error(
    *,
    actor: User | None,
    organisation: Organisation,
    kind: str,
    words: str = "",
    contact: str = "",
    language: str = "fr",
    sender: str = "",
) -> Report:
    """Keep what somebody says is wrong with a card, and give it a code.

    Refused when the same sender said five things within a day, or when thirty people wrote about one card within an hour.
    """
    require(can_report_error(actor, organisation))
    _refuse_too_many(organisation, sender)
    code = new_code()
    return store(
        Report(
            organisation=organisation,
            code=code,
            kind=kind,
            words=cleaned(words),
            contact=cleaned(contact),
            language=language,
            sender=sender,
            reported_at=timezone.now(),
        )
    )


@action("report.answered")
def answer_report(*, actor: User, report: Report, state: str, answer: str) -> Report:
    """Say what was done about it, in words its author and everybody with its code will read. Refused without words, or twice."""
    require(can_answer_report(actor, report))
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state != Report.State.OPEN:
        raise Refused(_("This is answered already."), code="answered")
    if state not in (Report.State.CORRECTED, Report.State.UNCHANGED):
        raise Refused(_("Say whether the card was corrected."), code="state", field="state")
    report.state, report.answer = state, cleaned(answer)
    report.answered_at, report.answered_by = timezone.now(), actor
    return store(report)


@action("report_contacts.erased")
def erase_contacts(*, actor: User) -> int:
    """Erase how to reach those who were answered ninety days ago, and what tells senders apart after a day. Returns how many."""
    require(can_erase_contacts(actor))
    yesterday = timezone.now() - dt.timedelta(days=1)
    Report.objects.filter(reported_at__lt=yesterday).exclude(sender="").update(sender="")
    old = Report.objects.filter(answered_at__lt=timezone.now() - KEPT).exclude(contact="")
    return old.update(contact="")


@action("card.review_asked")
def ask_to_confirm(*, actor: User, organisation: Organisation, due_on: dt.date, whom: str) -> Organisation:
    """Ask `whom`, owner or focal_point, whether a card is still true; once each time it falls due. Refused when it was asked."""
    require(can_ask_to_confirm(actor))
    review, _is_new = Review.objects.select_for_update().get_or_create(organisation=organisation, due_on=due_on)
    asked = f"{whom}_asked_at"
    if getattr(review, asked):
        raise Refused(_("They were asked already."), code="asked")
    setattr(review, asked, timezone.now())
    review.save(update_fields=[asked])
    vars(organisation)["journal_details"] = {"whom": whom}
    return organisation


@action("card.claimed")
def claim_card(*, actor: User, organisation: Organisation) -> Claim:
    """`actor` says that this card is theirs; whoever looks after the territory is told. Refused while an earlier claim waits."""
    require(can_claim_card(actor, organisation))
    return store(Claim(organisation=organisation, person=actor.person, claimed_at=timezone.now()))


@action("card.asked_by_mail")
def ask_by_mail(*, actor: User | None, organisation: Organisation, language: str = "fr") -> Claim:
    """Somebody without an account asks for the card: its mail box, if it has one, is sent an invitation to keep it.

    The answer is the same with and without a mail box. Refused within ten minutes of another, and after five in a week.
    """
    require(can_ask_by_mail(actor, organisation))
    now = timezone.now()
    asked = Claim.objects.filter(organisation=organisation, person=None, claimed_at__gte=now - dt.timedelta(days=7))
    last = asked.order_by("-claimed_at").first()
    if last and now - last.claimed_at < dt.timedelta(minutes=10):
        raise Refused(_("It was asked a moment ago. Look at the mail box of the organisation."), code="soon")
    if asked.count() >= MAILS_A_WEEK:
        raise Refused(_("It was asked five times this week. Come and see the mechanism of the territory."), code="many")
    claim = store(Claim(organisation=organisation))
    vars(claim)["journal_details"] = {"language": language}
    return claim


@action("claim.invited")
def invite_by_mail(*, actor: User, claim: Claim, language: str) -> Claim:
    """The mail box of the card is offered an account. Refused as an invitation is: an account there, an open offer."""
    require(can_follow_claims(actor))
    organisation = claim.organisation
    claim.invitation = invite_person(
        actor=actor,
        email=organisation.email,
        kind=Role.Kind.MEMBER,
        territory=organisation.territory,
        country="" if organisation.territory else organisation.country,
        language=language,
    )
    return store(claim)


@action("claim.taken")
def take_by_mail(*, actor: User, claim: Claim, person: Person) -> Claim:
    """Whoever opened the account that the mail box was offered keeps the card. Refused when it was decided."""
    require(can_follow_claims(actor))
    claim = _waiting(claim)
    claim.person = person
    return _confirmed(claim, by=actor)


@action("claim_code.asked")
def ask_code(*, actor: User, claim: Claim) -> Claim:
    """A code goes to the mail box the card has; if it has none, the answer is the same.

    Refused within ten minutes of another, and after five: a code is not found by trying them all.
    """
    require(can_prove_claim(actor, claim))
    claim = _waiting(claim)
    if claim.code_sent_at and timezone.now() - claim.code_sent_at < dt.timedelta(minutes=10):
        raise Refused(_("A code was sent a moment ago. Wait ten minutes to ask for another."), code="soon")
    if claim.codes >= Claim.CODES:
        raise Refused(
            _("Five codes were sent. The mechanism of the territory confirms it when you meet."), code="codes"
        )
    claim.code_hash, claim.code_sent_at = "", timezone.now()
    claim.codes, claim.attempts = claim.codes + 1, 0
    return store(claim)


@action("claim.proved")
def prove_claim(*, actor: User, claim: Claim, code: str) -> Claim:
    """The code makes its bearer keeper of the card. Refused when it is wrong, older than thirty minutes, or tried five times.

    A wrong code is counted even though it is refused: `count_wrong_code` does that first.
    """
    require(can_prove_claim(actor, claim))
    claim = _waiting(claim)
    is_late = claim.code_sent_at is None or timezone.now() - claim.code_sent_at > Claim.VALID
    if is_late or claim.attempts > Claim.ATTEMPTS:
        raise Refused(_("This code is no longer valid. Ask for another."), code="late", field="code")
    if not hmac.compare_digest(claim.code_hash, hash_of_code(claim, western(code).strip())):
        raise Refused(_("This is not the code. Look at the mail again."), code="code", field="code")
    return _confirmed(claim, by=User.objects.robot())


@action("claim_code.tried")
def count_wrong_code(*, actor: User, claim: Claim) -> Claim:
    """One more code was tried: five may be."""
    require(can_prove_claim(actor, claim))
    claim = _waiting(claim)
    claim.attempts += 1
    return store(claim)


@action("claim.confirmed")
def confirm_claim(*, actor: User, claim: Claim) -> Claim:
    """The person was met, and speaks for the organisation: they keep its card from now on. Refused when it was decided."""
    require(can_decide_claim(actor, claim))
    return _confirmed(_waiting(claim), by=actor)


@action("claim.refused")
def refuse_claim(*, actor: User, claim: Claim, reason: str) -> Claim:
    """The person does not speak for the organisation; an account that was offered to its mail box is offered no more.

    Refused without a reason, or when it was decided.
    """
    require(can_decide_claim(actor, claim))
    claim = _waiting(claim)
    claim.state, claim.reason = Claim.State.REFUSED, cleaned(reason)
    claim.decided_by, claim.decided_at = actor, timezone.now()
    if claim.invitation and claim.invitation.is_open:
        withdraw_invitation(actor=User.objects.robot(), invitation=claim.invitation)
    return store(claim)


@action("claim.expired")
def expire_claim(*, actor: User, claim: Claim) -> Claim:
    """Nobody answered at the mail box while the offer held. Refused when it was decided."""
    require(can_follow_claims(actor))
    claim = _waiting(claim)
    claim.state, claim.decided_by, claim.decided_at = Claim.State.EXPIRED, actor, timezone.now()
    return store(claim)


def _refuse_too_many(organisation: Organisation, sender: str) -> None:
    now = timezone.now()
    day = Report.objects.filter(sender__startswith=sender[:8], reported_at__gte=now - dt.timedelta(days=1))
    senders = list(day.values_list("sender", flat=True)) if sender else []
    if len(senders) >= MOST_OF_ADDRESS or senders.count(sender) >= MOST_OF_ONE:
        raise Refused(
            _("Much was written from here today. Come back tomorrow, or call the mechanism of the territory."),
            code="often",
        )
    hour = Report.objects.filter(organisation=organisation, reported_at__gte=now - dt.timedelta(hours=1))
    if hour.count() >= MOST_AN_HOUR:
        raise Refused(
            _("Many people wrote about this card within an hour. Come back later, or call the mechanism."), code="many"
        )


def _waiting(claim: Claim) -> Claim:
    claim = Claim.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=claim.pk)
    if claim.state != Claim.State.WAITING:
        raise Refused(_("This claim is decided already."), code="decided")
    return claim


def _confirmed(claim: Claim, *, by: User) -> Claim:
    if claim.person is None:
        raise Refused(_("Nobody is named yet: name the person among those who keep the card."), code="nobody")
    name_keeper(actor=by, organisation=claim.organisation, person=claim.person)
    claim.state, claim.code_hash = Claim.State.CONFIRMED, ""
    claim.decided_by, claim.decided_at = by, timezone.now()
    return store(claim)
