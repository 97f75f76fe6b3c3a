"""Where a demand stands, in words ready to be sent, read aloud or printed: telling must cost one press."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.queries import case_of
from taghyir.design.formats import date_text, phone_text, written_in
from taghyir.design.messages import mail, text_message, whatsapp
from taghyir.intake.models import DeskDemand, Referral
from taghyir.intake.queries.waiting import turn_of
from taghyir.needs.queries.telling import LANGUAGES, Telling

State = Demand.State


def phone_to_tell(demand: Demand) -> str:
    """How to call whoever asked: the contact, else what they left at the public desk, else the organisation."""
    left = DeskDemand.objects.filter(demand=demand).values_list("request__phone", flat=True).first()
    return (demand.contact.phone if demand.contact else "") or left or demand.organisation.phone


def tellings_of(demand: Demand, language: str) -> list[Telling]:
    """Where it stands in Arabic and in French, that of `language` first."""
    phone = phone_to_tell(demand)
    address = (demand.contact.email if demand.contact else "") or demand.organisation.email
    return [_telling(demand, one, phone, address) for one in sorted(LANGUAGES, key=lambda one: one != language)]


def words_for(demand: Demand, language: str) -> str:
    """The whole message in one language."""
    with written_in(language, demand.territory.country):
        lines = [_asked(demand), *_standing(demand), _signed(demand)]
    return "\n".join(lines)


def _telling(demand: Demand, language: str, phone: str, address: str) -> Telling:
    words = words_for(demand, language)
    with written_in(language, demand.territory.country):
        subject = _("Where your demand stands")
    return Telling(
        language=language,
        name=str(get_language_info(language)["name_local"]),
        words=words,
        whatsapp=whatsapp(phone, words) if phone else "",
        text_message=text_message(phone, words) if phone else "",
        mail=mail(address, subject, words) if address else "",
    )


def _apart(words: object) -> str:
    """Set apart from what surrounds it: French in an Arabic message keeps its own direction."""
    return f"\u2068{words}\u2069"


def _asked(demand: Demand) -> str:
    day = date_text(demand.received_on)
    return _("Good day. On %(day)s you asked us: “%(words)s”") % {"day": day, "words": _apart(demand.words[:200])}


def _standing(demand: Demand) -> list[str]:
    if demand.state == State.ACCEPTED and (case := case_of(demand)):
        words = {"name": _apart(case.adviser), "number": _apart(case.number)}
        return [_("Your demand is accepted. %(name)s follows you. Your file: %(number)s.") % words]
    if demand.state == State.REFERRED:
        return _elsewhere(demand)
    if demand.state == State.WAITING:
        place, count = turn_of(demand)
        turn: dict[str, object] = {"place": place, "count": count, "reason": _apart(demand.reason)}
        return [_("Your demand is on the waiting list: number %(place)d of %(count)d. Why: %(reason)s") % turn]
    if demand.state == State.REFUSED:
        return [_("We cannot accept it now. Why: %(reason)s") % {"reason": _apart(demand.reason)}]
    return [_received(demand)]


def _received(demand: Demand) -> str:
    over = (Referral.State.REFUSED, Referral.State.WITHDRAWN)
    last = demand.referrals.filter(state__in=over).first()
    if last is None:
        return _("We have it, and somebody answers you.")
    if last.state == Referral.State.WITHDRAWN:
        return _("We do not wait for %(body)s any more: %(why)s We look for another answer.") % _of(last)
    return _("%(body)s cannot take it: %(why)s We look for another answer.") % _of(last)


def _elsewhere(demand: Demand) -> list[str]:
    lines = [
        _("We direct you to %(body)s. Why: %(reason)s")
        % {"body": _apart(demand.referred_to), "reason": _apart(demand.reason)}
    ]
    last = demand.referrals.filter(state=Referral.State.ACCEPTED).first()
    if last:
        lines.append(_("%(body)s accepts: %(why)s") % _of(last))
    return lines


def _of(referral: Referral) -> dict[str, str]:
    return {"body": _apart(referral.body_name), "why": _apart(referral.answer)}


def _signed(demand: Demand) -> str:
    words = _("The mechanism of %(territory)s") % {"territory": demand.territory}
    return f"{words} · {_apart(phone_text(demand.territory.phone))}" if demand.territory.phone else words
