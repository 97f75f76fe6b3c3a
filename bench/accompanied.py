"""A file of five years, the day of who follows three hundred, a service saved, a free slot among ten thousand bookings."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.utils import timezone

from bench.directory import fetch
from bench.measure import Case, Visitor
from taghyir.accompaniment.models import Case as AccompaniedCase
from taghyir.accompaniment.models import Demand, Objective, PlannedAction, Service
from taghyir.directory.models import Organisation
from taghyir.documents.models import Document
from taghyir.people.models import Role, User
from taghyir.places.models import Territory
from taghyir.spaces.models import Booking, Space
from taghyir.spaces.queries import free_between

SERVICES, DOCUMENTS, YEARS = 500, 200, 5
FILES = 300
BOOKINGS, SPACES = 10_000, 12
BUSY = "bench.adviser@taghyir.example"


def cases() -> list[Case]:
    karim = User.objects.get(email="karim@taghyir.example")
    file, other, busy = long_file(), another_file(), adviser_of_many()
    adviser, day, rooms = Visitor(karim), Visitor(busy), bookings()
    found, search = free_on(rooms), searching(rooms)
    return [
        Case(
            "the file: five years, 500 services, 200 documents",
            12,
            lambda: adviser.ask(file.get_absolute_url()),
            _last_services(file),
        ),
        Case("my day, 300 open files", 15, lambda: day.ask("/fr/day/")),
        Case("the agenda of 300 open files", None, lambda: day.ask("/fr/days/")),
        Case("a service is saved", 10, saving(karim, other)),
        Case("a service is saved, and its members told", None, saving(karim, other), reacts=True),
        Case("a free slot searched among 10,000 bookings", 10, search),
        Case("the page of it", None, lambda: adviser.ask(found)),
    ]


def long_file() -> AccompaniedCase:
    """The first open file of Nador, brought to five years, five hundred services and two hundred documents."""
    file = AccompaniedCase.objects.open().filter(territory__code="NAD").order_by("pk").first()
    assert file, "the demo has no open file in Nador"
    today, apart = timezone.localdate(), YEARS * 365 // SERVICES
    AccompaniedCase.objects.filter(pk=file.pk).update(opened_on=today - dt.timedelta(days=YEARS * 365))
    Service.objects.bulk_create(
        Service(
            case=file,
            given_on=today - dt.timedelta(days=n * apart),
            minutes=60,
            topic="pricing",
            women=3,
            men=1,
            given_by=file.adviser,
        )
        for n in range(SERVICES - file.services.count())
    )
    Document.objects.bulk_create(
        Document(case=file, kind="other", title=f"Reçu {n}", is_shared=True)
        for n in range(DOCUMENTS - file.documents.count())
    )
    return file


def another_file() -> AccompaniedCase:
    """The next open file of Nador, where services are saved: the long one keeps its five hundred."""
    return AccompaniedCase.objects.open().filter(territory__code="NAD").order_by("pk")[1]


def adviser_of_many() -> User:
    """Somebody in Nador who follows three hundred files, each with a step and an action due about today."""
    if known := User.objects.filter(email=BUSY).first():
        return known
    nador, today = Territory.objects.get(code="NAD"), timezone.localdate()
    busy = User.objects.create_user(BUSY)
    Role.objects.create(user=busy, kind=Role.Kind.ADVISER, territory=nador)
    followed = Organisation.objects.bulk_create(
        Organisation(name=f"Coopérative suivie {n}", territory=nador, country="MA") for n in range(FILES)
    )
    demands = Demand.objects.bulk_create(
        Demand(organisation=one, territory=nador, channel="desk", words="…", received_by=busy, state="accepted")
        for one in followed
    )
    files = AccompaniedCase.objects.bulk_create(
        AccompaniedCase(
            number=f"NAD-1999-{n:04}",
            organisation=demand.organisation,
            territory=nador,
            demand=demand,
            adviser=busy,
            next_step="Apporter les étiquettes",
            next_step_on=today + dt.timedelta(days=n % 60 - 15),
        )
        for n, demand in enumerate(demands)
    )
    objectives = Objective.objects.bulk_create(Objective(case=file, words="Vendre en règle") for file in files)
    PlannedAction.objects.bulk_create(
        PlannedAction(objective=one, words="Étiquettes", done_by="Karim", due_on=today + dt.timedelta(days=n % 90 - 30))
        for n, one in enumerate(objectives)
    )
    return busy


def bookings() -> list[Space]:
    """A dozen rooms of Nador, held hour after hour."""
    nador = Territory.objects.get(code="NAD")
    rooms = list(Space.objects.filter(name_fr__startswith="Banc d’essai").order_by("pk"))
    if rooms:
        return rooms
    rooms = Space.objects.bulk_create(
        Space(kind="room", territory=nador, name_fr=f"Banc d’essai {n}", open_days=list(range(7)))
        for n in range(SPACES)
    )
    karim = User.objects.get(email="karim@taghyir.example")
    start = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0)
    Booking.objects.bulk_create(
        Booking(
            space=rooms[n % SPACES],
            starts_at=start + dt.timedelta(days=n // SPACES // 6, hours=n // SPACES % 6),
            ends_at=start + dt.timedelta(days=n // SPACES // 6, hours=n // SPACES % 6 + 1),
            state="confirmed",
            booked_by=karim,
            person=karim.person,
            purpose="Banc",
        )
        for n in range(BOOKINGS)
    )
    return rooms


IN_TWO_WEEKS, FROM, UNTIL = dt.timedelta(days=14), dt.time(10), dt.time(11)  # when most are taken


def searching(rooms: list[Space]) -> Callable[[], bytes]:
    """Which spaces are free two weeks from now, of all there are."""
    assert rooms

    def search() -> bytes:
        day = timezone.localdate() + IN_TWO_WEEKS
        return b" ".join(str(space.pk).encode() for space in free_between(Space.objects.all(), day, FROM, UNTIL))

    return search


def free_on(rooms: list[Space]) -> str:
    """The address that asks the same of the spaces of Nador."""
    day = timezone.localdate() + IN_TWO_WEEKS
    asked = {"day": day.isoformat(), "starts": FROM.isoformat("minutes"), "ends": UNTIL.isoformat("minutes")}
    return "/fr/spaces/?" + urlencode(asked | {"territory": rooms[0].territory.code})


def saving(user: User, file: AccompaniedCase) -> Callable[[], bytes]:
    """Send the sheet of a service as the page does, each time a new one."""
    visitor, token = Visitor(user), secrets.token_hex(16)
    visitor.headers["HTTP_COOKIE"] += f"; csrftoken={token}"
    today = timezone.localdate().isoformat()

    def send() -> bytes:
        sheet = {
            "topic": "pricing",
            "quick_minutes": "60",
            "women": 3,
            "men": 1,
            "given_on": today,
            "mode": "visit",
            "given_by": user.pk,
            "sent_once": uuid.uuid4(),
            "csrfmiddlewaretoken": token,
        }
        return visitor.ask(
            f"{file.get_absolute_url()}services/record/",
            method="POST",
            body=urlencode(sheet).encode(),
            expected=302,
            content_type="application/x-www-form-urlencoded",
        )

    return send


def _last_services(file: AccompaniedCase) -> Callable[[], list[tuple]]:
    return lambda: fetch(
        "SELECT given_on, topic, minutes, women, men FROM accompaniment_service "
        "WHERE case_id = %s ORDER BY given_on DESC, id DESC LIMIT 5",
        [file.pk],
    )
