"""What is late is told each morning, once, and answered from the mail, once, by a button and not by opening it."""

import pytest
from django.core import mail
from django.core.signing import dumps
from django.db import transaction

from taghyir.accompaniment.actions import set_next_step
from taghyir.accompaniment.models import PlannedAction
from taghyir.accompaniment.tests.factories import day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.days.actions import answer_alert, remind_adviser
from taghyir.days.models import Alert
from taghyir.days.queries import late_for, referrals_to_remind, token_of_alert
from taghyir.days.reactions import remind_advisers
from taghyir.days.tests.factories import alerts_of, file_of_tifawin, karim, later
from taghyir.intake.actions import renew_referral
from taghyir.intake.tests.factories import sent_referral
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def refused(action, **arguments):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        action(**arguments)
    return refusal.value.code


@pytest.fixture
def case():
    return file_of_tifawin()


@pytest.fixture
def alerts(case):
    return {alert.kind: alert for alert in alerts_of(karim())}


def test_a_morning_writes_one_mail_with_a_link_for_each_late_thing(case):
    remind_advisers(0)
    remind_advisers(0)
    run_reactions()
    (letter,) = mail.outbox
    assert letter.to == ["karim@taghyir.example"] and letter.subject.startswith("2 ")
    assert "Rappeler Fatma" in letter.body and "Préparer le dossier" in letter.body
    assert letter.body.count("/mail/late/") == 2
    assert Entry.objects.filter(verb="adviser.reminded").count() == 1
    robot = User.objects.robot()
    assert refused(remind_adviser, actor=robot, user=karim()) == "told"
    assert refused(remind_adviser, actor=robot, user=somebody("amina")) == "nothing"
    with pytest.raises(NotAllowed):
        remind_adviser(actor=karim(), user=karim())


def test_the_next_morning_tells_again_what_is_still_late_under_the_same_alert(case):
    remind_advisers(0)
    answer_alert(actor=karim(), alert=Alert.objects.get(kind="step"), answer="done")
    with later(days=1):
        remind_advisers(0)
        run_reactions()
    assert Alert.objects.count() == 2
    assert "Rappeler Fatma" not in mail.outbox[-1].body and mail.outbox[-1].body.count("/mail/late/") == 1


def test_the_morning_says_which_bodies_did_not_answer_even_when_nothing_else_is_late(as_user):
    sent = sent_referral()
    with later(days=10):
        assert not referrals_to_remind(karim())
        assert refused(remind_adviser, actor=User.objects.robot(), user=karim()) == "nothing"
    for days, words in ((11, "Le lien est valable jusqu’au"), (15, "n’est plus valable depuis")):
        with later(days=days):
            mail.outbox.clear()
            remind_advisers(0)
            run_reactions()
            (letter,) = [one for one in mail.outbox if one.to == ["karim@taghyir.example"]]
            assert "ODCO" in letter.body and words in letter.body and f"{sent.get_absolute_url()}\n" in letter.body
            assert "/mail/late/" not in letter.body and "sans réponse" in letter.subject
            assert sent.get_absolute_url() in as_user(karim()).get("/fr/days/?kind=referral").content.decode()
    renew_referral(actor=karim(), referral=sent)
    assert not referrals_to_remind(karim())


def test_who_stands_in_is_told_while_the_other_is_away(case):
    Leave.objects.create(user=karim(), substitute=somebody("hedi"), starts_on=day(1), ends_on=day(-1))
    remind_advisers(0)
    run_reactions()
    assert ["hedi@taghyir.example"] in [letter.to for letter in mail.outbox]
    hedi = somebody("hedi")
    action = Alert.objects.get(user=hedi, kind="action")
    answer_alert(actor=hedi, alert=action, answer="not_relevant", answer_words="Déjà imprimé")
    assert [one.kind for one in late_for(karim())] == ["step"], "what one answered, the other is not asked"


def test_a_step_is_done_postponed_or_not_relevant(case, alerts):
    answer_alert(actor=karim(), alert=alerts["step"], answer="postponed", postponed_to=day(-5))
    case.refresh_from_db()
    assert (case.next_step, case.next_step_on) == ("Rappeler Fatma", day(-5))
    set_next_step(actor=karim(), case=case, next_step="Écrire", next_step_on=day(0))
    Alert.objects.all().delete()
    late = Alert.objects.create(user=karim(), case=case, kind="step", subject_id=case.pk, due_on=day(0), words="Écrire")
    assert refused(answer_alert, actor=karim(), alert=late, answer="not_relevant") == "conflict"
    answer_alert(actor=karim(), alert=late, answer="not_relevant", answer_words="Elle a appelé")
    case.refresh_from_db()
    assert (case.next_step, case.next_step_on) == ("", None)
    assert Entry.objects.filter(verb="alert.answered").latest("pk").details["reason"] == "Elle a appelé"


def test_an_action_is_done_or_postponed_and_the_plan_keeps_what_is_not_relevant(case, alerts):
    planned = case.objectives.get().actions.get()
    assert (
        refused(answer_alert, actor=karim(), alert=alerts["action"], answer="postponed", postponed_to=day(1)) == "past"
    )
    assert refused(answer_alert, actor=karim(), alert=alerts["action"], answer="postponed") == "conflict"
    answer_alert(actor=karim(), alert=alerts["action"], answer="postponed", postponed_to=day(-5), answer_words="Pluie")
    planned.refresh_from_db()
    assert planned.due_on == day(-5)
    planned.due_on = day(3)
    planned.save()
    (again,) = [one for one in alerts_of(karim()) if one.kind == "action"]
    answer_alert(actor=karim(), alert=again, answer="not_relevant", answer_words="Déjà imprimé")
    planned.refresh_from_db()
    assert planned.done_on is None and not [one for one in late_for(karim()) if one.kind == "action"]


def test_other_words_for_the_same_day_are_not_done_by_the_old_mail_and_the_next_one_says_them(case, alerts):
    case.next_step = "Rappeler la trésorière"
    case.save()
    PlannedAction.objects.update(words="Imprimer")
    for alert in alerts.values():
        assert refused(answer_alert, actor=karim(), alert=alert, answer="done") == "changed"
    with later(days=1):
        remind_adviser(actor=User.objects.robot(), user=karim())
        for alert in Alert.objects.filter(pk__in=[one.pk for one in alerts.values()]):
            answer_alert(actor=karim(), alert=alert, answer="done")
    case.refresh_from_db()
    assert case.next_step == "" and PlannedAction.objects.get().done_on


def test_what_changed_since_the_mail_is_not_overwritten(case, alerts):
    set_next_step(actor=karim(), case=case, next_step="Autre chose", next_step_on=day(-1))
    assert refused(answer_alert, actor=karim(), alert=alerts["step"], answer="done") == "changed"
    case.refresh_from_db()
    assert case.next_step == "Autre chose"


def test_the_link_changes_nothing_until_the_button_and_works_once(client, case, alerts):
    address = f"/fr/days/mail/late/{token_of_alert(alerts['step'])}/"
    before = Entry.objects.count()
    for method in ("get", "head", "get"):
        assert getattr(client, method)(address).status_code == 200
    case.refresh_from_db()
    assert case.next_step and Entry.objects.count() == before
    assert "Dites pour quand" in client.post(address, {"answer": "postponed"}).content.decode()
    assert "Dites en un mot" in client.post(address, {"answer": "not_relevant"}).content.decode()
    assert "Promettez" in client.post(address, {"answer": "postponed", "postponed_to": day(3)}).content.decode()
    assert "C’est écrit" in client.post(address, {"answer": "done"}).content.decode()
    assert client.get(address).status_code == client.post(address, {"answer": "done"}).status_code == 410


def test_a_link_expires_and_ends_with_the_rights_of_who_got_it(client, case, alerts):
    token = token_of_alert(alerts["step"])
    address = f"/fr/days/mail/late/{token}/"
    assert client.get(f"/fr/days/mail/late/{dumps(alerts['step'].pk, salt='other')}/").status_code == 410
    with later(days=15):
        assert client.get(address).status_code == 410
    other = somebody("hedi")
    case.adviser = other
    case.save()
    karim().roles.all().delete()
    assert client.get(address).status_code == client.post(address, {"answer": "done"}).status_code == 410
    with pytest.raises(NotAllowed):
        answer_alert(actor=other, alert=alerts["step"], answer="done")
