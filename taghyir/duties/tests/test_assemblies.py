"""An assembly is called, held, and settles the duty of its year; the register has names, days and amounts."""

import datetime as dt
from contextlib import nullcontext
from decimal import Decimal

import pytest
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import tifawin
from taghyir.duties.actions import add_holder, call_assembly, cancel_assembly, change_holder, record_assembly
from taghyir.duties.models import Outcome
from taghyir.duties.queries import duties_of, members_of_assembly, quorum_of, rules_of_assembly, totals_of_register
from taghyir.duties.rules import needed
from taghyir.duties.tests.factories import (
    QUORUM,
    a_deadline,
    a_fact,
    annual_assembly,
    called,
    held,
    in_days,
    in_register,
    its_calendar,
    its_duty,
)
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("members", "percent", "least"), [(9, 50, 5), (10, 50, 5), (12, 67, 9), (0, 50, 0), (7, 100, 7)]
)
def test_a_part_of_a_member_counts_as_one(members, percent, least):
    assert needed(members, percent) == least


def test_an_assembly_that_was_held_settles_the_duty_of_its_year():
    annual_assembly()
    a_deadline(code="accounts_filed", anchor="meeting", offset=30, offset_unit="days", recurrence="once")
    its_calendar()
    assembly = held(called())
    assert (its_duty().state, its_duty().outcome.on) == ("done", assembly.held_on)
    filed = its_duty("accounts_filed", assembly.held_on.isoformat())
    assert filed.due_on == assembly.held_on + dt.timedelta(days=30)
    item = assembly.items.get(order=1)
    assert (item.decision, item.votes_for, item.abstentions) == ("Approuvé", 9, 1)
    with pytest.raises(Refused, match="déjà été notée"):
        held(assembly)


@pytest.mark.parametrize("day", [dt.date(1949, 12, 31), dt.date.max, dt.date.min])
def test_an_assembly_of_another_age_is_refused_and_a_day_of_it_stops_nothing(as_user, day):
    with pytest.raises(Refused, match="1950") as refusal:
        called(held_on=day)
    assert refusal.value.field == "held_on"
    assembly = called()
    a_deadline(code="accounts_filed", anchor="meeting", offset=30, offset_unit="days", recurrence="once")
    type(assembly).objects.update(held_on=day)  # as it could be written once
    assert [duty.code for duty in duties_of(tifawin())] == []
    assert as_user(somebody("amina")).get("/fr/duties/").status_code == 200


def test_without_its_quorum_it_settles_nothing_and_a_second_call_may():
    annual_assembly()
    a_fact(**QUORUM)
    its_calendar()
    short = held(called(), members=30)
    quorum = quorum_of(short, rules_of_assembly(short))
    assert (quorum.needed, quorum.attending, quorum.is_reached) == (15, 10, False)
    assert its_duty().is_open
    again = held(called(is_second_call=True), members=30)
    assert quorum_of(again, rules_of_assembly(again)).is_reached is None, "nobody wrote what the second one asks"
    assert its_duty().state == "done"


def test_the_law_speaks_before_the_statutes_and_says_who_verified_it():
    its_calendar(quorum=30, proxies=2, notice_days=10)
    rules = rules_of_assembly(called())
    assert (rules.quorum.value, rules.quorum.fact, rules.proxies.value, rules.notice.value) == (30, None, 2, 10)
    fact = a_fact(**QUORUM)
    a_deadline(
        code="call_notice", anchor="meeting", offset=15, offset_unit="days", direction="before", recurrence="once"
    )
    rules = rules_of_assembly(called())
    assert (rules.quorum.value, rules.quorum.fact, rules.notice.value) == (50, fact, 15)
    assert rules_of_assembly(called(kind="extraordinary")).quorum is None
    assert rules_of_assembly(called(kind="constitutive")).quorum.value == 100


def test_other_assemblies_settle_no_yearly_duty_and_count_no_delay():
    annual_assembly()
    a_deadline(code="accounts_filed", anchor="meeting", offset=30, offset_unit="days", recurrence="once")
    its_calendar()
    held(called(kind="extraordinary"))
    assert its_duty().is_open and not Outcome.objects.exists()
    assert [duty.code for duty in duties_of(tifawin()) if duty.code == "accounts_filed"] == []


def test_figures_that_do_not_hold_together_are_refused_whole():
    its_calendar()
    assembly = called()
    with pytest.raises(Refused, match="plus de présents"):
        held(assembly, members=9)
    item = assembly.items.first()
    with pytest.raises(Refused, match="Plus de voix"):
        held(assembly, decisions={item.pk: {"votes_for": 9, "votes_against": 2, "abstentions": 0}})
    assembly.refresh_from_db()
    assert assembly.is_open
    with pytest.raises(Refused, match="à venir"):
        held(called(held_on=in_days(3)))
    with pytest.raises(Refused, match="ordre du jour"):
        called(agenda=[])


def test_one_person_represents_no_more_than_the_statutes_or_the_law_let():
    its_calendar(proxies=2)
    assembly, few = (
        called(),
        {"decisions": {}, "members": 30, "women_present": 2, "men_present": 1, "men_represented": 0},
    )
    for figures, field in (({"women_represented": 7}, "women_represented"), ({"proxies_of_one": 3}, "proxies_of_one")):
        with pytest.raises(Refused, match="représente 2 membres au plus") as refused:
            held(assembly, **few | {"women_represented": 5} | figures)
        assert (refused.value.code, refused.value.field) == ("proxies", field)
    with pytest.raises(Refused, match="plus que toutes"):
        held(assembly, **few | {"women_represented": 1, "proxies_of_one": 2})
    assembly.refresh_from_db()
    assert assembly.is_open
    a_fact(code="proxies_per_member", value=0, unit="members", bound="at_most")
    with pytest.raises(Refused, match="Personne ne peut représenter"):
        held(assembly, **few | {"women_represented": 1})
    assert not held(assembly, **few | {"women_represented": 0}).is_open


def test_what_nobody_wrote_of_proxies_refuses_nothing():
    its_calendar()
    assert held(called(), women_present=1, men_present=0, women_represented=9, proxies_of_one=9).recorded_at


def test_an_assembly_given_up_is_not_held():
    its_calendar()
    assembly = cancel_assembly(actor=somebody("fatma"), assembly=called())
    for again in (lambda: held(assembly), lambda: cancel_assembly(actor=somebody("fatma"), assembly=assembly)):
        with pytest.raises(Refused):
            again()
    assert assembly.status == "no"


def test_who_only_reads_calls_and_writes_nothing():
    its_calendar()
    assembly, holder = called(), in_register()
    for who in ("ines", "leila", "hedi", "noor"):
        known = {"actor": somebody(who)}
        with pytest.raises(NotAllowed):
            call_assembly(**known, organisation=tifawin(), held_on=in_days(9), agenda=["x"], place="y")
        with pytest.raises(NotAllowed):
            record_assembly(**known, assembly=assembly, decisions={})
        with pytest.raises(NotAllowed):
            cancel_assembly(**known, assembly=assembly)
        with pytest.raises(NotAllowed):
            add_holder(**known, organisation=tifawin(), name="X", entered_on=in_days(0), currency="MAD")
        with pytest.raises(NotAllowed):
            change_holder(**known, holder=holder, shares=9)


def test_lines_of_the_register_are_numbered_and_keep_their_number():
    its_calendar()
    first, second = in_register(), in_register("حبيبة بناني", shares=2, amount=Decimal("200.5"))
    assert (first.number, second.number) == (1, 2)
    change_holder(actor=somebody("karim"), holder=first, left_on=in_days(-1))
    third = in_register("Meriem Ouali", shares=1, amount=Decimal(100), currency="EUR")
    assert third.number == 3
    totals = [(one.members, one.shares, one.amount, one.currency) for one in totals_of_register(tifawin())]
    assert totals == [(1, 1, Decimal(100), "EUR"), (1, 2, Decimal("200.5"), "MAD")], "two currencies are never added"
    assert Entry.objects.get(verb="holder.changed").details == {"changed": ["left_on"]}
    with pytest.raises(Refused, match="avant d’être entré"):
        change_holder(actor=somebody("karim"), holder=second, left_on=dt.date(2018, 1, 1))
    assert members_of_assembly(tifawin(), timezone.localdate()) == 2


def test_an_amount_has_the_decimals_of_its_currency_and_who_corrects_second_is_told(as_user):
    for amount, currency, is_kept in (("10.555", "MAD", False), ("10.555", "TND", True), ("10.50", "EUR", True)):
        with nullcontext() if is_kept else pytest.raises(Refused) as refusal:
            in_register(amount=Decimal(amount), currency=currency)
        assert is_kept or (refusal.value.code, refusal.value.field) == ("decimals", "amount")
    holder, karim = in_register(), as_user(somebody("karim"))
    form = karim.get(f"/fr/duties/holders/{holder.pk}/").context["form"]
    sheet = {"name": "Habiba B.", "entered_on": "2019-05-02", "shares": 3, "amount": "300,5", "currency": "MAD"}
    sheet["read"] = form["read"].value()
    change_holder(actor=somebody("fatma"), holder=holder, shares=9)
    again = karim.post(f"/fr/duties/holders/{holder.pk}/", sheet)
    holder.refresh_from_db()
    assert "entre-temps" in again.content.decode() and holder.shares == 9
    sheet["read"] = again.context["form"]["read"].value()  # they were told
    assert karim.post(f"/fr/duties/holders/{holder.pk}/", sheet).status_code == 302
    holder.refresh_from_db()
    assert (holder.shares, holder.amount) == (3, Decimal("300.5"))
    with pytest.raises(Refused, match="entre-temps"):
        change_holder(actor=somebody("fatma"), holder=holder, read=sheet["read"], shares=1)


def test_without_a_register_members_are_those_last_counted():
    organisation = tifawin(women_members=12, men_members=2)
    assert members_of_assembly(organisation, timezone.localdate()) == 14
    organisation.men_members = None
    assert members_of_assembly(organisation, timezone.localdate()) is None
