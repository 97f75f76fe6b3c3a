"""Who gets what at each door of the spaces, for one room and one projector of Nador, booked by Fatma for Tifawin."""

from taghyir.core.testing import Line
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import PEOPLE, somebody
from taghyir.spaces.actions import add_space_photo
from taghyir.spaces.models import Feed, Series
from taghyir.spaces.queries import token_of
from taghyir.spaces.tests.factories import BookingFactory, LoanFactory, SpaceFactory, begun, equipment, monday
from taghyir.spaces.tests.pictures import photo

ALL = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
STAFF = ("amina", "karim", "pilar")


def permissions() -> list[Line]:
    space = SpaceFactory()
    picture = add_space_photo(actor=somebody("amina"), space=space, file=photo(), seen_fr="La porte")
    theirs = {"organisation": tifawin(), "person": None}
    asked = BookingFactory(space=space, state="asked", **theirs)
    weekly = Series.objects.create(
        space=space, booked_by=asked.booked_by, first_on=monday(), until=monday(), every_weeks=1
    )
    dated = BookingFactory(space=space, state="asked", day=monday(4), series=weekly, **theirs)
    waiting = BookingFactory(space=space, state="waiting", day=monday(2), **theirs)
    now = begun(space=SpaceFactory(name_fr="Atelier"), **theirs)
    to_lend = begun(space=equipment(name_fr="Balance"), **theirs)
    loan = LoanFactory(booking=begun(space=equipment(), **theirs))
    feed = Feed.objects.create(owner=somebody("fatma"))
    keep = {"amina": 200, "pilar": 200}
    book = dict.fromkeys((*STAFF, "fatma", "leila", "youssef", "salma"), 200)
    see = dict.fromkeys((*STAFF, "fatma", "ines"), 200)
    decide = dict.fromkeys(STAFF, 302) | {"fatma": 403, "ines": 403}
    give_back = dict.fromkeys((*STAFF, "fatma"), 302) | {"ines": 403}
    one, booked = (space.pk,), (asked.pk,)
    facts = {"kind": "desk", "territory": space.territory_id, "name_fr": "Bureau", "capacity": 2, "open_days": [0, 1]}
    facts |= {"opens_at": "09:00", "closes_at": "17:00"}
    hours = {"day": monday(3).isoformat(), "starts": "10:00", "ends": "12:00", "purpose": "Réunion", "people": 3}
    series = hours | {"until": monday(5).isoformat(), "every_weeks": 1}
    booked_now = dict.fromkeys(book, 302)
    return [
        Line("spaces:spaces", ALL),
        Line("spaces:spaces", ALL, query="format=csv"),
        Line("spaces:space", ALL, args=one),
        Line("spaces:taken_hours", ALL, args=one),
        Line("spaces:space_photo", ALL, args=(picture.pk, "small")),
        Line("spaces:add_space", keep, 403),
        Line("spaces:add_space", dict.fromkeys(keep, 302), 403, method="post", body=facts),
        Line("spaces:change_space", keep, 403, args=one),
        Line("spaces:change_space", dict.fromkeys(keep, 302), 403, args=one, method="post", body=facts),
        Line("spaces:space_photos", keep, 403, args=one),
        Line("spaces:remove_space_photo", dict.fromkeys(keep, 302), 403, args=(picture.pk,), method="post"),
        Line("spaces:book_space", book, 403, args=one),
        Line("spaces:book_space", booked_now, 403, args=one, method="post", body=hours),
        Line("spaces:book_series", book, 403, args=one),
        Line("spaces:book_series", booked_now, 403, args=one, method="post", body=series),
        Line("spaces:bookings", {}, 200),
        Line("spaces:bookings", {}, 200, query="format=xlsx"),
        Line("spaces:booking", see, args=booked),
        Line("spaces:confirm_booking", decide, args=booked, method="post"),
        Line("spaces:confirm_series", decide, args=(dated.pk,), method="post"),
        Line("spaces:refuse_booking", decide, args=booked, method="post", body={"reason": "Travaux"}),
        Line("spaces:cancel_booking", give_back, args=booked, method="post"),
        Line("spaces:take_place", give_back, args=(waiting.pk,), method="post"),
        Line("spaces:lend_space", decide, args=(to_lend.pk,), method="post", body={"state_out": "Complète"}),
        Line("spaces:record_use", decide, args=(now.pk,), method="post", body=USE),
        Line("spaces:record_absence", decide, args=(now.pk,), method="post"),
        Line("spaces:loans", {}, 200),
        Line("spaces:loans", {}, 200, query="format=csv"),
        Line("spaces:take_space_back", decide, args=(loan.pk,), method="post", body={"state_in": "Complet"}),
        Line("spaces:feeds", {}, 200),
        Line("spaces:start_feed", {"fatma": 409}, 302, method="post"),
        Line("spaces:start_feed", dict.fromkeys(STAFF, 302), 403, method="post", body={"space": space.pk}),
        Line("spaces:end_feed", {"fatma": 302}, args=(feed.pk,), method="post"),
        Line("spaces:calendar", ALL, args=(token_of(feed),)),
        Line("spaces:calendar", dict.fromkeys(ALL, 404), args=("1:forged",)),
    ]


USE = {"kind": "meeting", "women": 3, "men": 1, "unsaid": 0}
