"""A plan is corrected: said otherwise, or taken out with a reason; what is done stays."""

import pytest
from django.urls import reverse

from taghyir.accompaniment.actions import finish_action, plan_practice
from taghyir.accompaniment.models import Objective, PlannedAction
from taghyir.accompaniment.queries import plan_of
from taghyir.accompaniment.tests.factories import CaseFactory, PlannedActionFactory, ServiceFactory, day, need_of
from taghyir.accompaniment.tests.test_demands import refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody
from taghyir.plans import actions
from taghyir.tables.meanwhile import fingerprint_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    return PlannedActionFactory(objective__case=CaseFactory(organisation=tifawin()))


def test_with_what_how_one_knows_and_for_which_needs_are_changed_too(as_user, planned):
    karim, case, was = as_user(somebody("karim")), planned.objective.case, planned.needs.get()
    was.state = "told"  # answered since: it stands on the sheet all the same
    other, door = (
        need_of(case.organisation, words="Une caisse tenue"),
        reverse("plans:change_action", args=[planned.pk]),
    )
    form = karim.get(door).context["form"]
    assert set(form.fields["needs"].queryset) == {was, other} and form["needs"].value() == [was.pk]
    sheet = {name: form[name].value() for name in ("words", "done_by", "read")} | {"due_on": day(-9).isoformat()}
    said = {"means": "Une imprimante", "known_by": "Vingt pots étiquetés"}
    assert karim.post(door, sheet | said).status_code == 200, "an action answers somebody"
    assert karim.post(door, sheet | said | {"needs": [other.pk]}).status_code == 302
    planned.refresh_from_db()
    assert (planned.means, planned.known_by, planned.needs.get()) == (*said.values(), other)
    line = Entry.objects.get(verb="action.changed")
    assert line.details["before"][-1] == was.words and line.details["after"][3:] == [*said.values(), other.words]
    assert "Vingt pots étiquetés" in karim.get(case.get_absolute_url()).content.decode()
    change = {"actor": somebody("karim"), "planned_action": planned}
    assert refused(actions.change_action, **change, needs=[]) == "no_need"
    assert refused(actions.change_action, **change, needs=[need_of(OrganisationFactory(name="Autre"))]) == "other_need"
    assert actions.change_action(**change, words="Relire").done_by == planned.done_by  # unsaid, it stays


def test_what_is_to_be_practised_may_stay_without_a_need(as_user):
    case, karim = CaseFactory(organisation=tifawin()), somebody("karim")
    practice = plan_practice(actor=karim, case=case, words="Calculer", done_by="Fatma", due_on=day(-9))
    sheet = {"words": "Calculer un prix", "done_by": "Fatma", "due_on": day(-9).isoformat()}
    assert as_user(karim).post(reverse("plans:change_action", args=[practice.pk]), sheet).status_code == 302


def test_an_objective_is_said_otherwise_until_it_is_reached(as_user, planned):
    objective, karim = planned.objective, as_user(somebody("karim"))
    door, read = reverse("plans:change_objective", args=[objective.pk]), fingerprint_of(objective.words)
    assert door in karim.get(objective.case.get_absolute_url()).content.decode()
    assert karim.post(door, {"words": "Vendre à Oujda", "read": read}).status_code == 302
    told = karim.post(door, {"words": "Vendre à Fès", "read": read})
    assert told.status_code == 200 and "Vendre à Oujda" in told.content.decode()
    assert plan_of(objective.case)["objectives"][0]["words"] == "Vendre à Oujda"
    assert "Objectif reformulé" in karim.get(objective.case.get_absolute_url()).content.decode()
    actions.reach_objective(actor=somebody("karim"), objective=objective)
    for act, said in ((actions.change_objective, {"words": "x"}), (actions.remove_objective, {"reason": "x"})):
        assert refused(act, actor=somebody("karim"), objective=objective, **said) == "reached"


def test_a_line_is_taken_out_with_a_reason_unless_work_stands_on_it(as_user, planned):
    karim, case, browser = somebody("karim"), planned.objective.case, as_user(somebody("karim"))
    assert refused(actions.remove_objective, actor=karim, objective=planned.objective, reason="x") == "actions"
    kept = PlannedActionFactory(objective=planned.objective)
    ServiceFactory(case=case, planned_action=kept)
    assert refused(actions.remove_action, actor=karim, planned_action=kept, reason="x") == "services"
    finish_action(actor=karim, planned_action=kept)
    assert refused(actions.remove_action, actor=karim, planned_action=kept, reason="x") == "done"
    door = reverse("plans:remove_action", args=[planned.pk])
    assert browser.post(door, {"reason": ""}).status_code == 200
    assert browser.post(door, {"reason": "L’union s’en charge"}).status_code == 302
    assert list(PlannedAction.objects.all()) == [kept]
    bare = Objective.objects.create(case=case, words="Exporter")
    assert browser.post(reverse("plans:remove_objective", args=[bare.pk]), {"reason": "Trop tôt"}).status_code == 302
    assert list(Objective.objects.all()) == [planned.objective]
    lines = {one.verb: (one.subject, one.details) for one in Entry.objects.filter(verb__endswith=".removed")}
    assert lines["action.removed"] == (case, {"name": planned.words, "reason": "L’union s’en charge"})
    page = browser.get(case.get_absolute_url()).content.decode()
    assert "Exporter · Trop tôt" in page and planned.words in page
