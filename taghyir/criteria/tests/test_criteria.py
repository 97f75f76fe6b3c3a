import re
from collections import Counter

import pytest
from django.utils import translation

from taghyir.core.testing import reading_in
from taghyir.criteria.queries import FAMILIES, families_of_criteria
from taghyir.criteria.seeds import SET

LANGUAGES = ("fr", "ar", "es", "en")


def test_there_are_five_families_of_three_criteria():
    assert Counter(one["family"] for one in SET["criteria"]) == dict.fromkeys(FAMILIES, 3)
    assert len({one["code"] for one in SET["criteria"]}) == 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_question_a_reason_what_shows_it_and_five_levels_of_its_own(language):
    levels = []
    with reading_in(language):
        for family in families_of_criteria():
            for one in family.criteria:
                assert one.question.endswith("؟" if language == "ar" else "?")
                assert one.why and one.evidence
                assert len(one.levels) == 5
                levels += one.levels
    assert len(set(levels)) == 75, "no two levels are said alike"
    letters = re.compile("[\u0600-\u06ff]")
    assert all(bool(letters.search(level)) == (language == "ar") for level in levels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_them_and_nobody_is_given_a_mark(client, language):
    page = client.get(f"/{language}/criteria/").content.decode()
    with translation.override(language):
        for family in families_of_criteria():
            assert family.name in page
    assert page.count("<details") == 15
    assert page.count("<li>") >= 75
    assert "%" not in re.sub(r"<[^>]+>", "", page.partition("<main")[2].partition("</main>")[0])
