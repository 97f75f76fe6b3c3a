"""Pages of the spaces."""

from taghyir.spaces.views.booking import (
    book_series,
    book_space,
    booking,
    bookings,
    cancel_booking,
    confirm_booking,
    confirm_series,
    refuse_booking,
    take_place,
)
from taghyir.spaces.views.feeds import calendar, end_feed, feeds, start_feed, taken_hours
from taghyir.spaces.views.spaces import (
    add_space,
    change_space,
    remove_space_photo,
    space,
    space_photo,
    space_photos,
    spaces,
)
from taghyir.spaces.views.using import lend_space, loans, record_absence, record_use, take_space_back

__all__ = [
    "add_space",
    "book_series",
    "book_space",
    "booking",
    "bookings",
    "calendar",
    "cancel_booking",
    "change_space",
    "confirm_booking",
    "confirm_series",
    "end_feed",
    "feeds",
    "lend_space",
    "loans",
    "record_absence",
    "record_use",
    "refuse_booking",
    "remove_space_photo",
    "space",
    "space_photo",
    "space_photos",
    "spaces",
    "start_feed",
    "take_place",
    "take_space_back",
    "taken_hours",
]
