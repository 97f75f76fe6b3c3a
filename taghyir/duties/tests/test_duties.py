"""Duties are reckoned from the law and from the days people say; nothing but what happened is kept."""

import datetime as dt

import pytest
from django.utils import timezone

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.compliance.actions import correct_fact, replace_fact
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.models import Membership, Organisation
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.duties.actions import (
    add_event,
    keep_calendar,
    record_outcome,
    remove_event,
    take_back_outcome,
    tick_step,
    untick_step,
)
from taghyir.duties.models import Calendar, Outcome, Tick
from taghyir.duties.queries import duties_of, duties_of_each, duty_of
from taghyir.duties.tests.factories import (
    a_deadline,
    annual_assembly,
    called,
    in_days,
    its_calendar,
    its_duty,
)
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def kept(code="annual_assembly"):
    return [(duty.period, duty.due_on) for duty in duties_of(tifawin()) if duty.code == code]


def test_without_a_day_to_count_from_nothing_has_a_date():
    annual_assembly()
    assert kept() == []
    its_calendar()
    assert (str(YEAR - 1), dt.date(YEAR, 6, 30)) in kept()
    assert max(day for _period, day in kept()) <= in_days(548)


def test_when_the_law_changes_the_duty_moves_and_what_was_done_stays_done():
    fact = annual_assembly()
    its_calendar()
    record_outcome(actor=somebody("fatma"), duty=its_duty(), kind="done", on=timezone.localdate())
    correct_fact(actor=somebody("pilar"), fact=fact, legal_forms=list(fact.legal_forms.all()), offset=3)
    moved = its_duty()
    assert (moved.due_on, moved.state) == (dt.date(YEAR, 3, 31), "done")
    its_calendar(year_end_day=30, year_end_month=9)
    assert its_duty().due_on == dt.date(YEAR - 1, 12, 30)
    assert its_duty().state == "done", "its year is the same"


def test_two_versions_of_the_law_never_ask_twice_for_one_period():
    fact = annual_assembly(offset=3)
    its_calendar()
    forms = list(fact.legal_forms.all())
    changes = {name: getattr(fact, name) for name in ("code", "kind", "moment", "name_fr", "name_ar", "anchor")}
    changes |= {"offset": 6, "offset_unit": "months", "direction": "after", "recurrence": "yearly"}
    replace_fact(actor=somebody("pilar"), fact=fact, valid_from=dt.date(YEAR, 4, 15), legal_forms=forms, **changes)
    periods = [period for period, _day in kept()]
    assert len(periods) == len(set(periods))
    assert dict(kept())[str(YEAR - 1)] == dt.date(YEAR, 6, 30)


def test_states_follow_the_day_and_late_comes_first():
    today = timezone.localdate()
    its_calendar(year_end_day=today.day, year_end_month=today.month, founded_on=dt.date(YEAR - 9, 1, 1))
    for code, days, direction in (("soon", 9, "after"), ("later", 90, "after"), ("late", 9, "before")):
        a_deadline(code=code, offset=days, offset_unit="days", direction=direction)
    a_deadline(code="paid", anchor="founding", offset=3, offset_unit="years", recurrence="once", moment=1)
    a_deadline(code="registration", anchor="", kind="duty", moment=1, offset=None, offset_unit="", direction="",
               recurrence="")  # fmt: skip
    found = duties_of(tifawin())
    assert [duty.state for duty in found] == sorted(
        (duty.state for duty in found), key=["late", "soon", "later", "unsaid", "undated"].index
    )
    this_year = {code: its_duty(code, str(YEAR)).state for code in ("soon", "later", "late")}
    assert this_year == {"soon": "soon", "later": "later", "late": "late"}
    assert (its_duty("paid", "once").state, its_duty("registration", "once").state) == ("unsaid", "undated")


def test_a_fact_that_only_bounds_or_gives_a_right_is_no_duty():
    annual_assembly(code="tax_exemption", kind="right")
    its_calendar()
    assert duties_of(tifawin()) == []


def test_statutes_give_the_day_that_the_law_of_the_house_does_not_say():
    undated = {"kind": "duty", "anchor": "", "offset": None, "offset_unit": "", "direction": "", "recurrence": ""}
    annual_assembly(**undated)
    its_calendar()
    assert its_duty(period=str(YEAR)).state == "undated"
    its_calendar(assembly_months=4)
    duty = its_duty()
    assert (duty.due_on, duty.from_statutes) == (dt.date(YEAR, 4, 30), True)


def test_an_event_makes_a_duty_and_taking_it_away_unmakes_it():
    a_deadline(code="foreign_aid", anchor="event", moment=4, offset=30, offset_unit="days", recurrence="once")
    its_calendar()
    on = in_days(-10)
    known = {"actor": somebody("karim"), "organisation": tifawin()}
    event = add_event(**known, code="foreign_aid", on=on, words="Don de Madrid")
    assert kept("foreign_aid") == [(on.isoformat(), in_days(20))]
    for code, day in (("foreign_aid", on), ("foreign_aid", in_days(1)), ("nothing", on)):
        with pytest.raises(Refused):
            add_event(**known, code=code, on=day)
    remove_event(actor=somebody("fatma"), event=event)
    assert kept("foreign_aid") == []
    assert Entry.objects.get(verb="duty_event.removed").details["on"] == on.isoformat()


def test_what_comes_before_an_assembly_is_asked_until_its_day_alone():
    before = {"code": "call_notice", "anchor": "meeting", "direction": "before", "recurrence": "once", "moment": 3}
    a_deadline(**before, offset=15, offset_unit="days")
    its_calendar()
    called(held_on=in_days(-3))
    assert kept("call_notice") == []
    called(held_on=in_days(20))
    assert kept("call_notice") == [(in_days(20).isoformat(), in_days(5))]


def test_a_duty_is_settled_put_off_and_opened_again():
    annual_assembly()
    its_calendar()
    fatma = somebody("fatma")
    for kind, on, words in (
        ("done", in_days(1), ""),
        ("postponed", in_days(0), "Ramadan"),
        ("postponed", in_days(9), ""),
        ("not_applicable", in_days(0), ""),
        ("perhaps", in_days(0), "x"),
    ):
        with pytest.raises(Refused):
            record_outcome(actor=fatma, duty=its_duty(), kind=kind, on=on, words=words)
    record_outcome(actor=fatma, duty=its_duty(), kind="postponed", on=in_days(9), words="Ramadan")
    assert (its_duty().falls_on, its_duty().state) == (in_days(9), "soon")
    outcome = record_outcome(actor=fatma, duty=its_duty(), kind="not_applicable", on=in_days(0), words="En sommeil")
    assert (its_duty().state, Outcome.objects.count()) == ("not_applicable", 1)
    take_back_outcome(actor=somebody("karim"), outcome=outcome)
    assert its_duty().outcome is None
    assert [one.details["kind"] for one in Entry.objects.filter(verb="duty.settled").order_by("pk")] == [
        "postponed",
        "not_applicable",
    ]


def test_steps_are_ticked_one_by_one():
    annual_assembly()
    its_calendar()
    tick_step(actor=somebody("fatma"), duty=its_duty(), step="called")
    assert dict(its_duty().steps)["called"] and not dict(its_duty().steps)["minutes"]
    with pytest.raises(Refused, match="entre-temps"):
        tick_step(actor=somebody("karim"), duty=its_duty(), step="called")
    with pytest.raises(Refused):
        tick_step(actor=somebody("karim"), duty=its_duty(), step="anything")
    untick_step(actor=somebody("karim"), duty=its_duty(), step="called")
    assert not Tick.objects.exists()
    with pytest.raises(Refused):
        untick_step(actor=somebody("karim"), duty=its_duty(), step="called")


def test_who_speaks_for_it_and_who_advises_write_and_nobody_else():
    annual_assembly()
    its_calendar()
    member = MembershipFactory(organisation=tifawin(), person=somebody("noor").person)
    known = {"organisation": tifawin(), "year_end_day": 30, "year_end_month": 6}
    for who in ("noor", "leila", "ines", "hedi", "youssef"):
        with pytest.raises(NotAllowed):
            keep_calendar(actor=somebody(who), **known)
        with pytest.raises(NotAllowed):
            record_outcome(actor=somebody(who), duty=its_duty(), kind="done", on=in_days(0))
        with pytest.raises(NotAllowed):
            tick_step(actor=somebody(who), duty=its_duty(), step="called")
    member.function = Membership.Function.SECRETARY
    member.save()
    for who in ("noor", "fatma", "karim", "amina", "pilar"):
        keep_calendar(actor=somebody(who), **known)
    CaseFactory(organisation=tifawin(), adviser=somebody("hedi"))
    keep_calendar(actor=somebody("hedi"), **known)


def test_who_writes_the_days_second_is_told_what_the_first_wrote(as_user):
    page = f"/fr/duties/{tifawin().pk}/days/"
    karim, fatma = as_user(somebody("karim")), as_user(somebody("fatma"))
    first = {"year_end_day": 30, "year_end_month": 6, "read": karim.get(page).context["form"]["read"].value()}
    second = {"year_end_day": 31, "year_end_month": 12, "read": fatma.get(page).context["form"]["read"].value()}
    assert karim.post(page, first).status_code == 302
    told = fatma.post(page, second)
    assert "entre-temps" in told.content.decode() and tifawin().calendar.year_end_month == 6
    with pytest.raises(Refused, match="entre-temps"):
        its_calendar(read=second["read"])
    assert fatma.post(page, second | {"read": told.context["form"]["read"].value()}).status_code == 302
    assert Calendar.objects.get().year_end_month == 12


def test_days_to_come_and_half_a_year_end_are_refused():
    with pytest.raises(Refused, match="à venir"):
        its_calendar(founded_on=in_days(1))
    with pytest.raises(Refused):
        its_calendar(year_end_day=None)


def test_many_organisations_cost_as_one(django_assert_num_queries):
    annual_assembly()
    its_calendar()
    many = [tifawin()]
    for number in range(12):
        one = OrganisationFactory(name=f"Coopérative {number}", territory=TerritoryFactory(code="NAD"))
        keep_calendar(actor=somebody("karim"), organisation=one, year_end_day=31, year_end_month=12)
        many.append(one)
    rows = Organisation.objects.select_related("legal_form").order_by("pk")
    for organisations in (list(rows[:1]), list(rows)):
        with django_assert_num_queries(8):
            found = duties_of_each(organisations)
        assert {duty.organisation.pk for duty in found} == {one.pk for one in organisations}
    assert len(rows) == len(many)
    assert duty_of(many[1], "annual_assembly", "1999") is None
