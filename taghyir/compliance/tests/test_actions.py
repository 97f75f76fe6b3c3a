"""A fact from its first writing to its end; the seed, twice."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from taghyir.compliance.actions import add_fact, correct_fact, end_fact, load_facts, replace_fact, verify_fact
from taghyir.compliance.models import Fact, Scope
from taghyir.compliance.queries import due_dates, facts_for, history_of, threshold
from taghyir.compliance.seeds import read_seed
from taghyir.compliance.tests.factories import DEADLINE, MINIMUM, a_fact
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.actions import load_legal_forms
from taghyir.directory.tests.factories import LegalFormFactory, OrganisationFactory
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Holiday

pytestmark = pytest.mark.django_db
CHANGE = dt.date(2026, 7, 1)


def test_amina_keeps_the_facts_of_her_country_and_nobody_else_but_pilar():
    for name, code in (("karim", "MA_COOP"), ("fatma", "MA_COOP"), ("ines", "MA_COOP"), ("amina", "TN_COOP")):
        with pytest.raises(NotAllowed):
            add_fact(actor=somebody(name), legal_forms=[LegalFormFactory(code=code)], **MINIMUM)
    assert add_fact(actor=somebody("amina"), legal_forms=[LegalFormFactory()], **MINIMUM).country == "MA"


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None},
        {"unit": ""},
        {"unit": "money"},
        {"currency": "MAD"},
        {"bound": ""},
        {"value": Decimal(-1)},
        {"code": "Minimum members"},
        {"name_fr": ""},
        {"valid_from": dt.date(2026, 2, 1), "valid_until": dt.date(2026, 1, 1)},
        {"valid_from": dt.date(1, 1, 1)},
        {"valid_until": dt.date.max},
        {**DEADLINE, "anchor": ""},
        {**DEADLINE, "offset": None},
        {**DEADLINE, "offset": 101, "offset_unit": "years"},
        {**DEADLINE, "anchor": "calendar"},
        {**DEADLINE, "anchor": "calendar", "month": 13, "day": 1},
    ],
)
def test_half_a_fact_is_refused_with_a_sentence_and_nothing_is_kept(wrong):
    with pytest.raises(Refused) as refusal:
        a_fact(**wrong)
    assert len(str(refusal.value)) > 5
    assert not Fact.objects.exists()


def test_legal_forms_are_of_one_country():
    for codes in (["MA_COOP", "TN_COOP"], []):
        with pytest.raises(Refused) as refusal:
            add_fact(actor=somebody("pilar"), legal_forms=[LegalFormFactory(code=code) for code in codes], **MINIMUM)
        assert refusal.value.field == "legal_forms"


def test_one_version_at_a_time_for_a_legal_form():
    a_fact("TN_SC_L", "TN_SC_R", valid_until=dt.date(2025, 12, 31))
    a_fact("TN_SC_L", valid_from=dt.date(2026, 1, 1))
    a_fact("TN_COOP", valid_until=dt.date(2025, 12, 31))
    with pytest.raises(Refused, match="déjà"):
        a_fact("TN_SC_R", valid_from=dt.date(2025, 12, 31))
    assert Fact.objects.count() == 3


def test_the_database_itself_refuses_two_versions():
    fact = a_fact()
    scope = fact.scopes.get()
    other = a_fact(code="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.create(fact=other, legal_form=scope.legal_form, code=scope.code, during=scope.during)


def test_a_change_of_law_ends_the_old_one_the_day_before():
    old = a_fact(valid_from=dt.date(2020, 1, 1))
    amina, form = somebody("amina"), old.legal_forms.get()
    new = replace_fact(actor=amina, fact=old, valid_from=CHANGE, legal_forms=[form], **{**MINIMUM, "value": Decimal(5)})
    old.refresh_from_db()
    assert (old.valid_until, new.valid_from) == (dt.date(2026, 6, 30), CHANGE)
    assert threshold(form, "minimum_members", dt.date(2026, 6, 30)).value == 7
    assert threshold("MA_COOP", "minimum_members", CHANGE).value == 5
    assert threshold("MA_COOP", "minimum_members", dt.date(2019, 12, 31)) is None
    assert [moment.lines for moment in history_of(new)][0]
    assert len(history_of(old)) == 2  # added, replaced
    with pytest.raises(Refused):
        replace_fact(actor=amina, fact=old, valid_from=dt.date(2020, 1, 1), legal_forms=[form], **MINIMUM)
    with pytest.raises(Refused):  # it ended: the next one is replaced
        replace_fact(actor=amina, fact=old, valid_from=dt.date(2027, 1, 1), legal_forms=[form], **MINIMUM)


def test_a_replacement_that_is_refused_leaves_the_old_one_as_it_was():
    old = a_fact()
    with pytest.raises(Refused):
        replace_fact(
            actor=somebody("amina"),
            fact=old,
            valid_from=CHANGE,
            legal_forms=[old.legal_forms.get()],
            **{**MINIMUM, "unit": ""},
        )
    old.refresh_from_db()
    assert old.valid_until is None


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_year_that_cannot_be_is_refused_at_its_field(day):
    fact, amina = a_fact(valid_from=None), somebody("amina")
    with pytest.raises(Refused) as refusal:
        end_fact(actor=amina, fact=fact, valid_until=day)
    assert (refusal.value.code, refusal.value.field) == ("year", "valid_until")
    with pytest.raises(Refused) as refusal:
        replace_fact(actor=amina, fact=fact, valid_from=day, legal_forms=list(fact.legal_forms.all()), **MINIMUM)
    assert (refusal.value.code, refusal.value.field) == ("year", "valid_from")


def test_what_is_corrected_is_to_be_verified_again_and_says_what_changed():
    fact = verify_fact(actor=somebody("amina"), fact=a_fact())
    assert (fact.verified_by, fact.verified_on is not None) == (somebody("amina"), True)
    form = fact.legal_forms.get()
    fact = correct_fact(actor=somebody("pilar"), fact=fact, legal_forms=[form], **{**MINIMUM, "value": Decimal(6)})
    assert (fact.verified_by, fact.verified_on) == (None, None)
    assert Entry.objects.get(verb="fact.corrected").details["changes"] == {"value": ["7", "6"]}
    with pytest.raises(Refused):
        correct_fact(actor=somebody("pilar"), fact=fact, legal_forms=[LegalFormFactory(code="TN_COOP")], **MINIMUM)


def test_a_fact_ends_and_is_kept():
    fact = end_fact(actor=somebody("amina"), fact=a_fact(), valid_until=CHANGE)
    organisation = OrganisationFactory()
    assert list(facts_for(organisation, CHANGE)) == [fact]
    assert not facts_for(organisation, CHANGE + dt.timedelta(days=1)).exists()
    with pytest.raises(Refused):
        end_fact(actor=somebody("amina"), fact=fact, valid_until=CHANGE + dt.timedelta(days=9))


def test_money_keeps_the_decimals_of_its_currency():
    fact = a_fact("TN_SC_L", code="minimum_capital", unit="money", currency="TND", value=Decimal("5000.0005"))
    assert fact.value == Decimal("5000.001")


def test_due_dates_keep_to_validity_and_to_the_holidays_of_the_country():
    fact = a_fact(**{**DEADLINE, "value": None, "unit": "", "bound": ""}, valid_from=dt.date(2027, 1, 1))
    anchors, window = {"year_end": dt.date(2025, 12, 31)}, (dt.date(2026, 1, 1), dt.date(2028, 12, 31))
    assert due_dates(fact, anchors, *window) == [dt.date(2027, 3, 31), dt.date(2028, 3, 31)]
    Holiday.objects.create(country="MA", on=dt.date(2027, 3, 31), name_fr="Jour", name_ar="يوم")
    Holiday.objects.create(country="TN", on=dt.date(2027, 4, 1), name_fr="Jour", name_ar="يوم")
    assert due_dates(fact, anchors, *window)[0] == dt.date(2027, 3, 31)
    fact.day_off = "later"
    assert due_dates(fact, anchors, *window)[0] == dt.date(2027, 4, 1)
    assert due_dates(a_fact(), anchors, *window) == []


@pytest.fixture
def robot():
    robot = User.objects.robot()
    load_legal_forms(actor=robot)
    return robot


def test_the_seed_comes_in_once_and_covers_every_form_it_speaks_of(robot):
    seeded = list(read_seed())
    nothing = dict.fromkeys(("added", "renewed", "kept", "refused", "unchanged"), 0)
    assert load_facts(actor=robot).counts == nothing | {"added": len(seeded)}
    assert load_facts(actor=robot).counts == nothing | {"unchanged": len(seeded)}
    assert not Fact.objects.filter(verified_on__isnull=False).exists()  # nobody read it in the law yet
    assert all(fact.name_es and fact.name_en for fact in Fact.objects.all())
    assert threshold("TN_SC_L", "minimum_members", dt.date(2025, 10, 1)).value == 50
    assert threshold("TN_SC_L", "minimum_members", dt.date(2025, 10, 2)).value == 10
    with pytest.raises(NotAllowed):
        load_facts(actor=somebody("amina"))


def test_what_a_coordinator_wrote_is_kept_and_both_are_shown(robot):
    call_command("load_compliance", "--apply", stdout=StringIO())
    fact = Fact.objects.get(seed_key="MA/coop/minimum_members")
    end_fact(actor=somebody("amina"), fact=fact, valid_until=dt.date(2030, 1, 1))
    said = StringIO()
    call_command("load_compliance", "--apply", stdout=said)
    assert "1 kept" in said.getvalue()
    assert "MA/coop/minimum_members valid_until: here '2030-01-01', in the seed None" in said.getvalue()
    fact.refresh_from_db()
    assert fact.valid_until == dt.date(2030, 1, 1)


def test_what_a_coordinator_had_added_by_hand_stays_alone(robot):
    by_hand = a_fact("MA_COOP")
    said = StringIO()
    call_command("load_compliance", "--apply", stdout=said)
    assert "1 there already" in said.getvalue()
    assert "MA/coop/minimum_members: " in said.getvalue()
    assert threshold("MA_COOP", "minimum_members") == by_hand


def test_what_nobody_touched_is_renewed_with_the_seed(robot):
    load_facts(actor=robot)
    fact = Fact.objects.get(seed_key="MA/coop/minimum_members")
    Fact.objects.filter(pk=fact.pk).update(value=4, loaded={**fact.loaded, "value": "4"})
    assert load_facts(actor=robot).counts["renewed"] == 1
    fact.refresh_from_db()
    assert fact.value == 5


def test_the_command_is_harmless_until_told_otherwise(robot):
    said = StringIO()
    call_command("load_compliance", stdout=said)
    assert "--apply" in said.getvalue()
    assert not Fact.objects.exists()
