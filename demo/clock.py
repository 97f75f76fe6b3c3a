"""The year of the demonstration is lived again day by day: within `on_day`, the house believes it is that day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def on_day(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Everything asked of `timezone` answers `day`, at `hour` UTC; never later than the real now."""
    moment = min(dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC), timezone.now())
    with patch("django.utils.timezone.now", lambda: moment):
        yield
