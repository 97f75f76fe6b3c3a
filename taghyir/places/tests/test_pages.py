import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.people.tests.factories import somebody
from taghyir.places.models import Holiday, Place
from taghyir.places.tests.factories import PlaceFactory
from taghyir.tables.search import search_text

pytestmark = pytest.mark.django_db
HOSTILE = ["", "x" * 500, "=HYPERLINK(1)", "<script>alert(1)</script>", "زايو ﷺ", "\u202e", "'; DROP TABLE x; --"]


@pytest.fixture
def zaio():
    return PlaceFactory(folded=search_text("Zaio", "زايو"), postcode="62900")


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_places_are_found_by_half_a_name_in_each_language(as_user, zaio, language):
    PlaceFactory(code="02.113.01.09", name_fr="Berkane", name_ar="بركان", folded=search_text("Berkane", "بركان"))
    answer = as_user(somebody("noor")).get(f"/{language}/places/", {"q": "zio"})
    text = answer.content.decode()
    assert "زايو" in text and "Zaio" in text
    assert "Berkane" not in text
    assert '<bdi dir="ltr" class="code">02.381.01.07</bdi>' in text


def test_a_name_nobody_has_says_what_to_do(as_user, zaio):
    answer = as_user(somebody("noor")).get("/en/places/", {"q": "qqq"})
    assert "Write less of it" in answer.content.decode()


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_asked_the_lists_answer(as_user, zaio, typed):
    client = as_user(somebody("noor"))
    for query in ({"q": typed}, {"territory": typed, "level": typed, "page": typed}, {"year": typed, "country": typed}):
        assert client.get("/fr/places/", query).status_code == 200
        assert client.get("/fr/places/holidays/", query).status_code == 200


@pytest.mark.parametrize("address", ["/fr/places/", "/fr/places/holidays/?year=2027"])
def test_a_long_list_costs_no_more_statements_than_a_short_one(as_user, address):
    client = as_user(somebody("amina"))

    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def add(first, last):
        around = PlaceFactory(code="02", level="region", name_fr="Oriental")
        for number in range(first, last):
            PlaceFactory(code=f"02.{number:03}", parent=around)
            Holiday.objects.create(
                country="MA", on=dt.date(2027, 1, 1) + dt.timedelta(number), name_fr="x", name_ar="x"
            )

    add(0, 3)
    few = statements()
    add(3, 30)
    assert statements() == few


@pytest.mark.parametrize("file_format, kind", [("csv", "text/csv"), ("xlsx", "spreadsheetml")])
def test_both_lists_are_taken_away_as_files(as_user, file_format, kind):
    call_command("load_territories", stdout=StringIO())
    client = as_user(somebody("noor"))
    for address in ("/ar/places/?level=delegation&", "/ar/places/holidays/?"):
        answer = client.get(f"{address}format={file_format}")
        body = b"".join(answer.streaming_content)
        assert kind in answer["Content-Type"]
        if file_format == "csv":
            assert body.startswith(b"\xef\xbb\xbf")
            assert len(body.decode().splitlines()) > 30


def test_a_coordinator_adds_changes_and_removes_a_day(as_user):
    client = as_user(somebody("amina"))
    eid = {"country": "MA", "on": "2027-03-10", "name_fr": "Aïd el-Fitr", "name_ar": "عيد الفطر", "is_expected": "on"}
    assert client.post("/fr/places/holidays/add/", eid).status_code == 302
    again = client.post("/fr/places/holidays/add/", eid)
    assert again.status_code == 200
    assert "déjà" in again.content.decode()
    holiday = Holiday.objects.get()
    address = f"/fr/places/holidays/{holiday.pk}/"
    assert "2027-03-10" in client.get(address).content.decode()
    assert client.post(address, eid | {"on": "2027-03-11", "is_expected": ""}).status_code == 302
    holiday.refresh_from_db()
    assert (holiday.on.day, holiday.is_expected) == (11, False)
    assert client.post(f"{address}remove/").status_code == 302
    assert not Holiday.objects.exists()


def test_a_partner_is_not_offered_the_table_of_the_other_country(as_user):
    answer = as_user(somebody("amina")).post(
        "/fr/places/holidays/add/", {"country": "TN", "on": "2027-03-10", "name_fr": "x", "name_ar": "x"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["country"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_in_the_form_it_answers(as_user, typed):
    client = as_user(somebody("amina"))
    answer = client.post("/ar/places/holidays/add/", {"country": "MA", "on": typed, "name_fr": typed, "name_ar": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert not Place.objects.exists() and not Holiday.objects.exists()
