"""Papers in both scripts, by country, read back from the PDF: what is known is printed, what is not is left to be written."""

import io
from decimal import Decimal

import pytest
from django.test import override_settings
from pypdf import PdfReader

from taghyir.core.models import Entry
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory
from taghyir.duties.actions import add_holder, call_assembly
from taghyir.duties.tests.factories import QUORUM, a_fact, called, held, in_days, in_register, its_calendar
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(response.content))
    return " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())


def lacks(response, *words: str) -> list[str]:
    """Which of these words an Arabic PDF lacks. The reader glues words and turns lines round, so each is looked for alone."""
    letters = words_of(response).replace(" ", "")
    return [word for word in words if word not in letters]


def paper_of(client, assembly, kind, language, ending="pdf"):
    return client.get(f"/fr/duties/assemblies/{assembly.pk}/{kind}.{language}.{ending}")


@pytest.fixture
def ours(as_user):
    its_calendar(proxies=2)
    a_fact(**QUORUM)
    return as_user(somebody("fatma"))


def test_the_call_says_when_where_what_and_with_which_quorum(ours):
    in_register()
    assembly = called(held_on=in_days(20))
    text = words_of(paper_of(ours, assembly, "call", "fr"))
    for said in (
        "Convocation à l’assemblée générale",
        "Coopérative Tifawin",
        "Maison des jeunes",
        "Rapport du conseil",
        "50",
        "Loi d’essai, à vérifier",
        "2 membres au plus",
        "(statuts)",
        "Modèle à adapter",
        "pas un conseil juridique",
    ):
        assert said in text, said
    arabic = paper_of(ours, assembly, "call", "ar")
    assert lacks(arabic, "دعوة", "الجمع", "العام", "تعاونية", "تيفاوين", "أعضاء", "توقيع", "50") == []
    assert lacks(arabic, "الجلسةالعامة") == ["الجلسةالعامة"]


def test_the_words_of_an_assembly_are_those_of_its_country(as_user):
    organisation = OrganisationFactory(code="KEF", name="SMSA Jebel", name_ar="شركة جبل")
    MembershipFactory(organisation=organisation, person=somebody("noor").person, function="president")
    facts = {"held_on": in_days(20), "agenda": ["Comptes"], "place": "Le Kef", "starts_at": "10:00"}
    assembly = call_assembly(actor=somebody("noor"), organisation=organisation, **facts)
    noor = as_user(somebody("noor"))
    text = paper_of(noor, assembly, "call", "ar", "txt").content.decode()
    assert "دعوة إلى الجلسة العامة" in text and "الجمع العام" not in text and "شركة جبل" in text
    assert lacks(paper_of(noor, assembly, "minutes", "ar"), "محضر", "الجلسة", "العامة", "شركة", "جبل") == []
    assert "الجمع العام" not in paper_of(noor, assembly, "minutes", "ar", "txt").content.decode()
    page = noor.get(f"/ar/duties/assemblies/{assembly.pk}/").content.decode()
    assert "الجلسة العامة العادية" in page and "الجمع العام" not in page
    assert (
        "Quorum\u00a0: comme le disent la loi et les statuts"
        in paper_of(noor, assembly, "call", "fr", "txt").content.decode()
    )


def test_the_attendance_sheet_has_a_row_for_each_member_of_that_day(ours):
    in_register("Habiba Bennani")
    in_register("حبيبة بناني")
    in_register("Partie Hier", left_on=in_days(-1))
    text = words_of(paper_of(ours, called(), "attendance", "fr"))
    assert "Habiba Bennani" in text and "Partie Hier" not in text and "Signature du mandataire" in text
    assert "Représenté par" in text and "2 membres au plus" in text


def test_without_a_register_the_sheet_has_blank_rows(ours):
    text = paper_of(ours, called(), "attendance", "fr", "txt").content.decode()
    assert "\n15\t\t\t\t" in text and "\n16\t" not in text


def test_minutes_are_left_to_be_filled_then_filled(ours):
    assembly = called()
    blank = words_of(paper_of(ours, assembly, "minutes", "fr"))
    assert "…………" in blank and "Pour : 9" not in blank
    held(assembly, chaired_by="Fatma Aït Said", written_by="#text(red)[x]")
    text = words_of(paper_of(ours, assembly, "minutes", "fr")).replace("\u00a0", " ")
    for said in (
        "Fatma Aït Said",
        "Présents : femmes 7, hommes 2",
        "Représentés : femmes 1, hommes 0",
        "Le quorum est atteint",
        "Soit 6 sur 12",
        "Approuvé",
        "Pour : 9. Contre : 0. Abstentions : 1.",
        "#text(red)[x]",
    ):
        assert said in text, said


def test_registers_on_paper_in_both_scripts_and_without_numbers_of_cards(ours):
    in_register("Habiba Bennani", amount=Decimal("1234.5"))
    in_register("حبيبة بناني")
    home = f"/fr/duties/{called().organisation_id}/register"
    members = words_of(ours.get(f"{home}/members.fr.pdf"))
    assert "Registre des membres" in members and "2 mai 2019" in members and "CIN" not in members
    shares = words_of(ours.get(f"{home}/shares.fr.pdf")).replace("\u202f", " ").replace("\u00a0", " ")
    assert "1 234,50" in shares or "1.234,50" in shares
    assert "Ensemble : 6 parts" in shares
    assert lacks(ours.get(f"{home}/shares.ar.pdf"), "سجل", "الحصص", "حبيبة", "تعاونية") == []
    assert Entry.objects.filter(verb="register.taken", actor=somebody("fatma")).count() == 3
    assert ours.get(f"{home}/cards.fr.pdf").status_code == 404
    assert ours.get(f"{home}/members.de.pdf").status_code == 404


@override_settings(DEMO=True)
def test_invented_papers_say_so(ours):
    assembly = called()
    assert "tout est inventé" in words_of(paper_of(ours, assembly, "call", "fr"))
    assert "tout est inventé" in paper_of(ours, assembly, "call", "fr", "txt").content.decode()


def test_a_long_register_fills_several_pages_under_the_same_heads(ours):
    for number in range(45):
        add_holder(
            actor=somebody("fatma"),
            organisation=called().organisation,
            name=f"Membre au très long nom de famille numéro {number} de la coopérative",
            entered_on=in_days(-9),
            currency="MAD",
        )
    response = paper_of(ours, called(), "attendance", "fr")
    pages = PdfReader(io.BytesIO(response.content)).pages
    assert len(pages) >= 3 and "Signature du mandataire" in pages[2].extract_text()
