"""The pages of the conventions, and the paper."""

import io

import pytest
from pypdf import PdfReader

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.conventions.models import Convention, ConventionText
from taghyir.conventions.tests.factories import FIRST_DAY, drafted, drawn, own_case, signed, to_sign
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def test_from_the_page_of_the_file_to_both_signatures(as_user):
    case, karim = own_case(), as_user(somebody("karim"))
    door = f"/fr/conventions/files/{case.pk}/draft/"
    assert door in karim.get(case.get_absolute_url()).content.decode()
    known = {"language": "fr", "starts_on": FIRST_DAY.isoformat(), "months": "12"}
    assert "id_months_error" in karim.post(door, known | {"months": "0"}).content.decode()
    assert karim.post(door, known).status_code == 302
    found = Convention.objects.get()
    assert karim.post(f"/fr/conventions/{found.pk}/change/", {"text": "# Titre\n<b>Les mardis</b>"}).status_code == 302
    page = karim.get(found.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Les mardis" in page and "/sign/" not in page
    karim.post(f"/fr/conventions/{found.pk}/lock/")
    found.refresh_from_db()
    fatma = as_user(somebody("fatma"))
    page = fatma.get(found.get_absolute_url()).content.decode()
    assert "/sign/enterprise/" in page and "/sign/mechanism/" not in page and "/lock/" not in page
    door = f"/fr/conventions/{found.pk}/sign/enterprise/"
    assert "Signez avec le doigt" in fatma.post(door, {"digest": found.digest}).content.decode()
    assert fatma.post(door, {"digest": found.digest, "drawing": drawn()}).status_code == 302
    karim = as_user(somebody("karim"))
    door = f"/fr/conventions/{found.pk}/sign/mechanism/"
    assert karim.post(door, {"digest": found.digest, "drawing": drawn()}).status_code == 302
    assert "Signée" in karim.get(case.get_absolute_url()).content.decode()
    assert found.get_absolute_url() in as_user(somebody("fatma")).get(f"/fr/own-files/{case.pk}/").content.decode()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_paper_is_in_the_language_of_the_convention_with_its_digest(as_user, language):
    found = to_sign(language=language)
    fatma = as_user(somebody("fatma"))
    answer = fatma.get(f"/es/conventions/{found.pk}/convention.pdf")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)
    assert found.digest in text and found.case.number in text
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="convention.taken", actor=somebody("fatma")).exists()
    if language == "fr":
        assert "confidential" not in text and "Ce qui reste entre nous" in text


def test_the_paper_of_a_signed_one_bears_the_signatures_and_words_are_never_markup(as_user):
    case = own_case()
    case.demand.words = '#image("/etc/passwd") *gras* $x$ `code` \\ @cle'
    case.demand.save()
    found = signed(case)
    answer = as_user(somebody("karim")).get(f"/fr/conventions/{found.pk}/convention.pdf")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)
    assert "#image" in text and "*gras*" in text and "Fatma" in text


def test_a_text_is_seen_before_it_is_kept(as_user):
    own_case()
    amina = as_user(somebody("amina"))
    door = "/fr/conventions/texts/nador/fr/"
    page = amina.get(door).content.decode()
    assert "{organisation}" in page
    page = amina.post(door, {"text": "Entre {organisation}\n{chef}", "preview": "1"}).content.decode()
    assert "Ligne 2" in page and not ConventionText.objects.exists()
    page = amina.post(door, {"text": "# Entre {organisation}", "preview": "1"}).content.decode()
    assert "Entre [nom de l’entreprise]" in page and not ConventionText.objects.exists()
    assert amina.post(door, {"text": "# Entre {organisation}"}).status_code == 302
    assert "version 1" in amina.get("/fr/conventions/texts/").content.decode()
    assert amina.get("/fr/conventions/texts/nador/es/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr", "es", "en"])
def test_each_page_opens_in_each_language(as_user, language):
    found, draft = to_sign(), drafted(CaseFactory(organisation=OrganisationFactory(name="Autre", name_ar="")))
    amina = as_user(somebody("amina"))
    for address in (
        "",
        "texts/",
        "texts/nador/ar/",
        f"files/{draft.case_id}/draft/",
        f"{draft.pk}/",
        f"{draft.pk}/change/",
        f"{found.pk}/",
        f"{found.pk}/sign/enterprise/",
    ):
        assert amina.get(f"/{language}/conventions/{address}").status_code == 200, address


def test_the_list_costs_the_same_is_searched_and_taken_away(as_user, django_assert_num_queries):
    karim = as_user(somebody("karim"))
    for number in range(3):
        drafted(CaseFactory(organisation=OrganisationFactory(name=f"Groupe {number}", name_ar="")))
    karim.get("/fr/conventions/")
    with django_assert_num_queries(7):
        karim.get("/fr/conventions/")
    for number in range(3, 30):
        drafted(CaseFactory(organisation=OrganisationFactory(name=f"Groupe {number}", name_ar="")))
    with django_assert_num_queries(7):
        karim.get("/fr/conventions/")
    page = karim.get("/fr/conventions/?q=groupe+17").content.decode()
    assert "Groupe 17" in page and "Groupe 8" not in page
    assert "Groupe" not in karim.get("/fr/conventions/?state=signed").content.decode()
    csv = b"".join(karim.get("/fr/conventions/?format=csv").streaming_content).decode()
    assert csv.count("NAD-") == 30
