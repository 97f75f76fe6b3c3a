import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from taghyir.consents.models import Consent
from taghyir.consents.tests.factories import proved
from taghyir.core.models import Entry, StoredFile
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(autouse=True)
def words(db):
    call_command("load_consent_texts", verbosity=0)


@pytest.fixture
def habiba():
    return PersonFactory(given_name="Habiba", given_name_ar="حبيبة", territory=TerritoryFactory(code="NAD"))


@pytest.fixture
def karim(as_user):
    return as_user(somebody("karim"))


def how(**changed):
    today = timezone.localdate().isoformat()
    return {"purposes": ["photo", "internet"], "language": "ar", "explained_in": "tarifit", "given_on": today} | changed


def test_words_are_read_in_arabic_then_signed_with_the_finger(karim, habiba):
    ask = f"/ar/consents/of/{habiba.pk}/ask/"
    page = karim.get(ask, {"purpose": "photo"}).content.decode()
    assert 'lang="ar" dir="auto">يمكن تصويري' in page
    assert '<read-aloud lang="ar" from="words-photo">' in page
    assert 'value="photo" id="purpose-photo" checked' in page
    assert "id_judge" not in page, "a grown woman needs no guardian"
    answer = karim.post(ask, how(manner="screen"))
    assert answer.status_code == 200
    assert "التوقيع" in answer.context["form"].errors["proof"][0]
    assert karim.post(ask, how(manner="screen", proof=SimpleUploadedFile("signature.png", PNG))).status_code == 302
    page = karim.get(f"/ar/people/{habiba.pk}/").content.decode()
    consent = Consent.objects.get(text__purpose="internet")
    assert f'href="/ar/consents/{consent.pk}/"' in page
    proof = karim.get(f"/ar/consents/{consent.pk}/proof/")
    assert b"".join(proof.streaming_content) == PNG
    assert proof["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb="file.opened").exists()


@pytest.mark.parametrize("reader, others", [("ar", "fr es en"), ("fr", "ar es en"), ("es", "fr ar en")])
def test_the_words_are_heard_in_each_language_by_a_voice_of_that_language(karim, habiba, reader, others):
    for address in (f"of/{habiba.pk}/ask/?purpose=photo", "words/", f"of/{habiba.pk}/sheet/"):
        page = karim.get(f"/{reader}/consents/{address}").content.decode()
        heard = dict(re.findall(r'<read-aloud lang="(\w+)" from="(words-photo[-\w]*)">', page))
        asked = {reader: "words-photo"}
        if "sheet" not in address:  # one language a sheet: that of the page
            asked |= {other: f"words-photo-{other}" for other in others.split()}
        assert heard == asked
        for language, words in heard.items():
            assert page.count(f'id="{words}"') == 1
            assert f'id="{words}" lang="{language}"' in page


def test_a_mistake_in_each_field_is_said_there_and_nothing_is_kept(karim, habiba):
    wrong = how(purposes=[], manner="winked", language="xx", given_on="hier", expires_on="demain")
    errors = karim.post(f"/fr/consents/of/{habiba.pk}/ask/", wrong).context["form"].errors
    assert errors.keys() == {"purposes", "manner", "language", "given_on", "expires_on"}
    hidden = karim.post(f"/fr/consents/of/{habiba.pk}/ask/", how(purposes=["unknown"], manner="written"))
    assert "purposes" in hidden.context["form"].errors
    late = (timezone.localdate() - dt.timedelta(days=3)).isoformat()
    assert karim.post(f"/fr/consents/of/{habiba.pk}/ask/", how(manner="written", expires_on=late)).status_code == 200
    assert not Consent.objects.exists()
    assert not StoredFile.objects.exists()


def test_for_a_child_the_guardian_is_asked_on_the_same_page(karim):
    child = PersonFactory(age_band="0-17", territory=TerritoryFactory(code="NAD"))
    address = f"/fr/consents/of/{child.pk}/ask/"
    assert "id_guardian" in karim.get(address).content.decode()
    assert "guardian" in karim.post(address, how(manner="written")).context["form"].errors
    assert karim.post(address, how(manner="written", guardian="Malika", guardian_is="mère")).status_code == 302


def test_whose_age_nobody_knows_is_asked_for_it_before_anything_is_kept(karim):
    somebody_met = PersonFactory(age_band="", territory=TerritoryFactory(code="NAD"))
    address = f"/fr/consents/of/{somebody_met.pk}/ask/"
    page = karim.get(address).content.decode()
    assert "id_age_band" in page and "id_guardian" in page
    assert "age_band" in karim.post(address, how(manner="written")).context["form"].errors
    child = karim.post(address, how(manner="written", age_band="0-17")).context["form"].errors
    somebody_met.refresh_from_db()
    assert "guardian" in child and not Consent.objects.exists()
    assert somebody_met.age_band == "", "refused, nothing is written in the file either"
    karim.post(address, how(manner="written", age_band="0-17", guardian="Malika", guardian_is="mère"))
    somebody_met.refresh_from_db()
    assert (somebody_met.age_band, Consent.objects.count()) == ("0-17", 2)
    assert Entry.objects.get(verb="person.changed").details == {"changed": ["age_band"]}
    assert "id_age_band" not in karim.get(address).content.decode()


def test_the_words_leave_on_paper_to_be_signed(karim, habiba):
    page = karim.get(f"/ar/consents/of/{habiba.pk}/sheet/", {"purpose": ["photo", "press"]}).content.decode()
    assert page.count("☐") == 2
    assert "حبيبة" in page


def test_fatma_takes_back_what_she_agreed_to_from_her_own_page(as_user):
    fatma = somebody("fatma")
    proved(fatma.person)
    proved(fatma.person, purpose="voice")
    client = as_user(fatma)
    page = client.get(f"/ar/people/{fatma.person.pk}/").content.decode()
    assert f"/ar/consents/of/{fatma.person.pk}/withdraw/" in page
    assert client.post(f"/ar/consents/of/{fatma.person.pk}/withdraw/", {"reason": ""}).status_code == 302
    assert not Consent.objects.standing().exists()
    assert client.post(f"/ar/consents/of/{fatma.person.pk}/withdraw/", {"reason": ""}).status_code == 200
    one = Consent.objects.first()
    assert client.post(f"/ar/consents/{one.pk}/withdraw/", {"reason": ""}).context["form"].errors


@pytest.mark.parametrize(
    "query, found",
    [
        ("q=حبيب", 2),
        ("q=habib", 2),
        ("q=nobody", 0),
        ("state=standing", 1),
        ("state=ending", 1),
        ("state=over", 0),
        ("state=withdrawn", 0),
        ("purpose=voice", 1),
        ("unproved=on", 0),
        ("territory=nador", 2),
        ("state=xx&purpose=' OR 1=1&page=99", 2),
    ],
)
def test_filters_find_what_ends_and_what_lacks_a_proof(karim, habiba, query, found):
    proved(habiba)
    proved(habiba, purpose="voice", expires_on=timezone.localdate() + dt.timedelta(days=30))
    assert karim.get(f"/fr/consents/?{query}").context["listing"].count == found


def test_thirty_cost_the_same_as_three_and_the_list_is_taken_away(karim, django_assert_max_num_queries):
    people = [PersonFactory(given_name="=1+1", territory=TerritoryFactory(code="NAD")) for _number in range(12)]
    for person in people:
        proved(person)
    karim.get("/fr/consents/")
    with django_assert_max_num_queries(7):
        karim.get("/fr/consents/")
    written = b"".join(karim.get("/fr/consents/?format=csv").streaming_content).decode("utf-8-sig")
    assert len(written.splitlines()) == 13
    assert "\n=1" not in written and "'=1+1" in written


def test_the_coordinator_of_the_programme_writes_new_words(as_user):
    pilar = as_user(somebody("pilar"))
    address = "/fr/consents/words/photo/"
    texts = {f"text_{language}": f"Mots {language}" for language in ("fr", "ar", "es", "en")}
    assert "text_es" in pilar.post(address, texts | {"text_es": ""}).context["form"].errors
    assert pilar.post(address, texts).status_code == 302
    assert "Mots ar" in as_user(somebody("karim")).get("/ar/consents/words/").content.decode()
