import datetime as dt

import pytest
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.desk.actions import (
    acknowledge_answer,
    add_message,
    answer_request,
    ask_for_help,
    close_request,
    erase_requests,
    make_need_of_request,
    pass_answer_on,
    take_request,
)
from taghyir.desk.models import HelpRequest, Message
from taghyir.desk.queries import request_of_code, requests_waiting
from taghyir.desk.reactions import erase_old_requests
from taghyir.desk.tests.factories import HelpRequestFactory, zaio
from taghyir.needs.actions import answer_need
from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
ASKED = {"actor": None, "words": "Il nous faut des bocaux.", "language": "ar"}


def test_a_request_is_led_to_the_mechanism_of_its_commune_and_gets_a_code(mailoutbox):
    karim = somebody("karim")
    asked = ask_for_help(**ASKED, place=zaio(), phone="0661223344")
    assert (asked.territory.code, asked.state, asked.phone) == ("NAD", "new", "+212661223344")
    assert timezone.localdate() < asked.due_on <= timezone.localdate() + dt.timedelta(days=12)
    for typed in (asked.code, asked.shown_code.lower(), f" {asked.code[:4]} {asked.code[4:]} "):
        assert request_of_code(typed) == asked
    run_reactions()
    assert karim.notices.filter(entry__verb="help.asked").exists()
    assert asked.shown_code in mailoutbox[0].subject
    assert "bocaux" not in mailoutbox[0].body, "a link, never the words"


def test_from_elsewhere_it_goes_to_the_programme():
    pilar = somebody("pilar")
    asked = ask_for_help(**ASKED)
    run_reactions()
    assert asked.territory is None
    assert pilar.notices.filter(entry__verb="help.asked").exists()
    with pytest.raises(Refused) as refusal:
        make_need_of_request(actor=pilar, request=asked, theme="market")
    assert refusal.value.code == "nowhere"


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"words": " \u200b "}, "empty"),
        ({"words": "Achetez sur http://spam.example"}, "address"),
        ({"words": "WWW.spam.example"}, "address"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(changed, code):
    with pytest.raises(Refused) as refusal:
        ask_for_help(**ASKED | changed)
    assert refusal.value.code == code
    assert not HelpRequest.objects.exists()


def test_one_sender_asks_five_times_a_day_and_silences_nobody_else():
    for _number in range(5):
        ask_for_help(**ASKED, sender="one")
    with pytest.raises(Refused):
        ask_for_help(**ASKED, sender="one")
    ask_for_help(**ASKED, sender="two")
    town = [HelpRequest(code=f"{n:08}", sender=f"12345678{n:08}", due_on=timezone.localdate()) for n in range(100)]
    HelpRequest.objects.bulk_create(town)
    with pytest.raises(Refused):
        ask_for_help(**ASKED, sender="12345678-another")
    HelpRequest.objects.update(asked_at=timezone.now() - dt.timedelta(days=2))
    erase_requests(actor=User.objects.robot())
    assert not HelpRequest.objects.exclude(sender="").exists()


def test_it_is_taken_answered_and_closed_with_a_last_word():
    karim, asked = somebody("karim"), HelpRequestFactory()
    assert take_request(actor=karim, request=asked).owner == karim
    assert requests_waiting(karim).filter(pk=asked.pk).exists()
    answer_request(actor=karim, request=asked, words="Venez lundi.")
    assert not requests_waiting(karim).filter(pk=asked.pk).exists()
    closed = close_request(actor=karim, request=asked, outcome="helped", words="Bonne vente.")
    assert (closed.state, closed.outcome) == ("closed", "helped")
    assert list(closed.messages.values_list("words", flat=True)) == ["Venez lundi.", "Bonne vente."]
    for act in (take_request, lambda **who: answer_request(**who, words="x")):
        with pytest.raises(Refused):
            act(actor=karim, request=asked)


def test_nobody_is_left_without_a_word_unless_the_door_was_misused():
    karim = somebody("karim")
    with pytest.raises(Refused):
        close_request(actor=karim, request=HelpRequestFactory(), outcome="impossible")
    assert close_request(actor=karim, request=HelpRequestFactory(), outcome="misuse").state == "closed"
    with pytest.raises(Refused):
        answer_request(actor=karim, request=HelpRequestFactory(), words="  ")


def test_a_word_added_opens_again_what_was_closed():
    karim, asked = somebody("karim"), HelpRequestFactory()
    close_request(actor=karim, request=asked, outcome="no_news", words="Nous avons appelé.")
    opened = add_message(actor=None, request=asked, words="Mon téléphone était cassé.")
    assert (opened.state, opened.outcome, opened.owner) == ("taken", "", karim)
    run_reactions()
    assert karim.notices.filter(entry__verb="help.message_added").exists()


def test_ten_words_in_a_row_then_one_waits_for_the_answer():
    asked = HelpRequestFactory()
    for number in range(10):
        add_message(actor=None, request=asked, words=f"Encore {number}")
    with pytest.raises(Refused):
        add_message(actor=None, request=asked, words="Encore")
    answer_request(actor=somebody("karim"), request=asked, words="Je vous lis.")
    add_message(actor=None, request=asked, words="Merci")


def test_it_becomes_a_need_once_and_its_answer_is_read_under_the_code():
    karim, asked = somebody("karim"), HelpRequestFactory()
    need = make_need_of_request(actor=karim, request=asked, theme="market")
    assert (need.words, need.said_by, need.contact, need.owner) == (asked.words, "Malika", "+212661223344", karim)
    with pytest.raises(Refused):
        make_need_of_request(actor=karim, request=asked, theme="market")
    with pytest.raises(Refused):
        acknowledge_answer(actor=None, request=asked)
    told = "Une place au salon de Nador. " * 60 + "Venez lundi."
    answer_need(actor=karim, need=need, answer=Need.Answer.values[0], answer_words=told)
    for _twice in range(2):
        run_reactions()
    assert list(asked.messages.values_list("words", flat=True)) == [told], "to the last word"
    acknowledge_answer(actor=None, request=asked)
    need.refresh_from_db()
    assert need.state == Need.State.TOLD
    assert asked.code in need.told_how
    with pytest.raises(Refused):
        pass_answer_on(actor=User.objects.robot(), request=asked)


def test_nobody_of_another_territory_does_anything():
    asked = HelpRequestFactory()
    for name in ("hedi", "ines", "noor", "fatma", "leila"):
        who = {"actor": somebody(name), "request": asked}
        for act in (
            lambda who: take_request(**who),
            lambda who: answer_request(**who, words="x"),
            lambda who: make_need_of_request(**who, theme="market"),
            lambda who: close_request(**who, outcome="misuse"),
            lambda who: pass_answer_on(**who),
        ):
            with pytest.raises(NotAllowed):
                act(who)
    with pytest.raises(NotAllowed):
        erase_requests(actor=somebody("pilar"))


def test_a_year_after_it_is_closed_nothing_of_it_is_left_but_that_it_was():
    karim, asked = somebody("karim"), HelpRequestFactory()
    close_request(actor=karim, request=asked, outcome="helped", words="Voilà.")
    HelpRequest.objects.update(closed_at=timezone.now() - dt.timedelta(days=366))
    erase_old_requests(timestamp=0)
    asked.refresh_from_db()
    assert (asked.words, asked.name, asked.phone, asked.folded, asked.outcome) == ("", "", "", "", "helped")
    assert not Message.objects.exists()
    assert "Malika" not in str(list(Entry.objects.values_list("details", flat=True)))
    with pytest.raises(Refused):
        add_message(actor=None, request=asked, words="Encore")
