"""Three versions of the same answers made one: what is taken by itself, and what a person is to choose."""

import pytest

from taghyir.corrections.instances import instance_of
from taghyir.corrections.merging import join
from taghyir.corrections.rules import Rules, rules_of
from taghyir.corrections.tests.factories import RULED, form_of
from taghyir.corrections.typed import fault_in, says_the_same
from taghyir.surveys.queries import sheet_of_xml
from taghyir.surveys.tests.factories import SubmissionFactory

FREE = Rules(frozenset(), frozenset(), frozenset(), ())
BEGUN = {"words": "Des bocaux", "theme": "market", "children": [{"children/age": "4"}, {"children/age": "7"}]}


def clashes(joined):
    return [unit.address for unit in joined.clashes]


def test_what_one_of_the_two_changed_is_taken_by_itself():
    ours = BEGUN | {"words": "Des pots", "children": [{"children/age": "5"}, {"children/age": "7"}]}
    theirs = {"words": "Des bocaux", "theme": "care", "children": [{"children/age": "4"}, {"children/age": "8"}]}
    joined = join(BEGUN, ours, theirs, FREE)
    ages = [{"children/age": "5"}, {"children/age": "8"}]
    assert joined.answers == {"words": "Des pots", "theme": "care", "children": ages} and not joined.clashes
    assert join(BEGUN, ours, ours, FREE).answers == ours, "the same said twice is said once"
    assert "theme" not in join(BEGUN, BEGUN, {"words": "Des bocaux"}, FREE).answers, "a blank is a change too"


def test_what_both_changed_is_for_a_person_to_choose():
    ours, theirs = BEGUN | {"words": "Des pots"}, BEGUN | {"words": "Des jarres", "theme": "care"}
    joined = join(BEGUN, ours, theirs, FREE)
    assert clashes(joined) == ["|words"] and joined.answers["words"] == "Des pots" and joined.answers["theme"] == "care"
    for take, words in (
        ("first", "Des pots"),
        ("second", "Des jarres"),
        ("original", "Des bocaux"),
        ("other", "Des pots"),
    ):
        assert join(BEGUN, ours, theirs, FREE, {"|words": take}).answers["words"] == words
    ages = [{"children/age": "4"}, {"children/age": "9"}], [{"children/age": "4"}, {"children/age": "8"}]
    joined = join(BEGUN, BEGUN | {"children": ages[0]}, BEGUN | {"children": ages[1]}, FREE)
    assert clashes(joined) == ["children[2]|children/age"]
    assert [joined.clashes[0].in_answers(one) for one in (BEGUN, {"words": "x"})] == ["7", None]


def test_a_repeat_where_turns_came_or_went_is_chosen_as_a_whole():
    fewer, other = BEGUN | {"children": [{"children/age": "7"}]}, BEGUN | {"children": [{"children/age": "4"}] * 2}
    assert clashes(join(BEGUN, fewer, other, FREE)) == ["|children"]
    assert join(BEGUN, fewer, other, FREE, {"|children": "second"}).answers == other
    assert join(BEGUN, fewer, BEGUN | {"theme": "care"}, FREE).answers == fewer | {"theme": "care"}


def test_answers_that_a_rule_binds_are_chosen_together_and_sums_are_never_chosen():
    rules = Rules(frozenset({"total"}), frozenset(), frozenset(), (frozenset({"total", "men", "women"}),))
    begun = {"men": "1", "women": "1", "total": "2", "words": "x"}
    ours, theirs = begun | {"men": "5", "total": "6"}, begun | {"women": "7", "total": "8"}
    joined = join(begun, ours, theirs, rules)
    assert sorted(clashes(joined)) == ["|men", "|women"]
    assert (joined.answers["men"], joined.answers["women"]) == ("5", "7"), (
        "until somebody says otherwise, each their own"
    )
    assert not join(begun, ours, begun | {"words": "y"}, rules).clashes
    assert join(begun, begun | {"total": "3"}, begun | {"total": "4"}, rules).answers["total"] == "4"


@pytest.mark.django_db
def test_the_rules_of_a_form_are_read_from_its_xform():
    rules = rules_of(form_of(RULED, "ruled").current)
    assert rules.calculated == {"count"} and rules.noted == {"today"}
    bound = {frozenset({"count", "children"}), frozenset({"tried", "theme"}), frozenset({"children/age", "theme"})}
    assert set(rules.ties) == bound, "named from the top, or from beside"


@pytest.mark.django_db
def test_answers_are_written_as_the_xml_the_form_opens_and_read_back_the_same():
    answers = {"words": "<b>Un</b>\n& deux", "theme": "care", "tried": "market care"}
    answers |= {"today": "2026-05-31", "children": [{"children/age": "4"}, {"children/age": "7"}]}
    answer = SubmissionFactory(form=form_of(RULED, "ruled"), answers=answers)
    for said in (answers, {"words": "seul"}):
        sheet = sheet_of_xml(instance_of(answer, said).encode())
        assert sheet.answers(answer.version.questions) == said
        assert (sheet.xform_id, sheet.version, sheet.instance_id) == ("ruled", "1", answer.instance_id)


def test_each_kind_of_answer_is_known_when_it_is_one():
    right = (
        ("integer", "12"), ("decimal", "12.50"), ("date", "2026-05-31"), ("time", "14:30"), ("acknowledge", "OK"),
        ("datetime", "2026-05-31T14:30:00.000+01:00"), ("geopoint", "34.94 -2.73"), ("text", "a\nb"), ("barcode", "613"),
    )  # fmt: skip
    wrong = (
        ("integer", "1.5"), ("integer", "9" * 40), ("decimal", "NaN"), ("date", "31/05"), ("time", "25:00"),
        ("datetime", "soon"), ("geopoint", "95 0"), ("geoshape", "1 1;2 2"), ("acknowledge", "yes"), ("text", "x" * 30_000),
    )  # fmt: skip
    assert [value for kind, value in right if fault_in({"type": kind}, value)] == []
    assert [value for kind, value in wrong if not fault_in({"type": kind}, value)] == []
    chosen = {"type": "select_multiple", "values": ["a", "b"]}
    assert fault_in(chosen, "a c") and not fault_in(chosen, "b a")
    same = (("decimal", "12.5", "12.50"), ("datetime", "2026-05-31T14:30:00+01:00", "2026-05-31T13:30:00Z"))
    for kind, one, other in (*same, ("geopoint", "34.9 -2.7", "34.9 -2.7 0 0"), ("select_multiple", "a b", "b a")):
        assert says_the_same({"type": kind}, one, other)
    assert not says_the_same({"type": "decimal"}, "1", "x") and not says_the_same({"type": "text"}, "1", "1.0")
