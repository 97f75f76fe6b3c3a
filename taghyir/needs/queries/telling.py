"""The answer to a need, in words ready to be sent, read aloud or printed: telling back must cost one press."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from taghyir.design.formats import date_text, phone_text, written_in
from taghyir.design.messages import mail, text_message, whatsapp
from taghyir.needs.models import Need
from taghyir.places.queries import phone_in

LANGUAGES = ("ar", "fr")  # the two that nearly everybody reads, or has read to them; the page's own comes first
_MAIL = re.compile(r"[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """One message, in one language. An address is empty where nobody knows how to reach the person so."""

    language: str
    name: str  # of the language, in itself
    words: str
    whatsapp: str
    text_message: str
    mail: str


def phone_to_tell(need: Need) -> str:
    """How to call who said it: what they left, else the person, else the organisation. "" when nobody knows."""
    country = str(need.territory.country) if need.territory else ""
    left = phone_in(need.contact, country)
    of_person = need.person.phone if need.person else ""
    of_organisation = need.organisation.phone if need.organisation else ""
    return left or of_person or of_organisation


def tellings_of(need: Need, language: str) -> list[Telling]:
    """The answer in Arabic and in French, that of `language` first."""
    phone = phone_to_tell(need)
    found = _MAIL.search(need.contact)
    address = found[0] if found else (need.person.email if need.person else "")
    order = sorted(LANGUAGES, key=lambda one: one != language)
    return [_telling(need, one, phone, address) for one in order]


def _telling(need: Need, language: str, phone: str, address: str) -> Telling:
    with written_in(language, need.territory.country if need.territory else None):
        words = _said(need)
        subject = _("The answer to what you told us")
    return Telling(
        language=language,
        name=str(get_language_info(language)["name_local"]),
        words=words,
        whatsapp=whatsapp(phone, words) if phone else "",
        text_message=text_message(phone, words) if phone else "",
        mail=mail(address, subject, words) if address else "",
    )


def _apart(words: str) -> str:
    """`words` set apart from what surrounds them: French in an Arabic message keeps its own direction."""
    return f"\u2068{words}\u2069"


def _said(need: Need) -> str:
    lines = [
        _("Good day. On %(day)s you told us: “%(words)s”")
        % {"day": date_text(need.heard_on), "words": _apart(need.words[:300])},
        _("Here is the answer: %(answer)s") % {"answer": _apart(need.answer_words)},
    ]
    if need.territory:
        lines.append(_("The mechanism of %(territory)s") % {"territory": need.territory})
    if need.territory and need.territory.phone:
        lines[-1] += f" · {_apart(phone_text(need.territory.phone))}"
    return "\n".join(lines)
