"""A month before, a week before, and when it is late: once each, to those who want it."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Notice
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import MembershipFactory, tifawin
from taghyir.duties.actions import cancel_assembly, choose_reminders, record_outcome, remind_of_duty, stop_reminders
from taghyir.duties.models import Reminder
from taghyir.duties.queries import people_to_remind, reminders_of_token, token_of_reminders
from taghyir.duties.reactions import remind_of_duties
from taghyir.duties.tests.factories import a_deadline, called, in_days, its_calendar, its_duty
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def due_in(days: int, **fields):
    """Something falls due in so many days, once."""
    anchor = in_days(days - 40)
    known = {"anchor": "declaration", "offset": 40, "offset_unit": "days", "recurrence": "once", "moment": 1}
    fact = a_deadline(code="receipt", **known, **fields)
    its_calendar(declared_on=anchor)
    return fact


def a_morning():
    mail.outbox.clear()
    remind_of_duties(timestamp=0)
    run_reactions()
    return sorted(letter.to[0] for letter in mail.outbox)


@pytest.mark.parametrize(
    ("days", "step"), [(31, ""), (30, "month"), (8, "month"), (7, "week"), (0, "week"), (-1, "late")]
)
def test_the_step_follows_the_day(days, step):
    due_in(days)
    a_morning()
    assert [one.step for one in Reminder.objects.all()] == ([step] if step else [])


def test_each_step_is_told_once_to_who_speaks_for_it_and_to_the_adviser():
    due_in(7)
    CaseFactory(organisation=tifawin())
    MembershipFactory(organisation=tifawin(), person=somebody("noor").person)
    assert a_morning() == ["fatma@taghyir.example", "karim@taghyir.example"]
    assert a_morning() == []
    assert Notice.objects.filter(user=somebody("fatma")).count() == 1
    choose_reminders(actor=somebody("noor"), organisation=tifawin(), wanted=True)
    choose_reminders(actor=somebody("karim"), organisation=tifawin(), wanted=False)
    assert people_to_remind(tifawin()) == sorted([somebody("fatma"), somebody("noor")], key=lambda user: user.pk)
    Reminder.objects.all().delete()
    assert a_morning() == ["fatma@taghyir.example", "noor@taghyir.example"]


def test_what_is_settled_or_not_reckoned_is_not_told():
    due_in(7)
    record_outcome(actor=somebody("fatma"), duty=its_duty("receipt", "once"), kind="done", on=in_days(0))
    assert a_morning() == []
    assert not Reminder.objects.exists()


def test_what_was_settled_between_the_morning_and_the_mail_is_not_told():
    due_in(7)
    remind_of_duties(timestamp=0)
    record_outcome(actor=somebody("fatma"), duty=its_duty("receipt", "once"), kind="done", on=in_days(0))
    run_reactions()
    assert mail.outbox == []


def test_only_the_robot_reminds_and_twice_is_refused():
    due_in(7)
    duty = its_duty("receipt", "once")
    with pytest.raises(NotAllowed):
        remind_of_duty(actor=somebody("pilar"), duty=duty, step="week")
    remind_of_duty(actor=User.objects.robot(), duty=duty, step="week")
    with pytest.raises(Refused):
        remind_of_duty(actor=User.objects.robot(), duty=duty, step="week")


def test_one_press_from_the_mail_stops_them_without_signing_in(client):
    due_in(7)
    a_morning()
    body = mail.outbox[0].body
    assert "personne ne l’a vérifiée" in body
    door = re.search(r"/fr/duties/stop/\S+", body).group()
    assert "Plus de rappels" in client.get(door).content.decode()
    assert people_to_remind(tifawin()) == [somebody("fatma")], "reading changes nothing"
    assert client.post(door).status_code == 200
    assert people_to_remind(tifawin()) == []
    assert client.post(door[:-3] + "x/").status_code == 404


def test_a_link_speaks_of_one_person_and_one_organisation():
    token = token_of_reminders(somebody("fatma"), tifawin())
    assert reminders_of_token(token) == (somebody("fatma"), tifawin())
    assert reminders_of_token("1.2:x") is None and reminders_of_token("") is None
    stop_reminders(actor=somebody("fatma"), organisation=tifawin())
    assert people_to_remind(tifawin()) == []
    for who in ("noor", "hedi", "ines"):
        with pytest.raises(NotAllowed):
            choose_reminders(actor=somebody(who), organisation=tifawin(), wanted=True)
    somebody_gone = somebody("salma")
    User.objects.filter(pk=somebody_gone.pk).update(is_active=False)
    somebody_gone.refresh_from_db()
    assert reminders_of_token(token_of_reminders(somebody_gone, tifawin())) is None
    with pytest.raises(NotAllowed):
        stop_reminders(actor=somebody_gone, organisation=tifawin())


def test_members_hear_of_an_assembly_that_is_to_come_and_that_it_is_given_up():
    member = MembershipFactory(organisation=tifawin(), person=somebody("youssef").person, function="member")
    called(held_on=in_days(-3))  # written down after it was held
    coming, soon_gone = called(held_on=in_days(20)), called(held_on=in_days(30))
    cancel_assembly(actor=somebody("fatma"), assembly=soon_gone)
    run_reactions()
    run_reactions()
    told = Notice.objects.filter(user=member.person.user).order_by("pk")
    assert [one.link for one in told] == [one.get_absolute_url() for one in (coming, soon_gone)]
    first, given_up = mail.outbox
    assert "Maison des jeunes" in first.body and "10:00" in first.body and first.to == [member.person.user.email]
    assert "abandonnée" in given_up.subject and not Notice.objects.filter(user=somebody("fatma")).exists()
