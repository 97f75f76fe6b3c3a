"""The notice, the five questions, the turn, the word given back, and what was said at the public desk."""

import pytest
from django.utils import timezone

from taghyir.accompaniment.actions import accept_demand, put_demand_to_wait, refuse_demand
from taghyir.accompaniment.models import Demand
from taghyir.accompaniment.tests.factories import day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.desk.actions import close_request
from taghyir.desk.tests.factories import HelpRequestFactory
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import tifawin
from taghyir.intake.actions import (
    ask_questions,
    make_demand_of_request,
    move_demand,
    record_notice,
    tell_demand,
    withdraw_referral,
)
from taghyir.intake.models import DeskDemand, NoticeRead, Question
from taghyir.intake.queries import result_of, tellings_of, turn_of, waiting_with_place, words_for
from taghyir.intake.tests.factories import REPLIES, demand_of_tifawin, screened, sent_referral, waiting
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
OTHERS = ("fatma", "hedi", "ines", "noor")


def test_the_notice_is_recorded_once_by_whoever_receives_there():
    demand, heard = demand_of_tifawin(), {"how": "aloud", "language": "tarifit"}
    for who in OTHERS:
        with pytest.raises(NotAllowed):
            record_notice(actor=somebody(who), demand=demand, **heard)
    with pytest.raises(Refused, match="pas encore venu"):
        record_notice(actor=somebody("karim"), demand=demand, **heard, read_on=day(-2))
    notice = record_notice(actor=somebody("karim"), demand=demand, **heard)
    assert (notice.language, notice.read_by, notice.version) == ("tarifit", somebody("karim"), "2026-11")
    with pytest.raises(Refused, match="déjà"):
        record_notice(actor=somebody("amina"), demand=demand, **heard)


def test_five_replies_say_in_words_what_is_met_and_decide_nothing():
    demand = demand_of_tifawin()
    assert result_of(demand) is None
    screened(demand)
    result = result_of(demand)
    assert [one.reply for one in result.answers] == list(REPLIES.values())
    assert "3" in result.sentence and not result.is_whole
    assert [(one.question, one.remark, bool(one.orientation)) for one in result.not_yet] == [
        ("democracy", "Pas d’AG", True)
    ]
    demand.refresh_from_db()
    assert demand.state == "received"


def test_five_times_no_refuses_nobody_and_what_was_said_before_stays():
    demand, karim = demand_of_tifawin(), somebody("karim")
    screened(demand)
    ask_questions(actor=karim, demand=demand, replies=dict.fromkeys(Question.values, "no"))
    assert "Aucune" in result_of(demand).sentence and demand.screenings.count() == 2
    assert accept_demand(actor=karim, demand=demand, adviser=karim).demand == demand


def test_four_replies_or_a_reply_that_is_none_are_refused():
    demand, karim = demand_of_tifawin(), somebody("karim")
    four = {one: "yes" for one in Question.values[:4]}
    for wrong in (four, four | {"surplus": "perhaps"}, REPLIES | {"sixth": "yes"}):
        with pytest.raises(Refused):
            ask_questions(actor=karim, demand=demand, replies=wrong)
    assert not demand.screenings.exists()
    for who in OTHERS:
        with pytest.raises(NotAllowed):
            ask_questions(actor=somebody(who), demand=demand, replies=REPLIES)


def test_whoever_waits_longest_comes_first_unless_who_coordinates_says_why_not():
    first, second, third = (waiting(name, decided_on=day(ago)) for name, ago in (("A", 30), ("B", 20), ("C", 10)))
    assert [turn_of(one) for one in (first, second, third)] == [(1, 3), (2, 3), (3, 3)]
    for who in ("karim", *OTHERS):
        with pytest.raises(NotAllowed):
            move_demand(actor=somebody(who), demand=third, place=1, reason="Saison")
    amina = somebody("amina")
    with pytest.raises(Refused) as refusal:
        move_demand(actor=amina, demand=third, place=1, reason=" ")
    assert refusal.value.field == "reason"
    move_demand(actor=amina, demand=third, place=1, reason="Leur saison finit en mai")
    assert [turn_of(one)[0] for one in (first, second, third)] == [2, 3, 1]
    move_demand(actor=amina, demand=third, place=99, reason="La saison est passée")
    assert [turn_of(one)[0] for one in (first, second, third)] == [1, 2, 3]
    last = waiting("D", decided_on=day(0))
    assert turn_of(last) == (4, 4), "who comes after stands after"
    accept_demand(actor=amina, demand=first, adviser=somebody("karim"))
    assert (turn_of(first), turn_of(second)) == ((0, 0), (1, 3))
    with pytest.raises(Refused, match="liste d’attente"):
        move_demand(actor=amina, demand=first, place=1, reason="Non")


def test_each_territory_has_its_own_list():
    waiting("A"), waiting("B"), waiting("C", code="KEF")
    places = [(one.territory.code, one.place) for one in waiting_with_place(somebody("pilar"))]
    assert sorted(places) == [("KEF", 1), ("NAD", 1), ("NAD", 2)]
    assert {one.territory.code for one in waiting_with_place(somebody("hedi"))} == {"KEF"}
    assert not waiting_with_place(somebody("fatma")).exists()


def test_a_request_of_the_public_desk_becomes_a_demand_with_what_was_said_and_the_notice():
    asked, karim = HelpRequestFactory(language="ar"), somebody("karim")
    for who in ("hedi", "ines", "fatma"):
        with pytest.raises(NotAllowed):
            make_demand_of_request(actor=somebody(who), request=asked, organisation=tifawin())
    made = make_demand_of_request(actor=karim, request=asked, organisation=tifawin())
    assert (made.demand.channel, made.demand.words, made.demand.state) == ("web", asked.words, "received")
    notice = NoticeRead.objects.get(demand=made.demand)
    assert (notice.how, notice.version, notice.language) == ("web", asked.notice_version, "ar")
    asked.refresh_from_db()
    assert asked.owner == karim
    with pytest.raises(Refused, match="déjà une demande"):
        make_demand_of_request(actor=karim, request=asked, organisation=tifawin())


def test_a_group_nobody_knew_comes_into_the_directory_with_its_demand_or_neither():
    asked, karim = HelpRequestFactory(), somebody("karim")
    with pytest.raises(Refused):
        make_demand_of_request(actor=karim, request=asked, name=" ")
    assert not Organisation.objects.exists() and not Demand.objects.exists()
    made = make_demand_of_request(actor=karim, request=asked, name="Femmes de Zaïo")
    assert made.demand.organisation.place == asked.place and made.demand.is_new_enterprise
    assert not made.demand.organisation.is_public
    other = HelpRequestFactory()
    with pytest.raises(Refused):
        make_demand_of_request(actor=karim, request=other, name="femmes de zaio")
    other = close_request(actor=karim, request=other, outcome="helped", words="C’est fait.")
    with pytest.raises(Refused, match="terminé|clos|fermé"):
        make_demand_of_request(actor=karim, request=other, organisation=tifawin())


def test_whoever_asked_at_the_public_desk_reads_each_answer_under_the_code():
    karim, amina = somebody("karim"), somebody("amina")
    asked = HelpRequestFactory()
    demand = make_demand_of_request(actor=karim, request=asked, organisation=tifawin()).demand
    put_demand_to_wait(actor=amina, demand=demand, reason="Une place au printemps")
    run_reactions()
    run_reactions()
    said = [message.words for message in asked.messages.all()]
    assert len(said) == 1 and "Une place au printemps" in said[0]
    referral = sent_referral(demand)
    withdraw_referral(actor=amina, referral=referral, answer="Le conseil ne siège plus.")
    run_reactions()
    assert "ODCO" in asked.messages.last().words and "Le conseil ne siège plus" in asked.messages.last().words
    today = timezone.localdate()
    leave = Leave.objects.create(user=karim, substitute=amina, starts_on=today, ends_on=today)
    with pytest.raises(Refused, match="congé") as refusal:
        accept_demand(actor=amina, demand=demand, adviser=karim)
    assert refusal.value.field == "adviser"
    leave.delete()
    accept_demand(actor=amina, demand=demand, adviser=karim)
    amina.roles.all().delete()  # who decided left before it was told
    run_reactions()
    assert asked.messages.last().by == User.objects.robot()
    assert "Karim" in asked.messages.last().words
    assert DeskDemand.objects.get().demand == demand


def test_where_it_stands_is_said_in_both_languages_ready_to_send():
    demand = demand_of_tifawin()
    demand.contact.phone = "+212661223344"
    demand.contact.save()
    first = tellings_of(demand, "fr")[0]
    assert first.language == "fr" and first.whatsapp.startswith("https://wa.me/212661223344?text=")
    assert "quelqu’un vous répond" in first.words
    sent_referral(demand)
    demand.refresh_from_db()
    assert "ODCO" in words_for(demand, "ar") and "Pour la dénomination" in words_for(demand, "fr")
    refused = waiting("Autre")
    refused = refuse_demand(actor=somebody("karim"), demand=refused, reason="Ce n’est pas collectif")
    assert "Ce n’est pas collectif" in words_for(refused, "fr")
    assert "1" in words_for(waiting("Encore"), "fr")


def test_it_is_written_that_they_know_what_they_know():
    demand = demand_of_tifawin()
    for who in OTHERS:
        with pytest.raises(NotAllowed):
            tell_demand(actor=somebody(who), demand=demand, told_how="au souk")
    for wrong in ({"told_how": " "}, {"told_how": "au souk", "told_on": day(-1)}):
        with pytest.raises(Refused):
            tell_demand(actor=somebody("karim"), demand=demand, **wrong)
    given = tell_demand(actor=somebody("karim"), demand=demand, told_how="au souk")
    assert (given.state, given.told_on) == ("received", timezone.localdate())
