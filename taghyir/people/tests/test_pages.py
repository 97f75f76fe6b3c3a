import contextlib
import json
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.people import queries
from taghyir.people.actions import record_person
from taghyir.people.forms import RecordPersonForm
from taghyir.people.models import Person, Role, User
from taghyir.people.tests.factories import PersonFactory, RoleFactory, UserFactory, somebody
from taghyir.places.queries import as_e164, local_now
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory
from taghyir.tables.search import search_text

pytestmark = pytest.mark.django_db
FIELDS = (
    "given_name",
    "family_name_ar",
    "sex",
    "age_band",
    "phone",
    "email",
    "territory",
    "place",
    "kind",
    "country",
    "starts_on",
    "ends_on",
    "substitute",
    "successor",
    "language",
    "explained_in",
    "manner",
    "witness",
    "given_on",
)
HOSTILE = [
    "",
    "x" * 500,
    "=HYPERLINK(1)",
    "<script>alert(1)</script>",
    "زايو ﷺ",
    "\u202eabc",
    "'; DROP TABLE x; --",
    "-1",
]


def address(name, *arguments, language="fr"):
    with translation.override(language):
        return reverse(f"people:{name}", args=arguments)


@pytest.fixture
def nador():
    return TerritoryFactory(code="NAD")


@pytest.fixture
def habiba(nador):
    words = {"given_name": "Habiba", "family_name": "Bennani", "given_name_ar": "حبيبة", "family_name_ar": "بناني"}
    return record_person(actor=somebody("karim"), territory=nador, phone="0612345678", **words)


@pytest.mark.parametrize(
    "language, first, second", [("fr", "Habiba Bennani", "حبيبة بناني"), ("ar", "حبيبة بناني", "Habiba Bennani")]
)
def test_a_person_bears_the_name_of_the_page_and_the_other_on_its_own_line(as_user, habiba, language, first, second):
    text = as_user(somebody("karim")).get(address("person", habiba.pk, language=language)).content.decode()
    assert re.search(rf"<h1[^>]*>(<bdi>)?{first}<", text)
    assert second in text
    assert '<bdi dir="ltr" class="code">06' in text


@pytest.mark.parametrize("typed", ["habi", "حبيبة", "HABÎBA", "0612345678"])
def test_people_are_found_in_both_scripts(as_user, habiba, typed):
    PersonFactory(territory=habiba.territory, given_name="Malika", given_name_ar="مليكة", folded=search_text("Malika"))
    rows = as_user(somebody("amina")).get(address("people"), {"q": typed}).context["listing"].page.object_list
    assert list(rows) == [habiba]


def test_people_are_narrowed_by_territory_and_by_role(as_user, habiba):
    client, karim = as_user(somebody("pilar")), somebody("karim")
    hedi = somebody("hedi")

    def found(**query):
        return set(client.get(address("people"), query).context["listing"].rows)

    assert habiba in found(territory="nador") and hedi.person not in found(territory="nador")
    assert found(kind="adviser") == {karim.person, hedi.person}
    assert found(kind="adviser", territory="le-kef") == {hedi.person}


def test_a_list_of_thirty_costs_no_more_statements_than_one_of_three(as_user, nador):
    client = as_user(somebody("amina"))

    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address("people")).status_code == 200
        return len(asked)

    def add(number):
        for _one in range(number):
            RoleFactory(territory=nador, user__person__territory=nador, user__person__place=PlaceFactory())

    add(3)
    few = statements()
    add(15)
    assert statements() <= few


def test_the_list_leaves_as_a_file_without_formulas_and_the_leaving_is_logged(as_user, habiba):
    Person.objects.filter(pk=habiba.pk).update(given_name="=HYPERLINK(1)")
    answer = as_user(somebody("karim")).get(address("people"), {"format": "csv", "q": "بناني"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK(1)" in text and "حبيبة" in text
    assert Entry.objects.filter(verb="list.exported", details__name="people").exists()


def test_who_could_already_be_known_is_shown_before_recording_twice(as_user, habiba):
    client = as_user(somebody("karim"))
    form = {"given_name": "Habeeba", "family_name": "Benani", "sex": "F", "territory": habiba.territory_id}
    answer = client.post(address("record_person"), form)
    assert answer.context["known"] == [habiba]
    assert client.post(address("record_person"), form | {"is_somebody_else": "on"}).status_code == 302
    same_phone = {"given_name_ar": "ليلى", "phone": "06 12 34 56 78", "sex": "F", "territory": habiba.territory_id}
    assert client.post(address("record_person"), same_phone).context["known"] == [habiba]


def test_a_wrong_phone_says_how_to_write_it(as_user, nador):
    form = {"given_name": "Habiba", "sex": "F", "territory": nador.pk, "phone": "12"}
    answer = as_user(somebody("karim")).post(address("record_person", language="ar"), form)
    assert "0612345678" in answer.content.decode()
    assert answer.context["form"].errors["phone"]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_whatever_is_typed_every_form_answers(as_user, nador, habiba, typed, language):
    client = as_user(somebody("pilar"))
    colleague = RoleFactory(territory=nador).user
    forms = [
        ("record_person",),
        ("change_person", habiba.pk),
        ("give_role", colleague.person_id),
        ("invite_person",),
        ("record_leave", colleague.person_id),
        ("choose_language",),
    ]
    for name, *arguments in forms:
        answer = client.post(address(name, *arguments, language=language), dict.fromkeys(FIELDS, typed))
        assert answer.status_code in (200, 302), name
        assert b"<script>alert" not in answer.content
    for query in ({"q": typed}, {"kind": typed, "territory": typed, "page": typed}, {"person": typed}):
        for name in ("people", "invitations", "invite_person"):
            assert client.get(address(name, language=language), query).status_code in (200, 404)


def test_an_invitation_is_followed_from_the_mail_to_the_account(as_user, nador):
    form = {"email": "nora@example.org", "kind": "adviser", "territory": nador.pk, "language": "ar"}
    assert as_user(somebody("amina")).post(address("invite_person"), form).status_code == 302
    run_reactions()
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    visitor, path = Client(), "/" + link.split("/", 3)[3]
    assert 'dir="rtl"' in visitor.get(path).content.decode()
    weak = visitor.post(path, {"given_name_ar": "نورة", "password": "12345"})
    assert weak.context["form"].errors["password"]
    assert visitor.post(path, {"given_name_ar": "نورة", "password": "almonds-and-olives"}).status_code == 302
    assert visitor.get(address("my_account", language="ar")).context["account"].email == "nora@example.org"
    assert Client().get(path).status_code == 410


def test_an_account_is_closed_and_what_it_held_goes_to_a_colleague(as_user, nador):
    karim, successor = somebody("karim"), RoleFactory(territory=nador).user
    client, member = as_user(somebody("amina")), RoleFactory(territory=nador, kind="member").user
    member.person.territory = nador
    member.person.save()
    assert client.post(address("disable_user", karim.person_id), {"successor": member.pk}).status_code == 200
    assert client.post(address("disable_user", karim.person_id), {"successor": successor.pk}).status_code == 302
    assert Entry.objects.get(verb="user.disabled").details["successor"] == successor.pk
    assert not User.objects.get(pk=karim.pk).is_active


def test_roles_and_leaves_are_kept_from_the_page_of_a_person(as_user, nador):
    client, noor = as_user(somebody("amina")), UserFactory(person__territory=nador)
    role = {"kind": "trainer", "territory": nador.pk, "starts_on": timezone.localdate().isoformat()}
    assert client.post(address("give_role", noor.person_id), role).status_code == 302
    assert client.post(address("give_role", noor.person_id), role).status_code == 200
    away = {"substitute": somebody("karim").pk, "starts_on": "2098-01-01", "ends_on": "2098-01-09"}
    assert client.post(address("record_leave", noor.person_id), away).status_code == 302
    assert client.post(address("end_leave", noor.leaves.get().pk)).status_code == 302
    held = Role.objects.get(user=noor)
    assert client.post(address("end_role", held.pk)).status_code == 302
    held.refresh_from_db()
    assert held.ends_on == local_now(nador).date()  # the day it is in Nador


def test_a_language_chosen_opens_the_next_page_in_it(as_user):
    client = as_user(somebody("karim"))
    answer = client.post(address("choose_language"), {"language": "ar"})
    assert answer["Location"].endswith(address("my_account", language="ar"))
    assert User.objects.get(email="karim@taghyir.example").language == "ar"


def test_ones_own_page_leads_back_to_ones_account(as_user):
    karim = somebody("karim")
    for name, back in (("karim", "my_account"), ("amina", "people")):
        page = as_user(somebody(name)).get(karim.person.get_absolute_url()).content.decode()
        assert f'class="back" href="{address(back)}"' in page


def test_the_language_of_the_address_wins_and_the_country_gives_its_words(as_user):
    for name, language in (("karim", "ar"), ("hedi", "ar-tn")):
        text = as_user(somebody(name)).get(address("my_account", language="ar")).content.decode()
        assert f'<html lang="{language}"' in text
    assert '<html lang="fr"' in as_user(somebody("hedi")).get(address("my_account")).content.decode()


def test_dates_and_clock_are_those_of_the_person_s_country(as_user, habiba, settings):
    hedi, karim = somebody("hedi"), somebody("karim")
    Role.objects.filter(user__in=[hedi, karim]).update(starts_on="2026-08-01")
    months = {
        name: as_user(somebody(name)).get(address("person", somebody(name).person_id, language="ar")).content.decode()
        for name in ("hedi", "karim")
    }
    assert "أوت" in months["hedi"] and "غشت" in months["karim"]
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE


def test_a_page_read_in_tunisia_uses_the_words_of_tunisia(as_user):
    words = {}
    for name in ("karim", "hedi"):
        somebody_here = somebody(name)
        page = as_user(somebody_here).get(address("person", somebody_here.person_id, language="ar"))
        words[name] = page.content.decode()
    assert "الاستشارة والمواكبة" in words["karim"]
    assert "الاستشارة والمرافقة" in words["hedi"]


def test_every_naughty_string_is_taken_or_refused_with_a_sentence(as_user, nador, real):
    strings = [text for text in json.loads(real("security/blns.json").read_text()) if text.strip()]
    karim = somebody("karim")
    for text in strings:
        form = RecordPersonForm(
            {"given_name": text, "family_name_ar": text, "sex": "F", "territory": nador.pk}, actor=karim
        )
        if form.is_valid():
            words = {name: form.cleaned_data[name] for name in ("given_name", "family_name_ar", "territory")}
            record_person(actor=karim, **words)
        with contextlib.suppress(Refused):
            as_e164(text, "MA")
        queries.people_matching(karim, text).count()
    client = as_user(karim)
    pages = [client.get(address("people", language="ar"), {"page": page}).content.decode() for page in range(1, 22)]
    assert not any("<script>alert" in page for page in pages)
    assert Person.objects.count() > 300
