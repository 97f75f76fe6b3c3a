"""A demand is recorded, then answered once, with its reason."""

import pytest
from django.utils import timezone

from taghyir.accompaniment import actions
from taghyir.accompaniment.models import Case, Demand
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, day, need_of
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import adviser_of, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    """What Karim writes when the cooperative Tifawin asks."""
    return {
        "actor": somebody("karim"),
        "organisation": tifawin(),
        "channel": Demand.Channel.FAIR,
        "words": "Une étiquette pour vendre à Oujda",
    }


@pytest.fixture
def deciding():
    return {"actor": somebody("karim"), "demand": DemandFactory(organisation=tifawin())}


def refused(action, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        action(**arguments)
    return refusal.value.code


def test_a_demand_is_received_in_the_territory_of_its_organisation(asking):
    need = need_of(asking["organisation"])
    demand = actions.record_demand(**asking, needs=[need], contact=somebody("fatma").person)
    assert (demand.state, demand.territory.code, demand.received_on) == ("received", "NAD", timezone.localdate())
    assert list(demand.needs.all()) == [need]
    assert Entry.objects.get(verb="demand.recorded").subject == demand


def test_a_group_without_papers_may_ask(asking):
    group = OrganisationFactory(name="", name_ar="نساء زايو", legal_form=None, place=None)
    assert actions.record_demand(**asking | {"organisation": group}).contact is None


def test_a_demand_is_not_received_tomorrow(asking):
    assert refused(actions.record_demand, **asking, received_on=day(-1)) == "future"


def test_one_demand_waits_at_a_time(asking):
    actions.record_demand(**asking)
    assert refused(actions.record_demand, **asking) == "conflict"


def test_an_organisation_already_accompanied_is_not_asked_again(asking):
    CaseFactory(organisation=asking["organisation"])
    assert refused(actions.record_demand, **asking) == "accompanied"


def test_needs_of_another_organisation_are_not_linked(asking):
    other = need_of(OrganisationFactory())
    assert refused(actions.record_demand, **asking, needs=[other]) == "other_need"


def test_an_organisation_without_territory_is_first_placed(asking):
    nowhere = OrganisationFactory(territory=None, country="MA", place=None, legal_form=None)
    asking |= {"organisation": nowhere, "actor": somebody("pilar")}
    assert refused(actions.record_demand, **asking) == "no_territory"


@pytest.mark.parametrize("name", ["hedi", "fatma", "leila", "youssef", "ines", "noor"])
def test_only_field_staff_of_the_territory_record_a_demand(asking, name):
    with pytest.raises(NotAllowed):
        actions.record_demand(**asking | {"actor": somebody(name)})


def test_an_accepted_demand_opens_a_file(deciding):
    case = actions.accept_demand(
        **deciding, adviser=somebody("karim"), next_step="Visiter l’atelier", next_step_on=day(-5)
    )
    demand = case.demand
    assert case.number == f"NAD-{timezone.localdate():%Y}-0001"
    assert (demand.state, demand.decided_by, demand.decided_on) == ("accepted", somebody("karim"), timezone.localdate())
    assert (case.next_step, case.next_step_on, case.opened_on) == ("Visiter l’atelier", day(-5), timezone.localdate())


def test_numbers_follow_each_other_in_a_territory_and_a_year(deciding):
    year = f"{timezone.localdate():%Y}"
    CaseFactory(number=f"NAD-{year}-9999")
    CaseFactory(number=f"NAD-{int(year) - 1}-0400")
    CaseFactory(number=f"KEF-{year}-0700")
    assert actions.accept_demand(**deciding, adviser=somebody("karim")).number == f"NAD-{year}-10000"
    second = DemandFactory(organisation=OrganisationFactory(name="Autre"))
    case = actions.accept_demand(actor=somebody("amina"), demand=second, adviser=somebody("karim"))
    assert case.number == f"NAD-{year}-10001"


def test_a_file_is_not_given_to_an_adviser_of_elsewhere(deciding):
    assert refused(actions.accept_demand, **deciding, adviser=adviser_of("KEF")) == "not_an_adviser"
    deciding["demand"].refresh_from_db()
    assert deciding["demand"].state == "received"
    assert not Case.objects.exists()


def test_an_organisation_has_one_open_file(deciding):
    CaseFactory(organisation=deciding["demand"].organisation)
    assert refused(actions.accept_demand, **deciding, adviser=somebody("karim")) == "conflict"


@pytest.mark.parametrize(
    ("action", "words", "state"),
    [
        (actions.refer_demand, {"referred_to": "ODCO", "reason": "Pour la dénomination"}, "referred"),
        (actions.put_demand_to_wait, {"reason": "Deux files déjà pleines"}, "waiting"),
        (actions.refuse_demand, {"reason": "Pas une entreprise de l’ESS"}, "refused"),
    ],
)
def test_an_answer_has_a_reason_a_day_and_an_author(deciding, action, words, state):
    demand = action(**deciding, **words)
    assert (demand.state, demand.reason, demand.decided_by) == (state, words["reason"], deciding["actor"])
    assert demand.decided_on == timezone.localdate()
    assert Entry.objects.get(subject_id=demand.pk).details == {"reason": words["reason"]}


@pytest.mark.parametrize("action", [actions.refer_demand, actions.put_demand_to_wait, actions.refuse_demand])
def test_no_answer_without_a_reason(deciding, action):
    words = {"referred_to": "ODCO"} if action is actions.refer_demand else {}
    assert refused(action, **deciding, **words, reason="  ") == "conflict"


def test_a_referral_says_where(deciding):
    assert refused(actions.refer_demand, **deciding, referred_to=" ", reason="Ailleurs") == "conflict"


def test_who_waits_may_still_be_accepted(deciding):
    actions.put_demand_to_wait(**deciding, reason="Plus tard")
    assert actions.accept_demand(**deciding, adviser=somebody("karim")).demand.reason == ""


def test_an_answer_is_given_once(deciding):
    actions.refuse_demand(**deciding, reason="Non")
    assert refused(actions.accept_demand, **deciding, adviser=somebody("karim")) == "decided"
    assert refused(actions.refuse_demand, **deciding, reason="Non") == "decided"


@pytest.mark.parametrize("name", ["hedi", "fatma", "leila", "youssef", "ines", "noor"])
def test_advisers_and_coordinators_of_the_territory_answer(deciding, name):
    deciding["actor"] = somebody(name)
    for action, words in (
        (actions.accept_demand, {"adviser": somebody("karim")}),
        (actions.refer_demand, {"referred_to": "ODCO", "reason": "Non"}),
        (actions.put_demand_to_wait, {"reason": "Non"}),
        (actions.refuse_demand, {"reason": "Non"}),
    ):
        with pytest.raises(NotAllowed):
            action(**deciding, **words)


def test_a_demand_that_another_body_does_not_take_is_received_again(deciding):
    demand = actions.refer_demand(**deciding, referred_to="ODCO", reason="Pour la dénomination")
    with pytest.raises(NotAllowed):
        actions.reopen_demand(actor=somebody("fatma"), demand=demand, reason="Non")
    again = actions.reopen_demand(actor=somebody("amina"), demand=demand, reason="Liste pleine")
    assert (again.state, again.referred_to, again.reason, again.decided_on) == ("received", "", "", None)
    assert refused(actions.reopen_demand, actor=somebody("amina"), demand=again, reason="Encore") == "not_referred"
