import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import reading_in
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.results.actions import add_goal, attach_evidence, change_goal, change_indicator, record_value, set_target
from taghyir.results.models import Goal, MeasuredValue, Target
from taghyir.results.tests.factories import GoalFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with reading_in("en"):
        yield


@pytest.fixture
def recording():
    """A valid value; each test changes the one thing it is about."""
    return {
        "actor": somebody("amina"),
        "indicator": IndicatorFactory(code="A2.OE.R2.I3"),
        "territory": TerritoryFactory(),
        "starts_on": dt.date(2026, 1, 1),
        "ends_on": dt.date(2026, 3, 31),
        "value": Decimal(12),
    }


def proof():
    return SimpleUploadedFile("feuille.pdf", b"%PDF-1.7\nsigned")


def test_a_value_without_proof_is_a_draft(recording):
    assert record_value(**recording).state == MeasuredValue.State.DRAFT


def test_a_value_with_its_proof_is_stated_and_the_proof_is_numbered(recording):
    value = record_value(**recording, file=proof(), proof="Feuille signée")
    assert value.state == MeasuredValue.State.STATED
    assert value.evidences.get().number == "FdV-R2-I3-001"
    attach_evidence(actor=somebody("amina"), value=value, file=proof(), proof="Photo")
    assert [e.number for e in value.evidences.all()] == ["FdV-R2-I3-001", "FdV-R2-I3-002"]


def test_the_total_by_sex_is_computed_never_typed(recording):
    value = record_value(
        **recording | {"value": Decimal(999), "women": Decimal(7), "men": Decimal(3), "unknown": Decimal(1)}
    )
    assert value.value == 11


@pytest.mark.parametrize("name", ["karim", "ines", "hedi", "noor"])
def test_only_a_coordinator_of_the_territory_types_a_value(recording, name):
    with pytest.raises(NotAllowed):
        record_value(**recording | {"actor": somebody(name)})


def test_not_in_another_territory(recording):
    with pytest.raises(NotAllowed):
        record_value(**recording | {"territory": TerritoryFactory(code="KEF")})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": None}, "Write a value"),
        ({"ends_on": dt.date(2025, 1, 1)}, "cannot end before"),
        ({"comment": "x", "file": SimpleUploadedFile("x.exe", b"MZ")}, "one of these kinds"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(recording, change, sentence):
    with pytest.raises(Refused, match=sentence):
        record_value(**recording | change)
    assert not MeasuredValue.objects.exists()


def test_a_computed_indicator_is_not_typed(recording):
    with pytest.raises(Refused, match="computed from the work"):
        record_value(**recording | {"indicator": IndicatorFactory(computation="services_given")})


def test_one_value_per_territory_and_period(recording):
    record_value(**recording)
    with pytest.raises(Refused, match="already recorded"):
        record_value(**recording)


def test_an_indicator_with_typed_values_stays_typed(recording):
    record_value(**recording)
    with pytest.raises(Refused, match="stays typed"):
        change_indicator(actor=somebody("pilar"), indicator=recording["indicator"], computation="services_given")


def test_the_matrix_is_a_tree():
    pilar, above = somebody("pilar"), GoalFactory(code="OG", level=Goal.Level.GENERAL)
    below = add_goal(actor=pilar, parent=above, level=Goal.Level.RESULT, code="R1", name_fr="Un résultat")
    with pytest.raises(Refused, match="under itself"):
        change_goal(actor=pilar, goal=above, parent=below)


def test_a_target_set_again_is_changed():
    indicator = IndicatorFactory()
    for value in (40, 50):
        set_target(actor=somebody("pilar"), indicator=indicator, year=2026, value=Decimal(value))
    assert Target.objects.get().value == 50
