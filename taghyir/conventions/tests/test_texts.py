"""The words conventions are written from."""

import pytest

from taghyir.conventions.actions import write_convention_text
from taghyir.conventions.queries import blocks_of, filled, mistakes_in, shipped_text, source_for
from taghyir.conventions.tests.factories import drafted, own_case
from taghyir.core.actions import NotAllowed, Refused
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_words_of_the_house_are_whole(language):
    text = shipped_text(language)
    assert mistakes_in(text) == []
    for name in ("organisation", "speaker", "adviser", "territory", "case", "demand", "starts_on", "ends_on", "months"):
        assert f"{{{name}}}" in text, name
    assert [one["kind"] for one in blocks_of(text)].count("heading") == 9


def test_a_name_that_is_none_is_refused_with_its_line():
    text = "Entre {organisation}\net {adviser}\n{directeur} signe\nseule }"
    first, second = mistakes_in(text)
    assert "3" in first and "{directeur}" in first and "organisation" in first and "4" in second
    with pytest.raises(Refused) as refusal:
        write_convention_text(actor=somebody("amina"), territory=TerritoryFactory(), language="fr", text=text)
    assert refusal.value.field == "text"


def test_who_coordinates_writes_the_text_of_their_territory_and_versions_stay():
    nador, words = TerritoryFactory(code="NAD"), {"language": "fr", "text": "Entre {organisation} et {adviser}"}
    for who in ("karim", "fatma", "ines", "hedi", "noor"):
        with pytest.raises(NotAllowed):
            write_convention_text(actor=somebody(who), territory=nador, **words)
    with pytest.raises(NotAllowed):
        write_convention_text(actor=somebody("amina"), territory=None, **words)
    assert source_for(nador, "fr").version == 0
    write_convention_text(actor=somebody("pilar"), territory=None, **words | {"text": "Du programme"})
    assert source_for(nador, "fr").text == "Du programme"
    write_convention_text(actor=somebody("amina"), territory=nador, **words)
    second = write_convention_text(actor=somebody("amina"), territory=nador, **words | {"text": "Deux\r\nlignes\0"})
    assert (second.version, source_for(nador, "fr").text) == (2, "Deux\nlignes")
    assert source_for(TerritoryFactory(code="KEF"), "fr").text == "Du programme"
    assert source_for(nador, "ar").text == shipped_text("ar")


def test_a_value_is_filled_once_and_a_brace_in_it_stays_a_brace():
    assert filled("{demand}, {adviser}", {"demand": "{adviser}", "adviser": "Karim"}) == "{adviser}, Karim"
    case = own_case()
    case.demand.words = "Nous {voulons} <b>vendre</b> #let x"
    case.demand.save()
    assert "Nous {voulons} <b>vendre</b> #let x" in drafted(case).text
