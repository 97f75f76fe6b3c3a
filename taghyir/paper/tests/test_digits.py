"""A phone is written one digit a box, and typed by a person as it is written."""

import pytest

from taghyir.core.actions import Refused
from taghyir.paper.answers import checked_answers
from taghyir.paper.tests.factories import printed_batch
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid():
    asked = LISTENING.replace('<input ref="/data/words"', '<input ref="/data/words" appearance="numbers"')
    assert asked != LISTENING
    form = PublishedFormFactory(current__xform=asked.format(title="Écoute", xform_id="called", version="1"))
    return printed_batch(form=form).layout


def test_a_text_of_digits_has_a_box_for_each(laid):
    field = next(one for one in laid["fields"] if one["key"] == "words")
    boxes = [mark for page in laid["pages"] for mark in page if mark[0] == "digits" and mark[4] == 14]
    assert (field["kind"], len(boxes)) == ("digits", 1)
    page, x, y, width, _height = field["crops"][0]
    assert x <= boxes[0][1] and boxes[0][1] + boxes[0][3] <= x + width, "what is written there is shown to a person"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("٠٦١٢٣٤٥٦٧٨", "0612345678"), ("00216 22 123 456", "00216 22 123 456"), ("", None), ("oui", False)],
)
def test_its_zeros_stay_and_words_are_refused_in_a_sentence(laid, typed, kept):
    given = {one["key"]: typed if one["key"] == "words" else "" for one in laid["fields"]}
    for one in laid["fields"]:
        one["is_required"] = False
    if kept is False:
        with pytest.raises(Refused) as refused:
            checked_answers(laid, given)
        assert "06" in str(refused.value)
    else:
        assert checked_answers(laid, given).get("words") == kept
