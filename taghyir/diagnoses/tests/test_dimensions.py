"""What a form says of itself is enough: our own instruments read as dimensions, and the score of one."""

import pytest
from django.core.management import call_command

from taghyir.diagnoses.dimensions import dimensions_of
from taghyir.diagnoses.queries import FORMS
from taghyir.diagnoses.tests.factories import answered, published
from taghyir.needs.models import Theme
from taghyir.surveys.models import Form

pytestmark = pytest.mark.django_db


def score_of(*levels):
    version = published().current
    return dimensions_of(version, answered(*levels))[0].score


@pytest.mark.parametrize(
    ("levels", "score"),
    [
        ((4, 4, 4, 4), 100.0),
        ((0, 0, 0, 0), 0.0),
        ((1, 2, 4, "dk"), 58.3),  # three of four: 75 %
        ((1, 2, "dk", "dk"), None),  # two of four: 50 %
        ((1, 2, "dk", "na"), 37.5),  # two of three that concern them: 67 %
        ((3, "na", "na", "na"), 75.0),
        (("na", "na", "na", "na"), None),
        ((4, 4, "", ""), None),
        ((), None),
    ],
)
def test_a_score_is_the_mean_of_what_was_answered_when_enough_was(levels, score):
    assert score_of(*levels) == score


def test_a_need_is_proposed_where_it_is_low_and_presses_for_one_of_both():
    version = published().current

    def press(**facts):
        return dimensions_of(version, answered(1, 1, 1, 1, **facts))[0].press

    assert (press(priority=3), press(adviser_priority=2)) == (225.0, 150.0)
    assert press() == press(priority=1) == 0
    assert dimensions_of(version, answered(3, 3, 3, 3, priority=3))[0].press == 0


def test_the_shared_diagnosis_has_the_twelve_dimensions_that_needs_know():
    call_command("load_instruments", "diagnostic_partage")
    found = dimensions_of(Form.objects.get().current, {}, "ar")
    assert [one.code for one in found] == Theme.values
    assert all(4 <= len(one.items) <= 6 for one in found)


@pytest.mark.parametrize("name", [name for name in FORMS.values() if name != "diagnostic_partage"])
def test_each_depth_has_fifteen_items_in_four_languages(name):
    call_command("load_instruments", name)
    version = Form.objects.get(xform_id=name).current
    for language in ("fr", "ar", "es", "en"):
        found = dimensions_of(version, {}, language)
        assert 15 <= sum(len(one.items) for one in found) <= 25 and len(found) >= 3
        assert len({one.label for one in found} | {one.name for one in found}) == 2 * len(found), "each has its words"
