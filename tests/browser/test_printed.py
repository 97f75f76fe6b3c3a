"""Whatever people type is on the page of their answers, and on the paper that is printed from it."""

import json
import re
import unicodedata
from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader

from taghyir.people.tests.factories import somebody
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory, SubmissionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds it
TYPED = "() => [...document.querySelectorAll('main dd')].map((answer) => answer.textContent)"


def packed(text: str) -> str:
    """Without its spaces: a line is broken where the page ends."""
    return "".join(text.split())


def letters_of(text: str) -> Counter[str]:
    """Its Arabic letters: paper holds them joined, in the order in which they are drawn, and their vowels apart."""
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if "\u0620" <= letter <= "\u064a")


def test_every_string_is_on_the_page_and_on_the_paper(sit_down, real):
    strings = [
        text
        for text in json.loads(real("security/blns.json").read_text())
        if packed(text) and not UNWRITABLE.search(text)
    ]
    told = LISTENING.replace('nodeset="/data/children/age" type="int"', 'nodeset="/data/children/age" type="string"')
    form = PublishedFormFactory(
        xform_id="told", current__xform=told.format(title="Dits", xform_id="told", version="1"), current__version="1"
    )
    turns = [{"children/age": text} for text in strings]
    submission = SubmissionFactory(form=form, answers={"words": "x", "children": turns})
    page = sit_down(somebody("amina"), width=1280)
    scripts: list[str] = []
    page.on("dialog", lambda dialog: scripts.append(dialog.message))
    page.goto(f"/fr/forms/answers/{submission.pk}/")
    shown = {packed(text) for text in page.evaluate(TYPED)}
    assert [text for text in strings if packed(text) not in shown] == []
    paper = packed("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages))
    latin = [text for text in strings if text.isascii() and text.isprintable()]
    assert len(latin) > 250
    assert [text for text in latin if packed(text) not in paper] == []
    arabic = [(at, text) for at, text in enumerate(strings, 1) if len(letters_of(text)) > 3]
    assert len(arabic) >= 4
    printed = dict(zip(*[iter(re.split(r"Enfants(\d+)Âge", paper)[1:])] * 2, strict=True))
    assert [text for at, text in arabic if letters_of(text) - letters_of(printed[str(at)])] == []
    assert scripts == []
