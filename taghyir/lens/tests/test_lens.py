"""Markers are computed from facts with their reasons, and chosen otherwise with one."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.accompaniment.tests.factories import CaseFactory, ServiceFactory, day
from taghyir.catalogue.tests.factories import ServiceKindFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.models import Membership
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.groupwork.tests.factories import training
from taghyir.lens.actions import choose_marker, note_care
from taghyir.lens.queries import lenses_of, markers_of, totals_by_country, unpaid_value_of
from taghyir.people.tests.factories import somebody
from taghyir.tables.money import Money

pytestmark = pytest.mark.django_db
KARIM = "karim"


@pytest.fixture
def case():
    case = CaseFactory(organisation=tifawin())
    Membership.objects.filter(organisation=case.organisation).update(is_board=False)
    return case


def levels(case):
    return [marker.level.value for marker in markers_of(lenses_of(somebody(KARIM)).get(pk=case.pk))]


def reasons(case, at):
    return " ".join(markers_of(lenses_of(somebody(KARIM)).get(pk=case.pk))[at].reasons)


def test_nothing_recorded_is_not_targeted_and_says_so(case):
    assert levels(case) == [0, 0]
    assert "Rien de ce qui est enregistré" in reasons(case, 0)


def test_half_of_the_services_is_principal_and_one_is_significant(case):
    care = ServiceKindFactory(code="care", topic="gender_care", themes=["care"])
    ServiceFactory(case=case, kind=care, topic="gender_care", women=0, men=2)
    assert levels(case) == [0, 2] and "1 service sur 1" in reasons(case, 1)
    for _ in range(3):
        ServiceFactory(case=case, women=0, men=2)
    assert levels(case) == [0, 1]
    ServiceFactory(case=case, topic="gender_care", women=0, men=1)
    assert levels(case) == [1, 1]


def test_women_present_or_on_the_board_speak_for_gender(case):
    ServiceFactory(case=case, women=3, men=4)
    assert levels(case) == [0, 0]
    Membership.objects.filter(organisation=case.organisation, person__sex="F").update(is_board=True)
    assert levels(case) == [1, 0] and "conseil" in reasons(case, 0)
    ServiceFactory(case=case, women=5, men=0)
    assert "8 des 12" in reasons(case, 0)
    ServiceFactory(case=case, women=0, men=0, unsaid=5)  # who does not say it is somebody: women are no longer half
    assert "8 des" not in reasons(case, 0)


def test_the_board_is_as_its_card_counts_it_and_never_said_to_be_empty(case, as_user):
    client, page = as_user(somebody(KARIM)), f"/fr/lens/{case.pk}/"
    assert "personne ne l’a encore compté" in client.get(page).content.decode()
    Membership.objects.filter(organisation=case.organisation, person__sex="F").update(is_board=True)
    organisation = case.organisation
    organisation.women_board, organisation.men_board = 3, 2
    organisation.save()
    assert "3 des 5" in reasons(case, 0)
    assert "personne ne l’a encore compté" not in client.get(page).content.decode()


def test_childcare_at_a_meeting_that_became_a_service_speaks_for_care(case):
    ServiceFactory(case=case, women=0, men=1, gathering=training(childcare_offered=True))
    assert levels(case) == [0, 1]


def test_unpaid_hours_have_a_value_at_a_rate_with_its_source(case):
    said = {"unpaid_hours": Decimal("12.5"), "rate": Decimal("17.1"), "currency": "MAD"}
    with pytest.raises(Refused):
        note_care(actor=somebody(KARIM), case=case, **said)
    note = note_care(actor=somebody(KARIM), case=case, **said, rate_source="SMIG horaire")
    assert note.value == Money(Decimal("213.75"), "MAD")
    note_care(actor=somebody(KARIM), case=case, unpaid_hours=Decimal(2))
    assert unpaid_value_of(case) == [(Money(Decimal("213.75"), "MAD"), Decimal("12.5"))]
    assert levels(case) == [0, 1]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "nothing"),
        ({"childcare_offered": True, "noted_on": day(-1)}, "future"),
        ({"unpaid_hours": Decimal(-1)}, "invalid"),
        ({"paid_women": -1}, "invalid"),
    ],
)
def test_a_note_that_cannot_be_is_refused(case, said, code):
    with pytest.raises(Refused) as refusal:
        note_care(actor=somebody(KARIM), case=case, **said)
    assert refusal.value.code == code


def test_a_note_is_of_this_file_and_of_an_open_one(case):
    other = ServiceFactory(case__organisation__name="Autre")
    with pytest.raises(Refused) as refusal:
        note_care(actor=somebody(KARIM), case=case, childcare_offered=True, service=other)
    assert refusal.value.code == "other_case"
    closed = CaseFactory(organisation__name="Fermée", closed_on=day(1), exit="moved", exit_reason="x")
    with pytest.raises(Refused) as refusal:
        note_care(actor=somebody(KARIM), case=closed, childcare_offered=True)
    assert refusal.value.code == "closed"
    with pytest.raises(NotAllowed):
        note_care(actor=somebody("fatma"), case=case, childcare_offered=True)


def test_a_marker_is_chosen_with_a_reason_and_both_are_kept(case):
    with pytest.raises(Refused):
        choose_marker(actor=somebody(KARIM), case=case, subject="care", chosen=2, reason=" ")
    with pytest.raises(Refused):
        choose_marker(actor=somebody(KARIM), case=case, subject="care", chosen=3, reason="Trois")
    with pytest.raises(Refused):
        choose_marker(actor=somebody(KARIM), case=case, subject="love", chosen=1, reason="Non")
    chosen = choose_marker(actor=somebody(KARIM), case=case, subject="care", chosen=2, reason="Une crèche")
    assert (chosen.computed, chosen.chosen) == (0, 2) and levels(case) == [0, 2]
    assert Entry.objects.get(verb="marker.chosen").details["reason"] == "Une crèche"
    marker = markers_of(lenses_of(somebody(KARIM)).get(pk=case.pk))[1]
    assert (marker.computed, marker.chosen, marker.why_chosen) == (0, 2, "Une crèche")
    for who in ("fatma", "ines", "hedi"):
        with pytest.raises(NotAllowed):
            choose_marker(actor=somebody(who), case=case, subject="care", chosen=1, reason="Non")


def test_files_are_counted_by_country_at_each_level(case):
    choose_marker(actor=somebody(KARIM), case=case, subject="gender", chosen=1, reason="x")
    totals = {subject: counts for _country, subject, counts in totals_by_country(lenses_of(somebody("pilar")))}
    assert sorted(totals.values()) == [[0, 1, 0], [1, 0, 0]]


def test_the_pages_show_it_and_the_list_costs_the_same(as_user, case):
    note_care(actor=somebody(KARIM), case=case, childcare_offered=True, unpaid_women=4)
    karim = as_user(somebody(KARIM))
    page = karim.get(f"/fr/lens/{case.pk}/").content.decode()
    assert "Garde d’enfants proposée" in page and "4 femmes" in page.replace("\u00a0", " ")
    assert f"/fr/lens/{case.pk}/" in karim.get(case.get_absolute_url()).content.decode()
    taken = b"".join(karim.get("/fr/lens/?format=csv").streaming_content).decode()
    assert case.number in taken and "proposée" in taken
    assert karim.get("/fr/lens/?q=argana").context["rows"] == []
    with CaptureQueriesContext(connection) as few:
        karim.get("/fr/lens/")
    for n in range(15):
        CaseFactory(organisation=OrganisationFactory(name=f"Coop {n}"))
    with CaptureQueriesContext(connection) as many:
        assert karim.get("/fr/lens/").status_code == 200
    assert len(many) == len(few) <= 12
