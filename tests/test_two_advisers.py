"""Two advisers on one file, at the same instant: nothing is lost, the second is told; what is signed is what was read."""

from functools import partial

import pytest
from django.urls import reverse

from taghyir.accompaniment import actions
from taghyir.accompaniment.models import Case, PlannedAction, Service
from taghyir.accompaniment.tests.factories import day
from taghyir.accompaniment.tests.test_races import at_once
from taghyir.conventions.actions import change_draft, lock_convention, sign_convention
from taghyir.conventions.models import Convention
from taghyir.conventions.tests.factories import drafted, drawn, to_sign
from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.dossiers.actions import sign_plan
from taghyir.dossiers.models import Signature
from taghyir.dossiers.queries import digest_of, plan_of
from taghyir.dossiers.tests.factories import own_file
from taghyir.handovers.actions import change_handover, sign_deed
from taghyir.handovers.models import DeedSignature, HandOver
from taghyir.handovers.queries import digest_of as digest_of_deed
from taghyir.handovers.queries import values_read as values_of_deed
from taghyir.handovers.queries import words_of_deed
from taghyir.handovers.tests.factories import grant
from taghyir.people.tests.factories import somebody
from taghyir.plans import actions as plans
from taghyir.plans.queries import values_read
from taghyir.tables.meanwhile import fingerprint_of

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = ("karim", "amina")


@pytest.fixture
def case():
    return own_file()


def both(call):
    """Karim and Amina do it at once, each on the rows as they read them a moment before."""
    return at_once(*(partial(call, somebody(name)) for name in PEOPLE))


def test_two_services_given_at_once_keep_the_next_step_of_the_first_and_the_second_is_told(case):
    read, given = fingerprint_of(case.next_step, case.next_step_on), {"minutes": 30, "topic": "legal", "women": 1}

    def give(one):
        step = {"next_step": f"De {one}", "next_step_on": day(-2)}
        actions.record_service(actor=one, case=case, **given, **step, read=read)

    assert both(give) == ["changed", "done"]
    line = Entry.objects.get(verb="service.recorded")
    case.refresh_from_db()
    assert case.next_step == f"De {line.actor}" == line.details["step"]
    actions.record_service(actor=somebody("karim"), case=case, **given, read=read)  # it touches no step
    assert Service.objects.filter(case=case).count() == 3


def test_an_action_changed_by_both_is_kept_once_and_the_second_is_told(case):
    planned = PlannedAction.objects.get(objective__case=case)
    read = fingerprint_of(*values_read(planned))

    def change(one):
        mine = PlannedAction.objects.get(pk=planned.pk)
        said = {"words": f"De {one}", "done_by": "Fatma", "due_on": day(-9)}
        plans.change_action(actor=one, planned_action=mine, **said, read=read)

    assert both(change) == ["changed", "done"]
    line = Entry.objects.get(verb="action.changed")
    planned.refresh_from_db()
    assert line.details["after"][0] == planned.words and line.details["before"][0] == "Préparer le dossier d’étiquettes"


def test_the_next_step_of_both_is_written_once_and_the_second_is_told(case):
    read = fingerprint_of(case.next_step, case.next_step_on)

    def promise(one):
        actions.set_next_step(actor=one, case=case, next_step=f"De {one}", next_step_on=day(-2), read=read)

    assert both(promise) == ["changed", "done"]


def test_the_draft_of_a_convention_is_not_written_over(case):
    draft = drafted(case)
    read = fingerprint_of(draft.text)

    def write(one):
        change_draft(actor=one, convention=Convention.objects.get(pk=draft.pk), text=f"De {one}", read=read)

    assert both(write) == ["changed", "done"]


def test_a_hand_over_changed_by_both_is_kept_once(case):
    given = grant(case)
    read = fingerprint_of(*values_of_deed(given))

    def change(one):
        change_handover(actor=one, handover=HandOver.objects.get(pk=given.pk), what=f"De {one}", read=read)

    assert both(change) == ["changed", "done"]


def test_a_plan_signed_while_it_is_edited_is_the_one_that_was_read_or_none(case):
    fatma, karim, read = somebody("fatma"), somebody("karim"), digest_of(plan_of(case))
    answers = at_once(
        lambda: sign_plan(actor=fatma, case=Case.objects.get(pk=case.pk), digest=read, drawing=drawn()),
        lambda: plans.add_objective(actor=karim, case=Case.objects.get(pk=case.pk), words="Vendre à Oujda"),
    )
    kept = Signature.objects.filter(case=case).first()
    if answers == ["done", "done"]:
        assert kept and digest_of(kept.plan) == read == kept.digest
    else:
        assert answers == ["changed", "done"] and kept is None


def test_a_plan_is_signed_once_however_often_one_presses_and_never_after_the_end(case):
    fatma, karim, read = somebody("fatma"), somebody("karim"), digest_of(plan_of(case))
    sign = {"actor": fatma, "digest": read}
    twice = at_once(
        *(lambda: sign_plan(**sign, case=Case.objects.get(pk=case.pk), drawing=drawn()) for _again in range(2))
    )
    assert twice == ["conflict", "done"] and Signature.objects.count() == 1
    seen = Case.objects.get(pk=case.pk)  # read while it was open
    actions.close_case(actor=karim, case=Case.objects.get(pk=case.pk), exit="moved", exit_reason="Partie")
    with pytest.raises(Refused) as refusal:
        sign_plan(**sign, case=seen, drawing=drawn())
    assert refusal.value.code == "closed"


def test_a_convention_locked_while_it_is_edited_is_signed_as_it_was_locked(case):
    draft, karim, amina = drafted(case), somebody("karim"), somebody("amina")
    answers = at_once(
        lambda: lock_convention(actor=karim, convention=Convention.objects.get(pk=draft.pk)),
        lambda: change_draft(actor=amina, convention=Convention.objects.get(pk=draft.pk), text="Autre chose"),
    )
    draft.refresh_from_db()
    assert draft.state == "to_sign" and answers in (["done", "done"], ["done", "state"])
    assert (draft.text == "Autre chose") == (answers == ["done", "done"])


def test_a_side_of_a_convention_is_signed_once(case):
    convention, fatma = to_sign(case), somebody("fatma")
    said = {"actor": fatma, "side": "enterprise", "digest": convention.digest}
    answers = at_once(
        *(
            lambda: sign_convention(**said, convention=Convention.objects.get(pk=convention.pk), drawing=drawn())
            for _again in range(2)
        )
    )
    assert answers == ["conflict", "done"] and convention.signatures.count() == 1


def test_a_deed_signed_while_it_is_changed_is_the_one_that_was_read_or_none(case):
    given, fatma, karim = grant(case), somebody("fatma"), somebody("karim")
    read = digest_of_deed(words_of_deed(given))
    answers = at_once(
        lambda: sign_deed(actor=fatma, handover=HandOver.objects.get(pk=given.pk), digest=read, drawing=drawn()),
        lambda: change_handover(actor=karim, handover=HandOver.objects.get(pk=given.pk), what="Achat de pots"),
    )
    kept, now = DeedSignature.objects.filter(handover=given).first(), HandOver.objects.get(pk=given.pk)
    if kept:
        assert answers == ["done", "signed"] and digest_of_deed(kept.words) == read == kept.digest
        assert now.what == "Achat de bocaux"
    else:
        assert answers == ["changed", "done"] and now.what == "Achat de pots"


def test_the_page_tells_the_second_what_the_first_wrote_and_keeps_their_words(as_user, case):
    planned = PlannedAction.objects.get(objective__case=case)
    door = reverse("plans:change_action", args=[planned.pk])
    sheet = {"done_by": "Fatma", "due_on": day(-9).isoformat(), "needs": [need.pk for need in planned.needs.all()]}
    read = as_user(somebody("amina")).get(door).context["form"]["read"].value()
    karim = as_user(somebody("karim"))
    assert karim.post(door, sheet | {"words": "Imprimer mille étiquettes", "read": read}).status_code == 302
    amina = as_user(somebody("amina"))
    told = amina.post(door, sheet | {"words": "Dessiner l’étiquette", "read": read})
    page = told.content.decode()
    assert told.status_code == 200 and "Imprimer mille étiquettes" in page and "Dessiner l’étiquette" in page
    again = told.context["form"]["read"].value()
    assert again != read
    assert amina.post(door, sheet | {"words": "Dessiner l’étiquette", "read": again}).status_code == 302
    planned.refresh_from_db()
    assert planned.words == "Dessiner l’étiquette"
    assert [line.details["before"][0] for line in Entry.objects.filter(verb="action.changed").order_by("pk")] == [
        "Préparer le dossier d’étiquettes",
        "Imprimer mille étiquettes",
    ]


def test_it_is_done_is_said_of_the_step_that_was_read_and_no_other(as_user, case):
    karim, amina = somebody("karim"), somebody("amina")
    actions.set_next_step(actor=amina, case=case, next_step="Appeler l’ONSSA", next_step_on=day(-1))
    door, browser = reverse("accompaniment:record_service", args=[case.pk]), as_user(karim)
    form = browser.get(door).context["form"]
    sheet = {name: form[name].value() for name in ("sent_once", "read", "given_by", "mode")}
    sheet |= {"given_on": day(0).isoformat(), "topic": "legal", "minutes": "30", "women": "2", "is_step_done": "on"}
    actions.set_next_step(actor=amina, case=case, next_step="Écrire à l’ONSSA", next_step_on=day(-2))
    told = browser.post(door, sheet)
    page = told.content.decode()
    assert told.status_code == 200 and "entre-temps" in page and "Écrire à l’ONSSA" in page
    assert told.context["form"]["women"].value() == "2"
    for _tap in range(2):
        assert browser.post(door, sheet | {"read": told.context["form"]["read"].value()}).status_code == 302
    case.refresh_from_db()
    assert case.next_step == "" and Entry.objects.filter(verb="service.recorded").count() == 1


@pytest.mark.parametrize("door", ["set_next_step", "change_draft", "change_handover"])
def test_each_page_is_opened_on_what_stood_there_and_refuses_what_it_did_not_see(as_user, case, door):
    draft, given = drafted(case), grant(case)
    known = {
        "set_next_step": ("accompaniment", case.pk, {"next_step": "Appeler", "next_step_on": day(-3).isoformat()}),
        "change_draft": ("conventions", draft.pk, {"text": "Autre chose"}),
        "change_handover": (
            "handovers",
            given.pk,
            {
                "kind": "grant",
                "what": "Pots",
                "amount": "12",
                "currency": "MAD",
                "source": "AECID",
                "handed_on": day(3).isoformat(),
            },
        ),
    }
    room, key, sheet = known[door]
    address, karim = reverse(f"{room}:{door}", args=[key]), as_user(somebody("karim"))
    read = karim.get(address).context["form"]["read"].value()
    refused = karim.post(address, sheet | {"read": "0" * 64})
    assert refused.status_code == 200 and "entre-temps" in refused.content.decode()
    assert karim.post(address, sheet | {"read": read}).status_code == 302
