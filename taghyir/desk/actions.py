"""Help is asked for, taken in hand, answered, turned into a need, closed; and erased a year after."""

import datetime as dt
import re

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.desk.models import ANSWERED_WITHIN, KEPT, HelpRequest, Message
from taghyir.desk.policies import (
    can_acknowledge_answer,
    can_add_message,
    can_answer_request,
    can_ask_for_help,
    can_close_request,
    can_erase_requests,
    can_make_need_of_request,
    can_pass_answer_on,
    can_take_request,
)
from taghyir.needs.actions import hear_need, tell_answer
from taghyir.needs.models import Need
from taghyir.needs.queries import due_day
from taghyir.people.models import User
from taghyir.places.models import Place
from taghyir.places.queries import as_e164, territory_of
from taghyir.tables.search import search_text
from taghyir.tables.text import cleaned, new_code

NOTICE_VERSION = "2026-11.2"
MOST_OF_ONE, MOST_OF_ADDRESS = 5, 100  # requests within a day: of one browser, of all that share its address
MOST_IN_A_ROW = 10  # messages of who asked, as long as nobody answers
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
State = HelpRequest.State


@action("help.asked")
def ask_for_help(
    *,
    actor: User | None,
    words: str,
    place: Place | None = None,
    name: str = "",
    phone: str = "",
    organisation_name: str = "",
    language: str = "fr",
    sender: str = "",
) -> HelpRequest:
    """Keep what somebody asks, lead it to the mechanism of `place`, and give it a code. What is needed least is asked.

    Refused without words, with an address of the web in them, with a phone that does not exist, and the sixth time a day
    from one browser.
    """
    require(can_ask_for_help(actor))
    _refuse_too_many(sender)
    territory = territory_of(place)
    asked = HelpRequest(
        code=new_code(),
        words=_said(words),
        name=cleaned(name),
        phone=as_e164(phone, str(place.country) if place else "MA") if phone.strip() else "",
        organisation_name=cleaned(organisation_name),
        place=place,
        territory=territory,
        language=language,
        sender=sender,
        asked_at=timezone.now(),
        due_on=due_day(timezone.localdate(), territory, ANSWERED_WITHIN),
        notice_version=NOTICE_VERSION,
    )
    asked.folded = search_text(asked.name, asked.organisation_name, asked.words)
    return store(asked)


@action("help.message_added")
def add_message(*, actor: User | None, request: HelpRequest, words: str) -> HelpRequest:
    """Whoever holds the code adds a word; what was closed is open again. Refused when it was erased, or after ten in a row."""
    require(can_add_message(actor))
    request = _held(request)
    if request.erased_at:
        raise Refused(_("This was closed a year ago and erased. Ask anew."), code="erased")
    last = list(request.messages.order_by("-said_at", "-pk").values_list("by", flat=True)[:MOST_IN_A_ROW])
    if len(last) == MOST_IN_A_ROW and not any(last):
        raise Refused(_("You said much. Wait for the answer, or call."), code="many", field="words")
    _say(request, None, _said(words))
    if request.state == State.CLOSED:
        request.state, request.closed_at, request.outcome = State.TAKEN if request.owner else State.NEW, None, ""
    if not request.is_waiting:
        request.is_waiting, request.due_on = True, due_day(timezone.localdate(), request.territory, ANSWERED_WITHIN)
    return store(request)


@action("help.taken")
def take_request(*, actor: User, request: HelpRequest) -> HelpRequest:
    """`actor` has it in hand. Refused when it is closed."""
    require(can_take_request(actor, request))
    request = _open(request)
    request.owner, request.state = actor, State.TAKEN
    return store(request)


@action("help.answered")
def answer_request(*, actor: User, request: HelpRequest, words: str) -> HelpRequest:
    """Say something that whoever holds the code reads; who answers has it in hand. Refused without words, or once closed."""
    require(can_answer_request(actor, request))
    request = _open(request)
    _say(request, actor, _words(words))
    request.owner, request.state = request.owner or actor, State.TAKEN
    return store(request)


@action("help.became_need")
def make_need_of_request(*, actor: User, request: HelpRequest, theme: str) -> Need:
    """It is a need that somebody owns from now on; its answer is read under the code too. Refused the second time."""
    require(can_make_need_of_request(actor, request))
    request = _open(request)
    if request.need_id:
        raise Refused(_("It is a need already."), code="need")
    if request.territory is None:
        raise Refused(_("Nobody knows in which territory it is."), code="nowhere")
    request.need = hear_need(
        actor=actor,
        territory=request.territory,
        theme=theme,
        words=request.words,
        said_by=request.name or request.organisation_name,
        contact=request.phone,
        heard_on=min(timezone.localtime(request.asked_at).date(), timezone.localdate()),
    )
    request.owner, request.state = request.owner or actor, State.TAKEN
    return store(request).need  # type: ignore[return-value]


@action("help.closed")
def close_request(*, actor: User, request: HelpRequest, outcome: str, words: str = "") -> HelpRequest:
    """Say how it ended, with a last word that whoever holds the code reads. Refused without one, unless it was misused."""
    require(can_close_request(actor, request))
    request = _open(request)
    if words.strip() or outcome != HelpRequest.Outcome.MISUSE:
        _say(request, actor, _words(words))
    request.owner = request.owner or actor
    request.state, request.outcome, request.closed_at = State.CLOSED, outcome, timezone.now()
    return store(request)


@action("help.answer_passed_on")
def pass_answer_on(*, actor: User, request: HelpRequest) -> HelpRequest:
    """The answer to its need is read under the code. Refused when it was passed on, or there is none."""
    require(can_pass_answer_on(actor))
    request, need = _held(request), request.need
    if need is None or not need.answer_words or request.messages.filter(words=need.answer_words).exists():
        raise Refused(_("There is no answer to pass on."), code="none")
    _say(request, need.owner, need.answer_words)
    return store(request)


@action("help.answer_read")
def acknowledge_answer(*, actor: User | None, request: HelpRequest) -> HelpRequest:
    """Whoever holds the code has read the answer to the need: it was told back. Refused without an answer."""
    require(can_acknowledge_answer(actor))
    request = _held(request)
    if request.need is None:
        raise Refused(_("There is no answer yet."), code="none")
    tell_answer(actor=User.objects.robot(), need=request.need, told_how=_("read under the code %s") % request.code)
    return request


@action("help.erased")
def erase_requests(*, actor: User) -> int:
    """Erase what was said a year after it was closed, and what tells senders apart after a day. Returns how many."""
    require(can_erase_requests(actor))
    now = timezone.now()
    HelpRequest.objects.filter(asked_at__lt=now - dt.timedelta(days=1)).exclude(sender="").update(sender="")
    old = HelpRequest.objects.filter(closed_at__lt=now - KEPT, erased_at=None)
    keys = list(old.values_list("pk", flat=True))
    Message.objects.filter(request__in=keys).delete()
    nothing = {"words": "", "name": "", "phone": "", "organisation_name": "", "folded": ""}
    return HelpRequest.objects.filter(pk__in=keys).update(erased_at=now, **nothing)


def _refuse_too_many(sender: str) -> None:
    since = timezone.now() - dt.timedelta(days=1)
    near = HelpRequest.objects.filter(sender__startswith=sender[:8], asked_at__gte=since).values_list(
        "sender", flat=True
    )
    if sender and (len(senders := list(near)) >= MOST_OF_ADDRESS or senders.count(sender) >= MOST_OF_ONE):
        raise Refused(
            _("Much was written from here today. Call the mechanism, or come: somebody listens."), code="often"
        )


def _say(request: HelpRequest, by: User | None, words: str) -> None:
    """Keep what is said. Once somebody answers, whoever asked waits no more; the caller stores the request."""
    store(Message(request=request, by=by, words=words, said_at=timezone.now()))
    if by is not None:
        request.is_waiting = False


def _said(words: str) -> str:
    """The words of who asks. Refused when there are none, or when they hold an address of the web."""
    if _ADDRESS.search(words):
        raise Refused(_("Say it without an address of the web."), code="address", field="words")
    return _words(words)


def _words(words: str) -> str:
    if not (said := cleaned(words)):
        raise Refused(_("Say it in a few words."), code="empty", field="words")
    return said


def _held(request: HelpRequest) -> HelpRequest:
    held = HelpRequest.objects.select_for_update(of=("self",)).select_related("territory", "owner", "need__owner")
    return held.get(pk=request.pk)


def _open(request: HelpRequest) -> HelpRequest:
    request = _held(request)
    if request.state == State.CLOSED:
        raise Refused(_("This is closed. It opens again when they write."), code="closed")
    return request
