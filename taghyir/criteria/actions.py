"""Peers are named; they interview, give back what they heard; the organisation agrees, and chooses what is published."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import keep_file
from taghyir.core.models import StoredFile
from taghyir.core.storage import store
from taghyir.criteria.models import Answer, Interview, Peer
from taghyir.criteria.policies import (
    can_agree_interview,
    can_ask_for_change,
    can_close_interview,
    can_end_peer,
    can_give_back,
    can_name_peer,
    can_publish_interview,
    can_record_agreement,
    can_remove_draft,
    can_save_answer,
    can_start_interview,
    can_withdraw_interview,
)
from taghyir.criteria.queries import codes_left, codes_of, peer_of, peers_to_join
from taghyir.criteria.seeds import SET
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.tables.text import cleaned

PAPERS = {"pdf", "jpg", "jpeg", "png"}
State = Interview.State


@action("peer.named")
def name_peer(*, actor: User, user: User, territory: Territory, trained_on: dt.date, trained_by: str) -> Peer:
    """`user` was trained, and may interview the organisations of `territory`. Refused twice, and for a day to come."""
    require(can_name_peer(actor, territory))
    if trained_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future", field="trained_on")
    peer = Peer(user=user, territory=territory, trained_on=trained_on, trained_by=cleaned(trained_by), named_by=actor)
    return store(peer)


@action("peer.ended")
def end_peer(*, actor: User, peer: Peer) -> Peer:
    """From today they interview no more, and open what they did not finish no more. What they wrote stays."""
    require(can_end_peer(actor, peer))
    if not peer.is_standing:
        raise Refused(_("They are no longer a peer."), code="ended")
    peer.ended_on = max(timezone.localdate(), peer.trained_on)
    return store(peer)


@action("interview.started")
def start_interview(
    *, actor: User, organisation: Organisation, held_on: dt.date, language: str = "fr", second_peer: Peer | None = None
) -> Interview:
    """Begin to talk with `organisation`, alone or with a second peer, by the set in force.

    Refused for a day to come, with a second peer who is of another territory or belongs to it, and while one is under way.
    """
    require(can_start_interview(actor, organisation))
    if held_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), code="future", field="held_on")
    if second_peer and not peers_to_join(organisation, actor).filter(pk=second_peer.pk).exists():
        raise Refused(_("Choose another peer of the territory, not one of its own people."), code="peer")
    interview = Interview(
        organisation=organisation,
        set_version=SET["version"],
        peer=peer_of(actor, organisation),
        second_peer=second_peer,
        held_on=held_on,
        language=language,
    )
    return store(interview)


@action("interview.answer_saved")
def save_answer(
    *,
    actor: User,
    interview: Interview,
    criterion: str,
    level: int | None = None,
    evidence: str = "",
    file: UploadedFile | None = None,
) -> Interview:
    """Write down what was said of one criterion, anew as often as needed; without level it was not talked about.

    Refused once it is given back, for a criterion of another set, and with a file that is no paper.
    """
    require(can_save_answer(actor, interview))
    interview = _in_state(interview, State.DRAFT)
    if criterion not in codes_of(interview.set_version):
        raise Refused(_("This criterion is not in the set."), code="criterion")
    answer = interview.answers.filter(criterion=criterion).first() or Answer(interview=interview, criterion=criterion)
    answer.level, answer.evidence = level, cleaned(evidence)
    answer.said_to, answer.saved_at = actor, timezone.now()
    former = answer.paper if file else None
    if file:
        answer.paper = keep_file(file, by=actor, extensions=PAPERS)
    store(answer)
    _erase([former] if former else [])
    vars(interview)["journal_details"] = {"criterion": criterion}
    return interview


@action("interview.given_back")
def give_back(*, actor: User, interview: Interview) -> Interview:
    """The organisation reads what was written and agrees or not. Refused before each criterion was gone through."""
    require(can_give_back(actor, interview))
    interview = _in_state(interview, State.DRAFT)
    if left := len(codes_left(interview)):
        sentence = ngettext(
            "%(count)s criterion is left: go through it, or say that it was not talked about.",
            "%(count)s criteria are left: go through them, or say that they were not talked about.",
            left,
        )
        raise Refused(sentence % {"count": left}, code="left")
    if not interview.answers.exclude(level=None).exists():
        raise Refused(_("Nothing was talked about yet."), code="nothing")
    interview.state, interview.given_back_at, interview.change_words = State.GIVEN_BACK, timezone.now(), ""
    return store(interview)


@action("interview.agreed")
def agree_interview(*, actor: User, interview: Interview) -> Interview:
    """The organisation says: this is what we said. Nothing of it changes any more. Refused before it is given back."""
    require(can_agree_interview(actor, interview))
    return _agreed(_in_state(interview, State.GIVEN_BACK), actor)


@action("interview.agreed_on_paper")
def record_agreement(*, actor: User, interview: Interview, file: UploadedFile) -> Interview:
    """Its people agreed with their signature, having no account. Refused without the sheet, or before it is given back."""
    require(can_record_agreement(actor, interview))
    interview = _in_state(interview, State.GIVEN_BACK)
    interview.signed_sheet = keep_file(file, by=actor, extensions=PAPERS)
    return _agreed(interview, actor)


@action("interview.change_asked")
def ask_for_change(*, actor: User, interview: Interview, change_words: str) -> Interview:
    """The organisation says what is to be changed; its peers have it in hand again. Refused without words."""
    require(can_ask_for_change(actor, interview))
    interview = _in_state(interview, State.GIVEN_BACK)
    if not (words := cleaned(change_words)):
        raise Refused(_("Say what is to be changed."), code="empty", field="change_words")
    interview.state, interview.change_words, interview.given_back_at = State.DRAFT, words, None
    return store(interview)


@action("interview.closed")
def close_interview(*, actor: User, interview: Interview, reason: str) -> Interview:
    """It ends without agreement; it is never published. Refused without a reason, and once it has ended."""
    require(can_close_interview(actor, interview))
    interview = _in_state(interview, State.DRAFT, State.GIVEN_BACK)
    interview.state, interview.reason = State.CLOSED, cleaned(reason)
    interview.ended_at, interview.ended_by = timezone.now(), actor
    return store(interview)


@action("interview.published")
def publish_interview(*, actor: User, interview: Interview, shows_evidence: bool = False) -> Interview:
    """Everybody reads the words of each level; what shows it too, if the organisation wants. The files, never.

    Refused before it is agreed, and as long as the card of the organisation is not public.
    """
    require(can_publish_interview(actor, interview))
    interview = _in_state(interview, State.AGREED)
    if not Organisation.objects.published().filter(pk=interview.organisation_id).exists():
        raise Refused(_("It is shown beside the card of the organisation: publish the card first."), code="card")
    interview.published_at, interview.withdrawn_at = timezone.now(), None
    interview.shows_evidence = shows_evidence
    return store(interview)


@action("interview.withdrawn")
def withdraw_interview(*, actor: User, interview: Interview) -> Interview:
    """Nobody outside reads it any more, at once and without a reason. Refused when it is not published."""
    require(can_withdraw_interview(actor, interview))
    interview = _in_state(interview, State.AGREED)
    if interview.published_at is None:
        raise Refused(_("It is not published."), code="hidden")
    interview.published_at, interview.withdrawn_at, interview.shows_evidence = None, timezone.now(), False
    return store(interview)


@action("interview.removed")
def remove_draft(*, actor: User, interview: Interview) -> Organisation:
    """It was begun by mistake: nothing of it is kept but this line. Refused once it was given back."""
    require(can_remove_draft(actor, interview))
    interview = _in_state(interview, State.DRAFT)
    organisation = interview.organisation
    vars(organisation)["journal_details"] = {"interview": interview.pk, "held_on": str(interview.held_on)}
    papers = [answer.paper for answer in interview.answers.select_related("paper") if answer.paper]
    interview.delete()
    _erase(papers)
    return organisation


def _erase(papers: list[StoredFile]) -> None:
    """Nothing refers to them any more: their files are gone too."""
    for paper in papers:
        paper.content.delete(save=False)
        paper.delete()


def _agreed(interview: Interview, actor: User) -> Interview:
    interview.state, interview.ended_at, interview.ended_by = State.AGREED, timezone.now(), actor
    return store(interview)


def _in_state(interview: Interview, *states: str) -> Interview:
    """The interview, locked: two people, one state. Refused in any other."""
    held = Interview.objects.select_for_update(of=("self",)).select_related("organisation__territory")
    interview = held.select_related("peer", "second_peer").get(pk=interview.pk)
    if interview.state not in states:
        raise Refused(_said_of(interview), code=interview.state)
    return interview


def _said_of(interview: Interview) -> str:
    return {
        State.DRAFT.value: _("It is not given back yet."),
        State.GIVEN_BACK.value: _("It is given back: the organisation agrees, or says what is to be changed."),
        State.AGREED.value: _("The organisation agreed: nothing of it changes any more."),
        State.CLOSED.value: _("It was closed without agreement."),
    }[interview.state]
