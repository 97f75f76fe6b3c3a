"""How much two entries of the directory are alike. Facts in, reasons out; nothing is read or written here.

Two entries are compared only when they share a key (`keys_of`): a name, how it sounds, an acronym, a word near the same spot,
a number, a contact. So a hundred thousand entries need no comparison of all with all.
"""

import math
import re
from dataclasses import dataclass, field
from hashlib import sha256

from taghyir.core.text import folded
from taghyir.duplicates.models import Candidate, Reason
from taghyir.tables.sounds import sounded

SPOT, NEAR, FAR = 60, 350, 1_000  # metres
_GRID = 0.006  # degrees of a cell of two grids laid half a cell apart: what lies within 330 m shares one
_EARTH = 6_371_000  # metres
_SMALL = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "et",
    "pour",
    "d",
    "l",
    "the",
    "of",
    "and",
    "for",
    "en",
    "y",
    "del",
    "a",
    "au",
    "aux",
    "في",
    "من",
    "و",
}
_GENERIC = set(
    """
    association cooperative coop reseau network groupe groupement collectif union fondation foundation societe club centre center
    maison atelier جمعيه الجمعيه تعاونيه تعاضديه شبكه الشبكه مجموعه مجمع اتحاد الاتحاد موسسه مركز المركز نادي شركه ورشه دار
    """.split()  # noqa: SIM905 - words, as one reads them
)
_SHARED_HOSTS = {
    "facebook",
    "instagram",
    "youtube",
    "linkedin",
    "twitter",
    "google",
    "goo",
    "bit",
    "linktr",
    "gmail",
    "yahoo",
    "hotmail",
    "outlook",
}


@dataclass(slots=True)
class Entry:
    """What is compared of an organisation."""

    pk: int
    names: list[str]
    place: int | None = None
    country: str = ""
    legal_form: int | None = None
    activity: str = ""
    latitude: float | None = None  # its own, not that of its place
    longitude: float | None = None
    contacts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = [name for name in dict.fromkeys(folded(one) for one in self.names) if name]


def mark_of(one: Entry, other: Entry) -> str:
    """A mark of the names and positions of a pair: it changes when one of them does."""
    facts = [[entry.names, entry.latitude, entry.longitude, entry.place] for entry in (one, other)]
    return sha256(repr(facts).encode()).hexdigest()[:40]


def words_of(name: str) -> frozenset[str]:
    """The words of a folded name that tell it from others."""
    words = {word for word in name.split() if word not in _SMALL}
    return frozenset(words - _GENERIC)


def _sounds_of(name: str) -> frozenset[str]:
    """How its telling words sound, those of four letters and more."""
    return frozenset(sounded(word).strip() for word in words_of(name) if len(word) >= 4)


def initials_of(name: str) -> str:
    """The acronym a name of three words or more gives, small words left out."""
    words = [word for word in name.split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def contacts_of(phone: str, email: str, website: str) -> list[str]:
    """What two entries of one organisation would share: a phone, a mail box, a site that is its own."""
    host = re.sub(r"^(www\.)?", "", re.sub(r"^https?://", "", website.casefold()).partition("/")[0])
    found = [f"p:{phone}" if phone else "", f"e:{email.casefold()}" if email else ""]
    own = host and not _SHARED_HOSTS & set(host.split("."))
    return [one for one in (*found, f"h:{host}" if own else "") if one]


def keys_of(entry: Entry) -> list[str]:
    """What it may share with another entry of the same organisation."""
    keys = [*entry.contacts, *entry.numbers]
    spots = (
        [f"@{spot}" for spot in _cells_of(entry)] or [f"#{entry.place}"] * bool(entry.place) or [f"!{entry.country}"]
    )
    for name in entry.names:
        keys += [f"n:{name[:60]}{spot}" for spot in {*spots, f"!{entry.country}"}]
        keys.append(f"s:{sounded(name).strip()[:60]}!{entry.country}")
        acronym = name if " " not in name and 3 <= len(name) <= 8 else initials_of(name)
        keys += [f"a:{acronym}{spot}" for spot in spots] if acronym else []
        words = {f"w:{word}" for word in words_of(name) if len(word) > 2} | {f"t:{word}" for word in _sounds_of(name)}
        keys += [f"{word}{spot}" for word in sorted(words) for spot in spots]
    return [key[:120] for key in dict.fromkeys(keys)]


def _cells_of(entry: Entry) -> list[str]:
    if entry.latitude is None or entry.longitude is None:
        return []
    shifts = [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)]
    return [
        f"{n}{math.floor(entry.latitude / _GRID + a)},{math.floor(entry.longitude / _GRID + b)}"
        for n, (a, b) in enumerate(shifts)
    ]


def metres_between(one: Entry, other: Entry) -> int | None:
    """How far apart they lie, when both have a position of their own."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    high = math.radians(one.latitude - other.latitude)  # type: ignore[operator]
    middle = math.radians((one.latitude + other.latitude) / 2)  # type: ignore[operator]
    wide = math.radians(one.longitude - other.longitude) * math.cos(middle)  # type: ignore[operator]
    return round(_EARTH * math.hypot(high, wide))


def compared(one: Entry, other: Entry) -> tuple[str, list[str], int | None] | None:
    """What to propose of a pair, why, and the metres between them. None: nothing worth the eyes of a person."""
    metres = metres_between(one, other)
    name = _names_compared(one.names, other.names)
    where = _where_compared(one, other, metres)
    reasons = [reason for reason in (name, where) if reason]
    if set(one.contacts) & set(other.contacts):
        reasons.append(Reason.CONTACT)
    if set(one.numbers) & set(other.numbers):
        reasons.insert(0, Reason.NUMBER)
    proposal = _proposed(set(reasons), is_told_apart=_told_apart(one, other))
    return (proposal, [str(reason) for reason in reasons], metres) if proposal else None


def _names_compared(names: list[str], others: list[str]) -> Reason | None:
    if set(names) & set(others):
        return Reason.NAME
    pairs = [(a, b) for a in names for b in others]
    if any(words_of(a) and words_of(b) and (words_of(a) == words_of(b)) for a, b in pairs):
        return Reason.WORDS
    if any(_is_acronym(a, b) or _is_acronym(b, a) for a, b in pairs):
        return Reason.ACRONYM
    if any(_sounds_of(a) and _sounds_of(a) == _sounds_of(b) for a, b in pairs):
        return Reason.SOUND
    return Reason.SOUND if any(_trigrams_shared(a, b) >= 0.7 for a, b in pairs) else None


def _is_acronym(short: str, long: str) -> bool:
    return " " not in short and len(short) >= 3 and short == initials_of(long)


def _trigrams_shared(a: str, b: str) -> float:
    """Trigrams of both among those of either, from 0 to 1."""
    one, other = ({f"  {name} "[at : at + 3] for at in range(len(name) + 1)} for name in (a, b))
    return len(one & other) / len(one | other)


def _where_compared(one: Entry, other: Entry, metres: int | None) -> Reason | None:
    if metres is not None:
        return Reason.SPOT if metres <= SPOT else Reason.NEAR if metres <= FAR else None
    return Reason.PLACE if one.place and one.place == other.place else None


def _told_apart(one: Entry, other: Entry) -> bool:
    """Whether something sure parts them: another country or legal form, another activity of one form (two GDA of a village)."""
    other_form = one.legal_form and other.legal_form and one.legal_form != other.legal_form
    other_work = one.activity and other.activity and folded(one.activity) != folded(other.activity)
    return bool(
        one.country != other.country
        or other_form
        or (other_work and one.legal_form == other.legal_form and one.legal_form)
    )


def _proposed(reasons: set[Reason], *, is_told_apart: bool) -> str:
    named = reasons & {Reason.NAME, Reason.WORDS, Reason.ACRONYM, Reason.SOUND}
    if Reason.NUMBER in reasons:
        return Candidate.Proposal.SAME
    if is_told_apart:
        return Candidate.Proposal.ASK if named and reasons & {Reason.SPOT, Reason.CONTACT} else ""
    sure_name = reasons & {Reason.NAME, Reason.WORDS, Reason.ACRONYM}
    if sure_name and reasons & {Reason.SPOT, Reason.CONTACT}:
        return Candidate.Proposal.SAME
    is_near = reasons & {Reason.SPOT, Reason.NEAR, Reason.PLACE, Reason.CONTACT}
    return Candidate.Proposal.ASK if named and is_near else ""
