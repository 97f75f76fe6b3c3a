import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.models import Entry
from taghyir.criteria.models import Interview, Peer
from taghyir.criteria.petals import flowers
from taghyir.criteria.tests.factories import CODES, a_day, a_peer, an_interview, with_paper, written
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import PersonFactory, UserFactory, somebody

pytestmark = pytest.mark.django_db
LIST = "/fr/criteria/interviews/"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def main_of(answer) -> str:
    return text_of(answer).partition("<main")[2].partition("</main>")[0]


def test_an_interview_is_held_on_a_phone_one_criterion_a_page(as_user):
    organisation, youssef = tifawin(is_public=True), as_user(a_peer().user)
    assert "Commencer un entretien" in text_of(youssef.get(organisation.get_absolute_url()))
    body = {"second_peer": a_peer("salma").pk, "held_on": a_day(1), "language": "ar"}
    answer = youssef.post(f"/fr/criteria/organisations/{organisation.pk}/start/", body)
    page = Interview.objects.get().get_absolute_url()
    assert answer.url == f"{page}answers/{CODES[0]}/"
    assert main_of(youssef.get(answer.url)).count('type="radio"') == 6, "five levels, and not talked about"
    assert "Choisissez l’un des cinq" in text_of(youssef.post(answer.url, {"evidence": "x"}))
    assert youssef.post(answer.url, {"level": "none"}).url == f"{page}answers/{CODES[1]}/"
    assert f"{page}answers/{CODES[1]}/" in main_of(youssef.get(page)), "one goes on where it was left"
    youssef.post(f"{page}back/")
    assert "Il reste 14 critères" in text_of(youssef.get(page))
    paper = SimpleUploadedFile("cahier.pdf", b"%PDF-1.7")
    youssef.post(f"{page}answers/{CODES[1]}/", {"level": "4", "evidence": "Le cahier", "file": paper})
    for code in CODES[2:]:
        last = youssef.post(f"{page}answers/{code}/", {"level": "3"})
    assert last.url == page
    read = youssef.post(f"{page}back/").url
    assert read == f"{page.replace('/fr/', '/ar/')}read/", "in the language of the organisation"
    assert "نعم، هذا ما قلناه" in text_of(as_user(somebody("fatma")).get(read))


def test_the_organisation_publishes_and_takes_back_beside_its_card(as_user, client):
    interview = an_interview(state="given_back")
    with_paper(interview)
    organisation, page, fatma = interview.organisation, interview.get_absolute_url(), as_user(somebody("fatma"))
    fatma.post(f"{page}agree/")
    fatma.post(f"{page}publish/", {"shows_evidence": "on"})
    client.logout()
    shown = f"/fr/criteria/organisations/{organisation.pk}/"
    assert shown in text_of(client.get(organisation.get_absolute_url()))
    public = main_of(client.get(shown))
    assert "Le cahier de caisse" in public
    assert "feuille.pdf" not in public, "the files, never"
    as_user(somebody("fatma")).post(f"{page}withdraw/")
    client.logout()
    assert client.get(shown).status_code == 404


def test_what_is_published_stands_beside_its_own_past_and_no_other(client):
    an_interview(state="published", ago=300, level=2)
    last = an_interview(state="published", ago=3, level=4)
    other = an_interview(OrganisationFactory(name="Coopérative Kebdana", is_public=True))
    page = main_of(client.get(f"/fr/criteria/organisations/{last.organisation_id}/"))
    assert page.count("<figure") == 2, "a flower for each"
    assert "marche 4 sur 5" in page and "marche 2 sur 5" in page
    assert page.index("marche 4 sur 5") < page.index("marche 2 sur 5")
    assert "On n’en a pas parlé" in page
    assert str(other.organisation) not in page
    words = re.sub(r"<[^>]+>", " ", page)
    assert "%" not in words and "/ 5" not in words and "3,0" not in words, "no share, no mean"


def test_petals_are_as_long_as_what_was_said():
    interview = an_interview(state="agreed", level=5)
    petals = flowers([interview])[0].petals
    assert (len(petals), petals[0].outline) == (15, "")
    assert len({petal.dye for petal in petals}) == 5
    assert all(petal.outline.startswith("M") for petal in petals[1:])


def test_without_the_wish_of_the_organisation_the_facts_stay_inside(as_user, client):
    interview = an_interview(state="agreed")
    with_paper(interview)
    as_user(somebody("fatma")).post(f"/fr/criteria/interviews/{interview.pk}/publish/")
    whole = text_of(as_user(somebody("amina")).get(f"/fr/criteria/interviews/{interview.pk}/"))
    assert "Le cahier de caisse" in whole and "feuille.pdf" in whole
    client.logout()
    assert "Le cahier de caisse" not in main_of(client.get(f"/fr/criteria/organisations/{interview.organisation_id}/"))


def test_opening_a_paper_is_written(as_user):
    answer = with_paper(an_interview(state="given_back"))
    sent = as_user(somebody("fatma")).get(f"/fr/criteria/papers/{answer.pk}/")
    assert sent["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="file.opened", actor=somebody("fatma")).exists()


def test_a_sheet_is_signed_by_who_has_no_account(as_user):
    interview = an_interview(state="given_back")
    page = f"/fr/criteria/interviews/{interview.pk}/"
    amina = as_user(somebody("amina"))
    assert "La feuille est signée" in text_of(amina.get(page))
    amina.post(f"{page}signed/")
    amina.post(f"{page}signed/", {"file": SimpleUploadedFile("feuille.pdf", b"%PDF-1.7")})
    interview.refresh_from_db()
    assert interview.state == "agreed"
    assert amina.get(f"{page}sheet/").status_code == 200


def test_a_change_is_asked_and_read_by_the_peers(as_user):
    interview = an_interview(state="given_back")
    page = f"/fr/criteria/interviews/{interview.pk}/"
    as_user(somebody("fatma")).post(f"{page}change/", {"change_words": "نحن تسع <b>نساء</b>"})
    seen = text_of(as_user(somebody("youssef")).get(page))
    assert "نحن تسع &lt;b&gt;نساء" in seen and "L’organisation demande un changement" in seen


@pytest.mark.parametrize("code", ["no_such", "a" * 300])
def test_a_criterion_of_no_set_is_not_there(as_user, code):
    interview = an_interview()
    assert (
        as_user(interview.peer.user).get(f"/fr/criteria/interviews/{interview.pk}/answers/{code}/").status_code == 404
    )


@pytest.mark.parametrize("value", ["", "0", "6", "-1", "٣", "x" * 5_000, "\0", "<b>\u202e{{x}}", "none"])
def test_no_value_breaks_the_form_of_a_criterion(as_user, value):
    interview = an_interview()
    page = f"/fr/criteria/interviews/{interview.pk}/answers/{CODES[0]}/"
    sent = as_user(interview.peer.user).post(page, {"level": value, "evidence": value, "file": value})
    assert sent.status_code == (302 if value == "none" else 200)


def test_the_list_is_searched_filtered_and_taken_away_without_a_level(as_user):
    an_interview(OrganisationFactory(name="=1+1 Gourougou", name_ar="", is_public=True))
    an_interview(state="published", level=5)
    amina = as_user(somebody("amina"))
    for query, expected in (("q=tifawin", 1), ("q=nobody", 0), ("state=draft", 1), ("published=on", 1), ("page=9", 2)):
        assert main_of(amina.get(f"{LIST}?{query}")).count('<li class="item') == expected, query
    for query in ("q=%00", "territory=x&state=y", "published=maybe"):
        assert amina.get(f"{LIST}?{query}").status_code == 200
    rows = list(
        csv.reader(io.StringIO(b"".join(amina.get(f"{LIST}?format=csv").streaming_content).decode("utf-8-sig")))
    )
    assert len(rows) == 3
    assert {row[0] for row in rows[1:]} == {"Coopérative Tifawin", "'=1+1 Gourougou"}
    assert "iveau" not in ",".join(rows[0]), "nobody is sorted by a level"
    assert b"".join(amina.get(f"{LIST}?format=xlsx").streaming_content).startswith(b"PK")
    karim = main_of(as_user(somebody("karim")).get(LIST))
    assert "Tifawin" in karim and "Gourougou" not in karim, "what is not published is of no list"
    assert "/criteria/organisations/" in karim


def test_peers_are_named_and_ended_from_their_page(as_user):
    amina, salma = as_user(somebody("amina")), somebody("salma")
    form = text_of(amina.get("/fr/criteria/peers/name/"))
    assert "Salma" in form
    body = {"user": salma.pk, "territory": salma.person.territory_id, "trained_on": a_day(2), "trained_by": "=REAS"}
    assert amina.post("/fr/criteria/peers/name/", body | {"trained_by": ""}).status_code == 200
    assert amina.post("/fr/criteria/peers/name/", body).status_code == 302
    again = amina.post("/fr/criteria/peers/name/", body)
    assert "déjà pair" in text_of(again)
    assert "'=REAS" in b"".join(amina.get("/fr/criteria/peers/?format=csv").streaming_content).decode()
    assert "Salma" in text_of(amina.get("/fr/criteria/peers/?q=salma"))
    amina.post(f"/fr/criteria/peers/{Peer.objects.get().pk}/end/")
    assert "Salma" not in main_of(amina.get("/fr/criteria/peers/?standing=on"))


@pytest.mark.parametrize("page", ["interviews", "peers"])
def test_thirty_cost_the_same_as_three(as_user, django_assert_num_queries, page):
    amina, first = as_user(somebody("amina")), a_peer()

    def more(many):
        for _one in range(many):
            peer = Peer.objects.create(
                user=UserFactory(person=PersonFactory()),
                territory=first.territory,
                trained_on=a_day(9),
                trained_by="REAS",
                named_by=somebody("amina"),
            )
            Interview.objects.create(organisation=OrganisationFactory(), set_version=1, peer=peer, held_on=a_day(2))

    more(3)
    amina.get(f"/fr/criteria/{page}/")
    with django_assert_num_queries(7):  # session, account, roles, notices; territories; how many, the rows
        amina.get(f"/fr/criteria/{page}/")
    more(27)
    with django_assert_num_queries(7):
        assert text_of(amina.get(f"/fr/criteria/{page}/")).count('<li class="item') == 20


def test_an_interview_costs_the_same_whatever_was_said(as_user, django_assert_num_queries):
    amina = as_user(somebody("amina"))
    an_interview(state="published", ago=300)
    interview = an_interview(ago=3)
    page = f"/fr/criteria/interviews/{interview.pk}/"
    amina.get(page)
    # session, account, roles, notices; the interview, answers; its past, answers; what one may: five
    with django_assert_num_queries(13):
        amina.get(page)
    with_paper(written(interview))
    with django_assert_num_queries(14):  # and the papers
        amina.get(page)
    public = f"/fr/criteria/organisations/{interview.organisation_id}/"
    with django_assert_num_queries(7):  # session, account, roles, notices; the organisation; what it published, answers
        amina.get(public)
