"""What other rooms keep stands on the page of one's own file; what waits for a signature first. Any line may be not right."""

import pytest

from taghyir.accompaniment.tests.factories import ServiceFactory
from taghyir.core.actions import Refused
from taghyir.diagnoses.tests.factories import begun, finished
from taghyir.directory.models import Membership
from taghyir.documents.tests.factories import document_of, pdf
from taghyir.dossiers.actions import say_not_right
from taghyir.dossiers.models import Line, Objection
from taghyir.dossiers.queries import lines_of
from taghyir.dossiers.tests.factories import own_file, signature_on
from taghyir.dossiers.tests.full import SECRET, full_file
from taghyir.handovers.models import HandOver
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
ELSEWHERE = ("diagnosis", "convention", "document", "handover", "milestone", "care")
TO_SIGN = "Ce qui attend votre signature"


def page_of(client, case, language="fr") -> str:
    return client.get(f"/{language}/own-files/{case.pk}/").content.decode()


def test_what_waits_for_a_signature_comes_first_and_leads_to_it(as_user):
    case = full_file(signed=False)
    page = page_of(as_user(somebody("fatma")), case)
    assert page.index(TO_SIGN) < page.index("Ce que vous avez demandé")
    waiting = page[page.index(TO_SIGN) : page.index("Ce que vous avez demandé")]
    told, convention = case.diagnoses.get(), case.conventions.get()
    given = HandOver.objects.get(case=case)
    for door in (
        f"/fr/own-files/{case.pk}/sign/",
        f"/fr/diagnoses/{told.pk}/sign/",
        f"/fr/conventions/{convention.pk}/sign/enterprise/",
        f"/fr/handovers/{given.pk}/sign/",
    ):
        assert door in waiting
        assert as_user(somebody("fatma")).get(door).status_code == 200


def test_what_is_signed_does_not_wait_any_more(as_user):
    case = full_file()
    signature_on(case)
    assert TO_SIGN not in page_of(as_user(somebody("fatma")), case)


def test_who_does_not_speak_for_the_enterprise_is_not_asked_to_sign(as_user):
    case = full_file(signed=False)
    assert TO_SIGN not in page_of(as_user(somebody("karim")), case)
    Membership.objects.filter(person=somebody("fatma").person).update(function="member", is_board=False)
    page = page_of(as_user(somebody("fatma")), case)
    assert TO_SIGN not in page and "/sign/" not in page


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_line_of_any_room_is_said_not_to_be_right_and_kept_as_it_was(as_user, kind):
    case = full_file()
    fatma, line = as_user(somebody("fatma")), lines_of(case)[kind][0]
    door = f"/fr/own-files/{case.pk}/not-right/{kind}/{line.pk}/"
    assert door in page_of(fatma, case)
    assert line.words in fatma.get(door).content.decode().replace("&#x27;", "'")
    assert fatma.post(door, {"words": "ليس صحيحا"}).status_code == 302
    said = case.objections.get()
    assert (said.line, said.line_id, said.as_it_was) == (kind, line.pk, line.words)
    assert "ليس صحيحا" in page_of(fatma, case, "ar")
    assert "ليس صحيحا" in page_of(as_user(somebody("karim")), case)


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_line_of_another_file_is_not_there(kind):
    other = own_file()
    with pytest.raises(Refused, match="plus dans le dossier"):
        say_not_right(actor=somebody("fatma"), case=other, line=kind, line_id=2_000_000_000, words="Non")
    assert not Objection.objects.exists()


def test_a_note_of_the_team_and_what_is_not_given_back_are_not_lines_to_dispute(as_user):
    case = full_file()
    inside = case.documents.get(title=SECRET)
    going = begun(case)
    fatma = as_user(somebody("fatma"))
    page = page_of(fatma, case)
    assert SECRET not in page
    assert "Pas encore restitué" in page
    for line, key in (("document", inside.pk), ("diagnosis", going.pk)):
        assert f"/not-right/{line}/{key}/" not in page
        assert fatma.get(f"/fr/own-files/{case.pk}/not-right/{line}/{key}/").status_code == 404


def test_every_kind_of_line_has_its_place_on_the_page(as_user):
    case = full_file()
    page = page_of(as_user(somebody("fatma")), case)
    lines = lines_of(case)
    assert [kind for kind in Line.values if not lines[kind]] == []
    assert [kind for kind in Line.values if f"/not-right/{kind}/" not in page] == []


@pytest.mark.parametrize("language", ["ar", "es", "en"])
def test_the_page_stands_in_every_language(as_user, language):
    assert "النظام الأساسي" in page_of(as_user(somebody("fatma")), full_file(signed=False), language)


def test_the_page_costs_the_same_with_few_and_many_of_everything(as_user, django_assert_max_num_queries):
    case = full_file(signed=False)
    finished(case)
    fatma = as_user(somebody("fatma"))
    for n in range(25):
        ServiceFactory(case=case)
        document_of(case, is_shared=True, title=f"Reçu {n}", file=pdf(more=b"%%%d" % n))
    with django_assert_max_num_queries(22):
        page_of(fatma, case)
