import datetime as dt

import factory
from django.utils import timezone

from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.spaces.clock import moment_in
from taghyir.spaces.models import Booking, Loan, Space

WORKING = dt.datetime(
    2027, 2, 1, 8, tzinfo=dt.UTC
)  # a Monday; Morocco puts its clocks back on the 7th, forward on 14 March


def monday(weeks: int = 1) -> dt.date:
    """The Monday after so many weeks."""
    today = timezone.localdate()
    return today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=weeks)


class SpaceFactory(factory.django.DjangoModelFactory):
    """The meeting room of Nador: twelve people, Monday to Friday from nine to five, somebody confirms."""

    class Meta:
        model = Space

    kind = Space.Kind.ROOM
    territory = factory.SubFactory(TerritoryFactory)
    name_fr = "Salle de réunion"
    name_ar = "قاعة الاجتماعات"
    where = "Maison de l’ESS"
    capacity = 12
    open_days = factory.LazyFunction(lambda: list(range(5)))

    @classmethod
    def _create(cls, model_class, *args, **facts):
        space = model_class(*args, **facts)
        space.prepare_search()
        space.save()
        return space


def equipment(**facts) -> Space:
    return SpaceFactory(**{"kind": "equipment", "name_fr": "Vidéoprojecteur", "name_ar": "جهاز العرض", **facts})


class BookingFactory(factory.django.DjangoModelFactory):
    """Fatma has the room next Monday from ten to noon, confirmed."""

    class Meta:
        model = Booking

    class Params:
        day = factory.LazyFunction(monday)
        starts = dt.time(10)
        ends = dt.time(12)

    space = factory.SubFactory(SpaceFactory)
    starts_at = factory.LazyAttribute(lambda o: moment_in(o.space.territory.time_zone, o.day, o.starts))
    ends_at = factory.LazyAttribute(lambda o: moment_in(o.space.territory.time_zone, o.day, o.ends))
    state = Booking.State.CONFIRMED
    booked_by = factory.LazyFunction(lambda: somebody("fatma"))
    person = factory.LazyAttribute(lambda o: o.booked_by.person)
    purpose = "Réunion du bureau"


def begun(**facts) -> Booking:
    """One that began an hour ago and ends in an hour."""
    now = timezone.now()
    return BookingFactory(starts_at=now - dt.timedelta(hours=1), ends_at=now + dt.timedelta(hours=1), **facts)


class LoanFactory(factory.django.DjangoModelFactory):
    """The projector is out with Fatma."""

    class Meta:
        model = Loan

    booking = factory.LazyFunction(lambda: begun(space=equipment()))
    space = factory.SelfAttribute("booking.space")
    state_out = "Complet, câble neuf"
    lent_by = factory.LazyFunction(lambda: somebody("karim"))
    due_at = factory.SelfAttribute("booking.ends_at")
