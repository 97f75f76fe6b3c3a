"""What pages and other rooms ask about spaces: which are free, who has them, what they were used for."""

from taghyir.spaces.queries.bookings import (
    bookings_with_all,
    hours_held,
    is_taken,
    offers_expired,
    offers_to_make,
    people_concerned,
    week_of_space,
)
from taghyir.spaces.queries.feeds import feed_of, feeds_with_all, token_of, told_by_feed, told_to_everybody
from taghyir.spaces.queries.lives import loans_with_all, presences, uses_between
from taghyir.spaces.queries.series import SeriesDate, series_report
from taghyir.spaces.queries.spaces import free_between, keepers_of, photos_of, spaces_with_all

__all__ = [
    "SeriesDate",
    "bookings_with_all",
    "feed_of",
    "feeds_with_all",
    "free_between",
    "hours_held",
    "is_taken",
    "keepers_of",
    "loans_with_all",
    "offers_expired",
    "offers_to_make",
    "people_concerned",
    "photos_of",
    "presences",
    "series_report",
    "spaces_with_all",
    "told_by_feed",
    "told_to_everybody",
    "token_of",
    "uses_between",
    "week_of_space",
]
