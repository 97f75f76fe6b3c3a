"""What is said before anything is kept: its words, who says them aloud near the reader, and what waits for a voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from taghyir.people.models import User
from taghyir.places.models import Country, Territory
from taghyir.tables.voices import SPOKEN
from taghyir.voices.models import NoticeVoice
from taghyir.voices.policies import can_record_notice_voice

READ_IN = {"darija": "ar", "tarifit": "ar", "tunisian": "ar-tn"}  # what whoever says it reads; else the language itself
_ELSEWHERE = {Country.MA: {"tunisian"}, Country.TN: {"darija", "tarifit"}}  # not spoken there


@dataclass(frozen=True)
class Notice:
    """What a room says before it keeps anything: a code, a name, and its sentences."""

    code: str
    name: Any
    sentences: Sequence[Any]

    def words(self, spoken: str) -> str:
        """What is read by whoever says it in `spoken`."""
        with translation.override(READ_IN.get(spoken, spoken)):
            return "\n".join(str(sentence) for sentence in self.sentences)


@dataclass(frozen=True)
class SaidNotice:
    """One notice in one language at one place: the voice recorded for that very place, and the one people hear there."""

    notice: Notice
    spoken: str
    language: str
    own: NoticeVoice | None
    heard: NoticeVoice | None

    @property
    def words(self) -> str:
        return self.notice.words(self.spoken)

    @property
    def read_in(self) -> str:
        """The language its words are written in."""
        return READ_IN.get(self.spoken, self.spoken)[:2]

    @property
    def is_late(self) -> bool:
        """The words changed since this place said them."""
        return self.own is not None and self.own.words != self.words


_notices: dict[str, Notice] = {}


def name_notice(code: str, name: Any, *sentences: Any) -> Notice:
    """A room says once what it says before it keeps anything; from then on it can be said aloud."""
    _notices[code] = Notice(code, name, sentences)
    return _notices[code]


def notice_named(code: str) -> Notice | None:
    return _notices.get(code)


def languages_at(territory: Territory | None) -> list[tuple[str, Any]]:
    """The languages people speak there; every one for the whole programme."""
    elsewhere = _ELSEWHERE.get(Country(territory.country), set()) if territory else set()
    return [(code, name) for code, name in SPOKEN if code not in elsewhere]


def notice_said(actor: Any, notice: Notice, territory: Territory | None = None) -> dict[str, Any]:
    """What `voices/notice.html` shows: the words, who says them aloud, and whether `actor` may say them."""
    said = _said_at(notice, territory, _voices(notice.code))
    may_say = isinstance(actor, User) and can_record_notice_voice(actor, territory)
    return {"notice": notice, "voices": [one.heard for one in said if one.heard], "may_say": may_say}


def notices_at(territory: Territory | None) -> list[tuple[Notice, list[SaidNotice]]]:
    """Every notice, in each language people speak there."""
    voices = _voices(*_notices)
    return [(notice, _said_at(notice, territory, voices)) for _code, notice in sorted(_notices.items())]


def said_notice(notice: Notice, spoken: str, territory: Territory | None) -> SaidNotice | None:
    """One of them; None when nobody speaks this language there."""
    said = _said_at(notice, territory, _voices(notice.code))
    return next((one for one in said if one.spoken == spoken), None)


def next_notice_to_say(said: SaidNotice, territory: Territory | None) -> SaidNotice | None:
    """The next one without a voice in the same language, else in another."""
    waiting = [one for _notice, each in notices_at(territory) for one in each if one.heard is None]
    return min(waiting, key=lambda one: one.spoken != said.spoken, default=None)


def _voices(*codes: str) -> list[NoticeVoice]:
    found = NoticeVoice.objects.filter(notice__in=codes).order_by("-recorded_at", "-pk")
    return list(found.select_related("sound", "territory", "recorded_by__person"))


def _said_at(notice: Notice, territory: Territory | None, voices: list[NoticeVoice]) -> list[SaidNotice]:
    """The voice of the territory first, then that of the programme, then the latest of another territory."""
    place = territory.pk if territory else None
    said = []
    for spoken, language in languages_at(territory):
        words = notice.words(spoken)
        known = [voice for voice in voices if (voice.notice, voice.spoken) == (notice.code, spoken)]
        current = [voice for voice in known if voice.words == words]
        heard = min(
            current, key=lambda voice: (voice.territory_id != place, voice.territory_id is not None), default=None
        )
        own = next((voice for voice in known if voice.territory_id == place), None)
        said.append(SaidNotice(notice, spoken, str(language), own, heard))
    return said
