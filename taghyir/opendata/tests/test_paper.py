"""The PDF is read back, in both scripts; a name is never markup; it is made in the background, once."""

import io
import unicodedata
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.utils import translation
from pypdf import PdfReader

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import StoredFile
from taghyir.core.testing import run_reactions
from taghyir.directory.actions import change_organisation, choose_shown, hide_organisation, publish_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.opendata.actions import drop_booklets, make_booklet
from taghyir.opendata.models import Booklet
from taghyir.opendata.paper import TYPEFACES, pdf_of, words_of
from taghyir.opendata.reactions import make_booklets
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Place, Territory

pytestmark = pytest.mark.django_db
HOSTILE = '#import "x" $x$ *gras* @ref `code` [a] \\ </svg> <b>'


@pytest.fixture
def nador():
    if not TYPEFACES.exists():
        pytest.skip("the typefaces of what is printed are not built: make assets")
    call_command("load_territories")
    zaio = Place.objects.get(name_fr="Zaio")
    facts = {"place": zaio, "is_public": True, "sectors": ["food"]}
    OrganisationFactory(phone="+212536606060", **facts)
    OrganisationFactory(name="Atelier Amal", name_ar="ورشة الأمل", **facts)
    OrganisationFactory(name=HOSTILE, name_ar="", **facts)
    OrganisationFactory(name="Cachée", name_ar="مخفية", place=zaio)
    return Territory.objects.get(code="NAD")


def letters(pdf: bytes) -> str:
    """The text of a PDF without order nor forms of letters: a line of Arabic may be given back from its end."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return unicodedata.normalize("NFKC", text)


def holds(text: str, words: str) -> bool:
    """Each word, as written or from its end."""
    return all(word in text or word[::-1] in text for word in words.split())


@pytest.mark.parametrize("kind", Booklet.Kind.values)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pdf_says_every_published_card_in_both_scripts(nador, kind, language):
    text = letters(pdf_of(nador, kind, language))
    for words in (
        "Coopérative Tifawin",
        "تعاونية تيفاوين",
        "Atelier Amal",
        "ورشة الأمل",
        "Nador" if language == "fr" else "الناظور",
    ):
        assert holds(text, words), words
    assert "05 36 60 60 60" in text.replace("\u00a0", " ")
    assert not holds(text, "Cachée")
    for mark in ("#import", "$x$", "*gras*", "@ref", "`code`"):
        assert mark in text, mark
    assert "<b>" in text or language == "ar"  # brackets turn with the direction, and are given back as they look


@pytest.mark.parametrize("kind", ["booklet", "map"])
def test_paper_says_whom_its_entries_come_from_and_under_which_licence(nador, kind):
    assert not holds(letters(pdf_of(nador, kind, "fr")), "Registre CC-BY")
    OrganisationFactory(name="Venue", territory=nador, is_public=True, source="Registre", licence="CC-BY 4.0")
    assert holds(letters(pdf_of(nador, kind, "fr")), "Registre CC-BY")


def test_what_is_known_in_french_alone_says_so_in_arabic_and_codes_open_in_the_language_of_the_paper(nador):
    OrganisationFactory(name="Zitouna", territory=nador, is_public=True, activity_fr="Olives", activity_ar="")
    with translation.override("ar"):
        words = words_of(nador, "map_a4")
        (zitouna,) = [card for group in words["groups"] for card in group["cards"] if card["other"] == "Zitouna"]
        other = next(card for group in words["groups"] for card in group["cards"] if card["other"] == "Atelier Amal")
    assert (zitouna["what"], zitouna["what_lang"], zitouna["note"]) == ("Olives", "fr", "بالفرنسية")
    assert (other["what_lang"], other["note"]) == ("ar", "")
    assert len({(dot["x"], dot["y"]) for dot in words["dots"]}) == len(words["dots"]) > 1, "none lies on another"
    assert "/ar/organisations/" in zitouna["address"]
    assert words["address"].endswith("/ar/territories/nador/") and words["qr"].startswith("<?xml")
    text = letters(pdf_of(nador, "map_a4", "ar"))
    assert holds(text, "Olives بالفرنسية")


@pytest.mark.parametrize("kind, size", [("map", (1191, 842)), ("map_a4", (595, 842)), ("booklet", (595, 842))])
def test_a_map_is_on_a3_and_on_a4(nador, kind, size):
    pages = PdfReader(io.BytesIO(pdf_of(nador, kind, "fr"))).pages
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == size
    if kind != "booklet":
        assert len(pages) == 1, "the map and its few cards stand together"


def test_it_is_tagged_and_says_its_language(nador):
    catalogue = PdfReader(io.BytesIO(pdf_of(nador, "booklet", "ar"))).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("ar")


def test_a_territory_without_any_card_gives_a_page_that_says_so(nador):
    text = letters(pdf_of(Territory.objects.get(code="KEF"), "booklet", "fr"))
    assert "Aucune organisation" in text.replace("\u00a0", " ")


def test_it_is_made_in_the_background_once_and_again_when_something_changed(nador, client):
    address = "/fr/data/paper/nador/booklet/ar/"
    client.post(f"{address}make/")
    assert 'http-equiv="refresh"' in client.get(address).content.decode()
    with pytest.raises(Refused):
        make_booklet(actor=None, territory=nador, kind="booklet", language="ar")
    run_reactions()
    assert "Prendre le PDF" in client.get(address).content.decode()
    answer = client.get(f"{address}file/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    with pytest.raises(Refused):
        make_booklet(actor=None, territory=nador, kind="booklet", language="ar")
    publish_organisation(
        actor=somebody("amina"),
        organisation=OrganisationFactory(name="Nouvelle", place=Place.objects.get(name_fr="Zaio")),
    )
    make_booklet(actor=None, territory=nador, kind="booklet", language="ar")
    with pytest.raises(Refused):
        make_booklet(actor=None, territory=nador, kind="poster", language="ar")


def test_each_night_all_are_made_and_once(nador):
    make_booklets(0)
    make_booklets(0)
    assert Booklet.objects.count() == 6 * 3 * 2
    assert run_reactions() == 36
    assert set(Booklet.objects.values_list("state", flat=True)) == {"ready"}


def test_the_frame_is_the_only_page_that_others_may_show(client, nador):
    answer = client.get("/ar/data/embed/?territory=nador")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert "ورشة الأمل" in answer.content.decode(), "without a script, the list stands"
    assert "<directory-map" in answer.content.decode()
    assert "frame-ancestors 'none'" in client.get("/ar/data/")["Content-Security-Policy"]


def test_what_a_card_takes_back_is_on_no_paper_and_the_last_pdf_is_given_while_another_is_made(nador, client):
    address, amina = "/fr/data/paper/nador/booklet/fr/", somebody("amina")
    first = _made_of(nador)
    publish_organisation(actor=amina, organisation=OrganisationFactory(name="Nouvelle", territory=nador))
    make_booklet(actor=None, territory=nador, kind="booklet", language="fr")
    assert client.get(f"{address}file/").status_code == 200, "the page offers it, so it is there"
    run_reactions()
    assert not StoredFile.objects.filter(pk=first.pk).exists(), "the one before is forgotten"
    tifawin = Organisation.objects.get(name="Coopérative Tifawin")
    change_organisation(actor=amina, organisation=tifawin, activity_fr="Couscous")
    run_reactions()
    assert client.get(f"{address}file/").status_code == 200, "a correction takes nothing back"
    for take_back in (
        lambda: change_organisation(actor=amina, organisation=tifawin, phone=""),
        lambda: choose_shown(actor=amina, organisation=tifawin, shown=[]),
        lambda: hide_organisation(actor=amina, organisation=tifawin),
    ):
        _made_of(nador)
        take_back()
        run_reactions()
        assert client.get(f"{address}file/").status_code == 404
        assert "Prendre le PDF" not in client.get(address).content.decode()
    assert not StoredFile.objects.exists()


def test_what_is_dropped_while_it_is_made_is_not_kept(nador, monkeypatch):
    make_booklet(actor=None, territory=nador, kind="booklet", language="fr")

    def slow(*args):
        content = pdf_of(*args)
        drop_booklets(actor=User.objects.robot(), territory=nador)
        return content

    monkeypatch.setattr("taghyir.opendata.reactions.pdf_of", slow)
    run_reactions()
    assert not Booklet.objects.exists() and not StoredFile.objects.exists()
    with pytest.raises(NotAllowed):
        drop_booklets(actor=somebody("amina"), territory=nador)


def _made_of(territory):
    with suppress(Refused):
        make_booklet(actor=None, territory=territory, kind="booklet", language="fr")
    run_reactions()
    return Booklet.objects.get(kind="booklet", language="fr").file
