import time

import pytest
from django.core import signing

from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.design.visitors import SOONEST
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody
from taghyir.upkeep.actions import claim_card, report_error
from taghyir.upkeep.models import Report
from taghyir.upkeep.reactions import write_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return OrganisationFactory(is_public=True)


@pytest.fixture
def began(monkeypatch):
    """A form opened long enough ago to have been read."""
    text = signing.dumps("began", salt="visitor")
    later = time.time() + SOONEST + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    return text


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_visitor_reports_an_error_and_gets_the_answer(client, as_user, card, began, mailoutbox):
    address = f"/ar/upkeep/cards/{card.pk}/error/"
    assert "ما الخطأ؟" in text_of(client.get(address))
    said = {"kind": "moved", "words": "انتقلت إلى السوق الجديد", "contact": "noor@example.org"}
    answer = client.post(address, said | {"began": began}, follow=True)
    report = Report.objects.get()
    assert report.code in text_of(answer)
    receipt = answer.redirect_chain[-1][0]
    assert "لا جواب بعد" in text_of(client.get(receipt))
    run_reactions()
    karim = as_user(somebody("karim"))
    assert "انتقلت" in text_of(karim.get(f"/fr/upkeep/reports/{report.pk}/"))
    karim.post(f"/fr/upkeep/reports/{report.pk}/", {"state": "corrected", "answer": "صُحِّح العنوان."})
    assert "صُحِّح العنوان" in text_of(client.get(receipt))
    mailoutbox.clear()
    run_reactions()
    write_answer(Entry.objects.get(verb="report.answered"))
    (mail,) = mailoutbox
    assert mail.to == ["noor@example.org"], "once, to who left an address"
    assert "صُحِّح العنوان." in mail.body and receipt in mail.body


def test_a_code_is_typed_where_every_code_is(client, card):
    report = report_error(actor=None, organisation=card, kind="closed")
    typed = f"{report.code[:4]} {report.code[4:].lower()}"
    answer = client.post("/fr/desk/code/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/fr/upkeep/receipts/{report.code}/")
    assert "/fr/desk/code/" in text_of(client.get(answer["Location"]))
    assert "Aucune demande" in text_of(client.post("/fr/desk/code/", {"code": "22222222"}))


@pytest.mark.parametrize(
    "written", [{"homepage": "http://spam"}, {"began": ""}, {"began": "made:up"}, {"kind": "x"}, {"words": "x" * 1001}]
)
def test_what_a_machine_sends_is_asked_again_and_not_kept(client, card, began, written):
    body = {"kind": "moved", "words": "ici", "began": began} | written
    assert client.post(f"/fr/upkeep/cards/{card.pk}/error/", body).status_code == 200
    assert not Report.objects.exists()


def test_what_comes_within_three_seconds_comes_from_a_machine(client, card):
    body = {"kind": "moved", "began": signing.dumps("began", salt="visitor")}
    assert client.post(f"/fr/upkeep/cards/{card.pk}/error/", body).status_code == 200
    assert not Report.objects.exists()


def test_the_card_says_how_true_it_is_and_offers_what_one_may(client, as_user, card):
    page = text_of(client.get(card.get_absolute_url()))
    assert "Signaler une erreur" in page
    assert "C’est notre organisation" in page
    assert "C’est encore vrai aujourd’hui" not in page
    karim = as_user(somebody("karim"))
    assert "C’est encore vrai aujourd’hui" in text_of(karim.get(card.get_absolute_url()))
    karim.post(f"/fr/upkeep/cards/{card.pk}/confirm/")
    assert "Confirmée le" in text_of(karim.get(card.get_absolute_url()))


def test_a_keeper_corrects_the_card_and_chooses_what_is_seen(as_user, client):
    organisation = tifawin(is_public=True, phone="+212536606060")
    organisation.memberships.update(is_keeper=True)
    fatma = as_user(somebody("fatma"))
    assert "Il manque encore" in text_of(fatma.get(f"/fr/upkeep/cards/{organisation.pk}/keep/"))
    body = {
        "activity_fr": "Couscous",
        "activity_ar": "كسكس",
        "phone": "0536606061",
        "sectors": ["food"],
        "website": "tifawin.ma",
    }
    assert fatma.post(f"/fr/upkeep/cards/{organisation.pk}/keep/", body).status_code == 302
    fatma.post(f"/fr/upkeep/cards/{organisation.pk}/shown/", {"shown": ["people"]})
    client.logout()
    page = text_of(client.get(organisation.get_absolute_url()))
    assert "Couscous" in page
    assert "05 36 60 60 61" not in page
    bad = as_user(somebody("fatma")).post(f"/fr/upkeep/cards/{organisation.pk}/keep/", body | {"phone": "12"})
    assert bad.status_code == 200
    assert Organisation.objects.get().phone == "+212536606061"


def test_a_keeper_writes_its_position_and_whoever_saves_second_is_told(as_user):
    organisation = tifawin(is_public=True)
    organisation.memberships.update(is_keeper=True)
    fatma, sheet = as_user(somebody("fatma")), f"/fr/upkeep/cards/{organisation.pk}/keep/"
    read = fatma.get(sheet).context["form"]["read"].value()
    where = {"latitude": "34,94", "longitude": "-2,73"}
    assert fatma.post(sheet, where | {"offers": "amlou", "read": read}).status_code == 302
    assert "sa position sur la carte" not in text_of(fatma.get(sheet))
    told = fatma.post(sheet, {"offers": "savon", "read": read})
    assert told.status_code == 200
    assert "amlou" in told.context["form"].non_field_errors()[0]
    assert 'value="savon"' in text_of(told)
    organisation.refresh_from_db()
    assert (organisation.offers, organisation.latitude) == ("amlou", 34.94)


def test_a_claim_is_made_proved_wrongly_and_decided(as_user, card):
    noor = as_user(somebody("noor"))
    answer = noor.post(f"/fr/upkeep/cards/{card.pk}/claim/", follow=True)
    assert "Par un code" in text_of(answer)
    claim = answer.redirect_chain[-1][0]
    assert "Ce code n’est plus valable" in text_of(noor.post(claim, {"code": "123456"}))
    noor.post(f"{claim}code/")
    assert "Ce n’est pas le code" in text_of(noor.post(claim, {"code": "١٢٣٤٥٦"}))
    amina = as_user(somebody("amina"))
    assert "Je les ai rencontrés" in text_of(amina.get(claim))
    amina.post(f"{claim}confirm/")
    assert "confirmée" in text_of(amina.get("/fr/upkeep/claims/"))


@pytest.mark.parametrize("address", ["/fr/upkeep/reports/", "/fr/upkeep/visits/", "/fr/upkeep/claims/"])
def test_thirty_cost_the_same_as_three(as_user, address, django_assert_max_num_queries):
    amina = as_user(somebody("amina"))

    def more(many):
        for _one in range(many):
            organisation = OrganisationFactory()
            report_error(actor=None, organisation=organisation, kind="other")
            claim_card(actor=somebody("noor"), organisation=organisation)

    more(3)
    amina.get(address)
    with django_assert_max_num_queries(11) as few:
        amina.get(address)
    more(27)
    with django_assert_max_num_queries(11) as many:
        assert text_of(amina.get(address)).count('<li class="item') == 20
    assert len(few) == len(many)


@pytest.mark.parametrize("query", ["?q=%00", "?territory=x&state=y&kind=z&page=-1", "?q=" + "a" * 200, "?due=maybe"])
@pytest.mark.parametrize("page", ["reports", "visits", "claims"])
def test_any_address_is_a_page(as_user, page, query):
    assert as_user(somebody("amina")).get(f"/fr/upkeep/{page}/{query}").status_code == 200
