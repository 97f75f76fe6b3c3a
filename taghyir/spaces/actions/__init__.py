"""What people do with spaces: keep them, book them, use them, follow them in a calendar."""

from taghyir.spaces.actions.booking import book_series, book_space, cancel_booking, take_place
from taghyir.spaces.actions.deciding import confirm_booking, offer_place, refuse_booking
from taghyir.spaces.actions.feeds import end_feed, start_feed
from taghyir.spaces.actions.keeping import add_space, add_space_photo, change_space, remove_space_photo
from taghyir.spaces.actions.series import cancel_series, confirm_series, refuse_series
from taghyir.spaces.actions.using import lend_space, record_absence, record_use, take_space_back

__all__ = [
    "add_space",
    "add_space_photo",
    "book_series",
    "book_space",
    "cancel_booking",
    "cancel_series",
    "change_space",
    "confirm_booking",
    "confirm_series",
    "end_feed",
    "lend_space",
    "offer_place",
    "record_absence",
    "record_use",
    "refuse_booking",
    "refuse_series",
    "remove_space_photo",
    "start_feed",
    "take_place",
    "take_space_back",
]
