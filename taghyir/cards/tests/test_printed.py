import io
import unicodedata

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from taghyir.cards.printed import TYPEFACES, paper_card, share_picture
from taghyir.directory.models import Shown
from taghyir.directory.tests.factories import tifawin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def typefaces():
    if not TYPEFACES.exists():
        pytest.skip("the typefaces of what is printed are not built: make assets")


@pytest.fixture
def card():
    return tifawin(is_public=True, phone="+212520123456", activity_fr="Amandes, " * 30, activity_ar="لوز، " * 40)


@pytest.mark.parametrize(
    "language, name, other", [("fr", "Coopérative Tifawin", "تعاونية"), ("ar", "تيفاوين", "Tifawin")]
)
def test_a_sheet_of_a6_holds_both_names_and_how_to_call(card, language, name, other):
    with translation.override(language):
        pdf = PdfReader(io.BytesIO(paper_card(card)))
    (page,) = pdf.pages  # however much it says
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (420, 298)
    text = page.extract_text()
    assert "05 20 12 34 56" in text.replace("\u00a0", " ")
    assert name.split()[-1] in text or other in text
    assert pdf.metadata.title


def test_what_is_known_in_french_alone_says_so_on_the_arabic_sheet(card):
    card.activity_fr, card.activity_ar = "Amandes", ""
    with translation.override("ar"):
        text = PdfReader(io.BytesIO(paper_card(card))).pages[0].extract_text()
    assert "Amandes" in text
    said = unicodedata.normalize("NFKC", text)
    assert "بالفرنسية" in said or "بالفرنسية"[::-1] in said


def test_what_the_card_hides_is_neither_on_paper_nor_in_the_picture(card, client):
    card.shown = [Shown.PEOPLE]
    card.save()
    answer = client.get(f"/fr/cards/{card.pk}/card.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Tifawin" in text
    assert "05 20" not in text


def test_the_picture_of_an_address_has_the_size_that_messages_show_and_is_light(card):
    picture = share_picture(card)
    assert Image.open(io.BytesIO(picture)).size == (1200, 630)
    assert len(picture) < 300_000
    card.name = "#strong[x] " * 10
    assert share_picture(card) != picture, "words are never markup, and another name is another picture"
