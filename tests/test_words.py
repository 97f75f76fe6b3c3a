"""Every word of every page is there in French, Arabic and Spanish, and is written as people write it."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.house import ROOT, none_of
from tools import messages

ROOMS = {room.name: room for room in messages.rooms()}
PLACES = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")

in_each_language = pytest.mark.parametrize("language", sorted(messages.PLURALS))


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_nothing_waits_for_a_translation(room):
    found = messages.strings_of(ROOMS[room])
    missing = [
        sentence
        for language in messages.PLURALS
        for sentence in messages.collect(ROOMS[room], language, found, write=False)
    ]
    none_of(missing, f"Run `python tools/messages.py taghyir/{room}`, then translate")


def test_one_string_has_one_translation():
    none_of(messages.translated_twice(), "Agree on one, or tell them apart with pgettext")


def test_a_country_only_renames_what_its_language_says():
    none_of(messages.country_words_without_use(), "Take them out, or put them back in the room that says them")


def translations(language: str) -> Iterator[tuple[str, polib.POEntry, str]]:
    """Every translated sentence of a language and of its countries, with where it is."""
    for path in messages.catalogues():
        if path.parts[-3].partition("_")[0] == language:
            for entry in polib.pofile(str(path)):
                for words in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
                    yield _place(path), entry, words


def _place(path: Path) -> str:
    return str(path.relative_to(ROOT).parent.parent)


@in_each_language
def test_a_translation_fills_the_same_blanks(language):
    broken = []
    for place, entry, words in translations(language):
        asked, given = set(PLACES.findall(entry.msgid + entry.msgid_plural)), set(PLACES.findall(words))
        if words and (given - asked or (not entry.msgid_plural and asked != given)):
            broken.append(f"{place}: {words!r} fills {sorted(given)}, not {sorted(asked)}")
    none_of(broken, "The blanks of a translation are those of the sentence")


@in_each_language
def test_no_translation_is_doubtful(language):
    none_of(
        [f"{place}: {entry.msgid!r}" for place, entry, _words in translations(language) if entry.fuzzy], "Settle them"
    )


@in_each_language
def test_no_translation_says_itself_twice(language):
    none_of(
        [f"{place}: {words!r}" for place, _entry, words in translations(language) if re.fullmatch(r"(.{9,})\1", words)],
        "Once is enough",
    )


def test_spanish_opens_its_questions():
    """Each ? and each ! has its ¿ or its ¡, or a screen reader learns too late that it was a question."""
    none_of(
        [
            f"{place}: {words!r}"
            for place, _entry, words in translations("es")
            if words.count("?") != words.count("¿") or words.count("!") != words.count("¡")
        ],
        "¿ … ?  ¡ … !",
    )


def test_french_has_its_spaces():
    """A no-break space before : ; ? ! and inside « », or a phone leaves the sign alone at the start of a line."""
    alone = re.compile(r"(?<![\u00a0\u202f])[:;?!](?=\s|$)|«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»")
    broken = [
        f"{place}: {words!r}"
        for place, _entry, words in translations("fr")
        if alone.search(re.sub(r"&\w+;|%\(\w+\)s", "x", words))
    ]
    none_of(broken, "U+00A0 before these signs")


def test_arabic_is_calm_and_has_its_own_signs():
    """No exclamation mark, no tatweel inside a word; the comma, semicolon and question mark of the script."""
    broken = [
        f"{place}: {words!r}"
        for place, _entry, words in translations("ar")
        if re.search(r"!|\u0640(?=[\u0621-\u064a])|[\u0600-\u06ff]\s?[,;?](?=\s|$)", words)
    ]
    none_of(broken, "،  ؛  ؟  and no  !  ـ")


def test_arabic_writes_its_accusative_in_one_way():
    """جوابًا, the two strokes before the alef: never after it."""
    none_of(
        [f"{place}: {words!r}" for place, _entry, words in translations("ar") if "\u0627\u064b" in words],
        "ًا",
    )


MOROCCAN = re.compile("تعاوني|الجمع العام|جمع عام|لائح|لوائح|مواكب|المخطط|توقيع|موقعة|حكامة")
VOWELS = re.compile("[\u064b-\u0652]")
OF_MOROCCO_ALONE = {
    "For the trade register and the register of cooperatives.",
    "local register of cooperatives",
}


def test_what_morocco_says_in_its_own_words_tunisia_says_in_its_own():
    """تعاونية is a cooperative in one country and a mutual society in the other: a Tunisian never reads the first."""
    of_tunisia = {
        (entry.msgctxt, entry.msgid)
        for path in messages.catalogues()
        if path.parts[-3] == "ar_TN"
        for entry in polib.pofile(str(path))
    }
    none_of(
        [
            f"{place}: {entry.msgid!r} is {words!r}"
            for place, entry, words in translations("ar")
            if place.endswith("/ar")
            and MOROCCAN.search(VOWELS.sub("", words))
            and (entry.msgctxt, entry.msgid) not in of_tunisia
            and entry.msgctxt != "sample"
            and entry.msgid not in OF_MOROCCO_ALONE
        ],
        "Say it in locale/ar_TN too",
    )
