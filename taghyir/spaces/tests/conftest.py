"""The tests of spaces are lived on one Monday, so that the weeks around Ramadan are always ahead."""

from unittest.mock import patch

import pytest

from taghyir.spaces.tests.factories import WORKING


@pytest.fixture(autouse=True)
def _on_a_monday():
    with patch("django.utils.timezone.now", lambda: WORKING):
        yield
