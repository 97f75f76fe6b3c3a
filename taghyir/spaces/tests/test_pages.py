"""The pages as people meet them: what they show and to whom, what they cost, what they answer to a wrong word."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from taghyir.people.tests.factories import somebody
from taghyir.places.models import Territory
from taghyir.spaces.models import Booking, Space
from taghyir.spaces.queries import free_between
from taghyir.spaces.tests.factories import BookingFactory, LoanFactory, SpaceFactory, begun, equipment, monday

pytestmark = pytest.mark.django_db


def at(name, *args, language="fr"):
    with translation.override(language):
        return reverse(f"spaces:{name}", args=args)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hours(**changed):
    return {
        "day": monday().isoformat(),
        "starts": "10:00",
        "ends": "12:00",
        "purpose": "Réunion",
        "people": 4,
    } | changed


def test_the_list_finds_half_a_name_in_any_script_and_what_is_free(client):
    SpaceFactory()
    BookingFactory(space=SpaceFactory(name_fr="Atelier", name_ar="ورشة", capacity=30), day=monday())
    free = {"day": monday().isoformat(), "starts": "10:00", "ends": "11:00"}
    for asked, found in (
        ({"q": "قاعة"}, {"Salle de réunion"}),
        ({"q": "ateli"}, {"Atelier"}),
        ({"people": 20}, {"Atelier"}),
        ({"kind": "desk"}, set()),
        ({"territory": "nador"}, {"Salle de réunion", "Atelier"}),
        (free, {"Salle de réunion"}),
        (free | {"last_day": (monday() + dt.timedelta(days=2)).isoformat()}, set()),  # equipment alone goes for days
        (free | {"ends": "09:00"}, {"Salle de réunion", "Atelier"}),  # said, and ignored
    ):
        text = text_of(client.get(at("spaces"), asked))
        assert {name for name in ("Salle de réunion", "Atelier") if name in text} == found, asked
    assert "choisissez le jour et les deux heures" in text


def test_the_spaces_of_ones_own_territory_come_first_and_taken_hours_lead_to_their_week(as_user):
    SpaceFactory(territory__code="KEF", name_fr="Salle du Kef")
    taken = BookingFactory(space=SpaceFactory(name_fr="Salle de Nador"), day=monday()).space
    Territory.objects.filter(code="KEF").update(order=0)
    for name, first in (("fatma", "Nador"), ("hedi", "Kef")):
        text = text_of(as_user(somebody(name)).get(at("spaces")))
        assert min("Salle de Nador", "Salle du Kef", key=text.index).endswith(first)
    refused = as_user(somebody("fatma")).post(at("book_space", taken.pk), hours())
    assert f"{taken.get_absolute_url()}?week={monday().isoformat()}" in refused.content.decode()


@pytest.mark.parametrize(("day", "sentence"), [("0001-01-01", "passée"), ("9999-12-31", "Un an à l’avance")])
def test_a_day_no_clock_knows_is_answered_with_a_sentence(client, as_user, day, sentence):
    space = SpaceFactory(territory__code="KEF")  # midnight there is the day before in UTC
    asked = hours(day=day, starts="00:00", ends="00:30")
    assert sentence in text_of(client.get(at("spaces"), asked))
    assert not free_between(Space.objects.all(), dt.date.fromisoformat(day), dt.time(0), dt.time(0, 30))
    pilar = as_user(somebody("pilar"))
    series = asked | {"until": monday().isoformat(), "every_weeks": 1}
    for answer in (
        pilar.post(at("book_space", space.pk), asked),
        pilar.get(at("book_series", space.pk), series),
        pilar.post(at("book_series", space.pk), series),
    ):
        assert (answer.status_code, list(answer.context["form"].errors)) == (409, ["day"])
        assert sentence in text_of(answer)


def test_the_week_says_who_to_who_may_know_and_taken_to_others(client, as_user):
    booking = BookingFactory()
    address = booking.space.get_absolute_url() + f"?week={monday().isoformat()}"
    page = client.get(address)
    assert "Fatma" not in text_of(page)
    assert re.search(r"10:00 &nbsp;–&nbsp; 12:00 pris", text_of(page))
    assert page.content.decode().count('<th scope="row">') == 7
    assert "Fatma Aït Said" in text_of(as_user(somebody("karim")).get(address))
    assert "Fatma" not in text_of(as_user(somebody("salma")).get(address))
    for odd in ("0001-01-01", "9999-12-31", "lundi", ""):
        assert client.get(booking.space.get_absolute_url(), {"week": odd}).status_code == 200


def test_arabic_reads_from_the_right(as_user):
    booking = BookingFactory()
    client = as_user(somebody("fatma"))
    for address in (at("space", booking.space_id, language="ar"), at("booking", booking.pk, language="ar")):
        page = client.get(address).content.decode()
        assert 'dir="rtl"' in page
        assert "قاعة الاجتماعات" in page
        assert '<bdi dir="ltr" class="code">10:00</bdi>' in client.get(at("booking", booking.pk)).content.decode()


def test_a_space_hidden_from_visitors_or_out_of_service(client, as_user):
    hidden, closed = SpaceFactory(is_public=False), SpaceFactory(is_in_service=False)
    for space in (hidden, closed):
        assert client.get(space.get_absolute_url()).status_code == 404
    fatma = as_user(somebody("fatma"))
    assert [fatma.get(space.get_absolute_url()).status_code for space in (hidden, closed)] == [200, 404]
    assert as_user(somebody("karim")).get(closed.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"ends": "09:00"}, 409, "après avoir commencé"),
        ({"day": "2027-01-04"}, 409, "passée"),
        ({"day": "2028-05-01"}, 409, "Un an"),
        ({"people": 40}, 409, "12"),
        ({"day": "demain"}, 400, "Écrivez un jour"),
        ({"starts": "25:00"}, 400, "Écrivez une heure"),
        ({"purpose": ""}, 400, "Écrivez ici ce qui est demandé."),
    ],
)
def test_a_wrong_word_is_answered_on_the_form(as_user, changed, status, sentence):
    answer = as_user(somebody("fatma")).post(at("book_space", SpaceFactory().pk), hours(**changed))
    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert not Booking.objects.exists()


def test_a_series_is_seen_before_it_is_booked(as_user):
    space = SpaceFactory()
    BookingFactory(space=space, day=monday(2), booked_by=somebody("salma"))
    client, asked = as_user(somebody("fatma")), hours(until=monday(3).isoformat(), every_weeks=1)
    seen = client.get(at("book_series", space.pk), asked)
    assert "2 dates sur 3 sont libres" in text_of(seen)
    assert Booking.objects.count() == 1
    assert client.post(at("book_series", space.pk), asked).status_code == 302
    assert Booking.objects.count() == 3
    assert client.post(at("book_series", space.pk), asked | {"until": "2027-01-01"}).status_code == 409


def test_a_refusal_on_the_page_of_a_booking_is_said_there(as_user):
    karim, asked = as_user(somebody("karim")), BookingFactory(state="asked")
    assert karim.post(at("refuse_booking", asked.pk), {"reason": ""}).status_code == 400
    assert karim.post(at("lend_space", asked.pk), {"state_out": "Bon"}).status_code == 409
    now = begun()
    crowded = karim.post(at("record_use", now.pk), {"kind": "meeting", "women": 40, "men": 0, "unsaid": 0})
    assert crowded.status_code == 409
    assert "plus de personnes" in text_of(crowded)
    assert karim.post(at("confirm_booking", now.pk)).status_code == 409
    assert karim.post(at("start_feed"), {"space": "x"}).status_code == 404


def test_a_day_of_the_week_that_is_open_leads_to_booking_it_and_what_is_past_does_not(as_user):
    space = SpaceFactory()
    client, door = as_user(somebody("fatma")), f"{at('book_space', space.pk)}?day="
    page = client.get(space.get_absolute_url(), {"week": monday().isoformat()}).content.decode()
    assert page.count(door) == 5 and f"{door}{monday().isoformat()}" in page
    assert f'value="{monday().isoformat()}"' in client.get(f"{door}{monday().isoformat()}").content.decode()
    past = client.get(space.get_absolute_url(), {"week": monday(-2).isoformat()})
    assert door not in past.content.decode() and "c’est libre" not in text_of(past)


def test_the_bookings_begin_with_the_next_one_and_what_is_over_comes_last(as_user):
    space = SpaceFactory()
    for week, purpose in ((3, "Plus tard"), (2, "Bientôt")):
        BookingFactory(space=space, day=monday(week), purpose=purpose)
    over = BookingFactory(space=space, day=monday(1), purpose="Atelier clos")
    Booking.objects.filter(pk=over.pk).update(
        starts_at=timezone.now() - dt.timedelta(days=2, hours=1), ends_at=timezone.now() - dt.timedelta(days=2)
    )
    text = text_of(as_user(somebody("karim")).get(at("bookings")))
    assert sorted(("Plus tard", "Bientôt", "Atelier clos"), key=text.index) == ["Bientôt", "Plus tard", "Atelier clos"]


def test_lists_leave_as_files_where_no_formula_runs(as_user):
    BookingFactory(purpose="=HYPERLINK('http://example.org')")
    LoanFactory()
    client = as_user(somebody("karim"))
    csv = b"".join(client.get(at("bookings"), {"format": "csv"}).streaming_content).decode()
    assert "'=HYPERLINK" in csv
    book = load_workbook(io.BytesIO(b"".join(client.get(at("bookings"), {"format": "xlsx"}).streaming_content)))
    assert [cell.data_type for cell in book.active[2] if "HYPERLINK" in str(cell.value)] in ([], ["s"])
    assert len(b"".join(client.get(at("loans"), {"format": "csv"}).streaming_content).splitlines()) == 2


@pytest.mark.parametrize("name", ["spaces", "bookings", "loans"])
def test_a_list_costs_the_same_for_three_and_for_thirty(as_user, name):
    client = as_user(somebody("pilar"))

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(at(name)).status_code == 200
        return len(asked)

    def more(count):
        for n in range(count):
            space = equipment(name_fr=f"Balance {n}", territory__code=("NAD", "KEF")[n % 2])
            LoanFactory(booking=begun(space=space))

    more(3)
    cost()
    few = cost()
    more(17)
    assert cost() == few


def test_a_page_of_a_space_costs_the_same_for_a_full_week(client):
    space = SpaceFactory()

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(space.get_absolute_url(), {"week": monday().isoformat()})
        return len(asked)

    BookingFactory(space=space, starts=dt.time(9), ends=dt.time(9, 30))
    few = cost()
    for n in range(5):
        BookingFactory(space=space, day=monday() + dt.timedelta(days=n), starts=dt.time(14), ends=dt.time(15))
    assert cost() == few
