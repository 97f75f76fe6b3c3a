"""Spaces, bookings, and what becomes of them."""

from taghyir.spaces.models.bookings import Booking, BookingQuerySet, Series
from taghyir.spaces.models.lives import Feed, Loan, Use
from taghyir.spaces.models.spaces import Space, SpacePhoto

__all__ = ["Booking", "BookingQuerySet", "Feed", "Loan", "Series", "Space", "SpacePhoto", "Use"]
