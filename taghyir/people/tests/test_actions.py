import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.people import actions, queries
from taghyir.people.models import Invitation, Leave, Person, Role, User
from taghyir.people.tests.factories import PersonFactory, RoleFactory, UserFactory, somebody
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
STRONG = "almonds-and-olives"


@pytest.fixture
def nador():
    return TerritoryFactory(code="NAD")


@pytest.fixture
def habiba(nador):
    return {
        "actor": somebody("karim"),
        "territory": nador,
        "given_name": "Habiba",
        "family_name": "Bennani",
        "given_name_ar": "حبيبة",
        "phone": "0612345678",
    }


def test_a_person_is_recorded_with_one_form_of_phone_and_found_in_both_scripts(habiba):
    person = actions.record_person(**habiba)
    assert person.phone == "+212612345678"
    for typed in ("habib", "حبيبة", "HABÎBA", "06 12 34 56"):
        assert list(queries.people_matching(habiba["actor"], typed)) == [person]
    assert Entry.objects.get(verb="person.recorded").subject == person


def test_a_person_without_phone_e_mail_or_second_script_is_recorded(habiba, nador):
    person = actions.record_person(actor=habiba["actor"], territory=nador, given_name_ar="حبيبة")
    assert (person.phone, person.email, str(person)) == ("", "", "حبيبة")


def test_the_territory_is_that_of_the_place(habiba, nador):
    zaio = PlaceFactory()
    nador.places.add(zaio)
    person = actions.record_person(**habiba | {"territory": None, "place": zaio})
    assert person.territory == nador


def test_a_person_without_a_name_or_with_a_wrong_phone_is_refused(habiba, nador):
    with pytest.raises(Refused):
        actions.record_person(actor=habiba["actor"], territory=nador)
    with pytest.raises(Refused) as refusal:
        actions.record_person(**habiba | {"phone": "123"})
    assert refusal.value.field == "phone"
    assert not Person.objects.filter(given_name="Habiba").exists()


def test_a_person_is_recorded_where_one_works_and_nowhere_else(habiba):
    for name in ("hedi", "ines", "fatma", "leila", "noor"):
        with pytest.raises(NotAllowed):
            actions.record_person(**habiba | {"actor": somebody(name)})
    with pytest.raises(NotAllowed):
        actions.record_person(**habiba | {"territory": None})


def test_a_name_that_is_put_right_is_found_by_the_new_one(habiba):
    person = actions.record_person(**habiba)
    words = {"given_name": "Malika", "family_name": "Bennani", "phone": "+34612345678", "territory": person.territory}
    actions.change_person(actor=habiba["actor"], person=person, **words)
    assert list(queries.people_matching(habiba["actor"], "malik")) == [person]
    assert person.phone == "+34612345678"
    assert Entry.objects.get(verb="person.changed").details == {"changed": ["phone", "given_name"]}


def test_nobody_moves_a_person_where_they_do_not_work(habiba):
    person = actions.record_person(**habiba)
    with pytest.raises(NotAllowed):
        actions.change_person(actor=habiba["actor"], person=person, territory=TerritoryFactory(code="KEF"))
    fatma = somebody("fatma")
    actions.change_person(actor=fatma, person=fatma.person, territory=fatma.person.territory, given_name="Fatima")
    assert fatma.person.given_name == "Fatima"


def test_a_role_is_given_once_and_told(nador):
    amina, noor = somebody("amina"), somebody("noor")
    role = actions.give_role(actor=amina, user=noor, kind=Role.Kind.ADVISER, territory=nador)
    assert User.objects.get(pk=noor.pk).has_role(Role.Kind.ADVISER)
    with pytest.raises(Refused):
        actions.give_role(actor=amina, user=noor, kind=Role.Kind.ADVISER, territory=nador)
    run_reactions()
    run_reactions()
    assert Notice.objects.filter(user=noor).count() == 1
    actions.end_role(actor=amina, role=role, ends_on=timezone.localdate() - dt.timedelta(days=0))
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    actions.give_role(actor=amina, user=noor, kind=Role.Kind.ADVISER, territory=nador, starts_on=tomorrow)


def test_a_role_does_not_end_before_it_begins_nor_twice(nador):
    amina = somebody("amina")
    role = RoleFactory(territory=nador, starts_on=dt.date(2026, 5, 1))
    with pytest.raises(Refused):
        actions.end_role(actor=amina, role=role, ends_on=dt.date(2026, 4, 1))
    role = RoleFactory(territory=nador, ends_on=dt.date(2026, 5, 1))
    with pytest.raises(Refused):
        actions.end_role(actor=amina, role=role)
    with pytest.raises(NotAllowed):
        actions.end_role(actor=somebody("karim"), role=RoleFactory(territory=nador))


def test_a_substitute_holds_the_roles_during_the_leave_only(nador):
    amina, karim, noor = somebody("amina"), somebody("karim"), somebody("noor")
    today = timezone.localdate()
    week = {"starts_on": today - dt.timedelta(days=3), "ends_on": today + dt.timedelta(days=3)}
    leave = actions.record_leave(actor=amina, user=karim, substitute=noor, **week)
    assert User.objects.get(pk=noor.pk).reach(Role.Kind.ADVISER).covers(nador)
    with pytest.raises(Refused):
        actions.record_leave(actor=amina, user=karim, substitute=somebody("youssef"), **week)
    run_reactions()
    assert Notice.objects.filter(user=noor).count() == 1
    actions.end_leave(actor=karim, leave=leave)
    assert not User.objects.get(pk=noor.pk).has_role(Role.Kind.ADVISER)
    with pytest.raises(Refused):
        actions.end_leave(actor=karim, leave=leave)


def test_a_leave_that_has_not_begun_is_cancelled():
    amina, karim = somebody("amina"), somebody("karim")
    days = {"starts_on": dt.date(2099, 1, 1), "ends_on": dt.date(2099, 1, 9)}
    with pytest.raises(NotAllowed):
        actions.record_leave(actor=karim, user=amina, substitute=karim, **days)
    leave = actions.record_leave(actor=amina, user=karim, substitute=somebody("noor"), **days)
    actions.end_leave(actor=amina, leave=leave)
    assert not Leave.objects.exists()


def test_an_adviser_names_a_colleague_who_works_there_for_their_own_leave(nador):
    karim, colleague = somebody("karim"), RoleFactory(territory=nador).user
    days = {"starts_on": dt.date(2099, 1, 1), "ends_on": dt.date(2099, 1, 9)}
    for stranger in ("noor", "hedi", "leila"):
        with pytest.raises(Refused) as refusal:
            actions.record_leave(actor=karim, user=karim, substitute=somebody(stranger), **days)
        assert refusal.value.code == "elsewhere"
    assert actions.record_leave(actor=karim, user=karim, substitute=colleague, **days).substitute == colleague
    with pytest.raises(NotAllowed):
        actions.record_leave(actor=somebody("fatma"), user=somebody("fatma"), substitute=karim, **days)


def test_nobody_counts_on_somebody_who_is_away(nador):
    amina, karim, colleague = somebody("amina"), somebody("karim"), RoleFactory(territory=nador).user
    days = {"starts_on": dt.date(2099, 1, 1), "ends_on": dt.date(2099, 1, 9)}
    actions.record_leave(actor=amina, user=karim, substitute=colleague, **days)
    touching = {"starts_on": dt.date(2099, 1, 9), "ends_on": dt.date(2099, 1, 20)}
    with pytest.raises(Refused, match="Karim") as refusal:
        actions.record_leave(actor=amina, user=amina, substitute=karim, **touching)
    assert refusal.value.code == "substitute_away" and "9 janvier 2099" in str(refusal.value)
    with pytest.raises(Refused, match="Karim") as refusal:
        actions.record_leave(actor=amina, user=colleague, substitute=amina, **touching)
    assert refusal.value.code == "stands_in"
    with pytest.raises(IntegrityError, match="leaves_do_not_overlap"), transaction.atomic():
        Leave.objects.create(user=karim, substitute=amina, **touching)
    touching["starts_on"] = dt.date(2099, 1, 10)
    assert actions.record_leave(actor=amina, user=amina, substitute=karim, **touching).pk


def invitation(nador, **changes):
    words = {"actor": somebody("amina"), "email": "New@Example.org ", "kind": Role.Kind.ADVISER, "territory": nador}
    return actions.invite_person(**words | changes)


def test_an_invitation_opens_one_account_with_its_role(nador):
    invited = invitation(nador, language="ar")
    run_reactions()
    run_reactions()
    assert len(mail.outbox) == 1
    assert invited.secret in mail.outbox[0].body
    assert "/ar/" in mail.outbox[0].body
    assert queries.invitation_of(invited.secret) == invited
    actions.accept_invitation(
        actor=None,
        invitation=invited,
        password=STRONG,
        given_name="Nora",
        family_name="Amrani",
        given_name_ar="نورة",
        family_name_ar="",
    )
    user = User.objects.get(email="new@example.org")
    assert user.check_password(STRONG)
    assert user.language == "ar"
    assert [role.kind for role in user.roles_today] == [Role.Kind.ADVISER]
    assert list(queries.people_matching(somebody("karim"), "نورة")) == [user.person]
    assert queries.invitation_of(invited.secret) is None
    with pytest.raises(NotAllowed):
        actions.accept_invitation(actor=None, invitation=invited, password=STRONG, given_name="Again")


def test_a_link_withdrawn_or_expired_opens_nothing(nador):
    amina, first = somebody("amina"), invitation(nador)
    with pytest.raises(Refused):
        invitation(nador)
    actions.withdraw_invitation(actor=amina, invitation=first)
    second = invitation(nador, email="new@example.org")
    Invitation.objects.filter(pk=second.pk).update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    for gone in (first, second):
        assert queries.invitation_of(gone.secret) is None
        with pytest.raises(NotAllowed):
            actions.accept_invitation(actor=None, invitation=gone, password=STRONG, given_name="X")
    run_reactions()
    assert not mail.outbox


def test_an_accepted_invitation_is_not_withdrawn(nador):
    invited = invitation(nador, person=PersonFactory(territory=nador))
    accepted = actions.accept_invitation(actor=None, invitation=invited, password=STRONG)
    with pytest.raises(Refused):
        actions.withdraw_invitation(actor=somebody("amina"), invitation=Invitation.objects.get(pk=accepted.pk))


@pytest.mark.parametrize("weak", ["", "short", "1234567890", "new@example.org"])
def test_a_weak_password_opens_no_account(nador, weak):
    invited = invitation(nador)
    with pytest.raises(Refused) as refusal:
        actions.accept_invitation(actor=None, invitation=invited, password=weak, given_name="Nora")
    assert refusal.value.field == "password"
    assert not User.objects.filter(email="new@example.org").exists()
    assert queries.invitation_of(invited.secret)


def test_who_has_an_account_is_not_invited_again(nador):
    karim = somebody("karim")
    for changes in ({"email": karim.email.upper()}, {"person": karim.person}):
        with pytest.raises(Refused):
            invitation(nador, **changes)


def test_nobody_invites_above_or_beyond_themselves(nador):
    kef = TerritoryFactory(code="KEF")
    for changes in (
        {"kind": Role.Kind.PROGRAMME_COORDINATOR},
        {"kind": Role.Kind.AUDITOR, "territory": None},
        {"territory": kef},
        {"territory": None},
        {"actor": somebody("karim")},
        {"actor": somebody("ines")},
    ):
        with pytest.raises(NotAllowed):
            invitation(nador, **changes)


def test_closing_an_account_ends_its_roles_and_says_who_takes_over(nador):
    amina, karim = somebody("amina"), somebody("karim")
    RoleFactory(user=karim, territory=nador, kind=Role.Kind.FOCAL_POINT, starts_on=dt.date(2099, 1, 1))
    successor = RoleFactory(territory=nador).user
    days = {"starts_on": timezone.localdate(), "ends_on": dt.date(2099, 1, 1)}
    Leave.objects.create(user=successor, substitute=karim, **days)
    actions.disable_user(actor=amina, user=karim, successor=successor)
    karim = User.objects.get(pk=karim.pk)
    assert not karim.is_active
    assert not karim.has_usable_password()
    assert list(queries.advisers_of(nador)) == [successor]
    assert not Role.objects.filter(user=karim, ends_on=None).exists()
    assert Leave.objects.get().ends_on == timezone.localdate()
    entry = Entry.objects.get(verb="user.disabled")
    assert (entry.subject, entry.details) == (karim, {"successor": successor.pk})
    with pytest.raises(Refused):
        actions.disable_user(actor=amina, user=karim)


def test_a_successor_must_be_somebody_else_who_can_sign_in():
    amina, karim = somebody("amina"), somebody("karim")
    for wrong in (karim, UserFactory(is_active=False)):
        with pytest.raises(Refused) as refusal:
            actions.disable_user(actor=amina, user=karim, successor=wrong)
        assert refusal.value.field == "successor"


def test_an_account_opened_again_holds_no_role():
    pilar, karim = somebody("pilar"), somebody("karim")
    actions.disable_user(actor=pilar, user=karim)
    Role.objects.filter(user=karim).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    actions.enable_user(actor=pilar, user=karim)
    assert User.objects.get(pk=karim.pk).is_active
    assert not User.objects.get(pk=karim.pk).roles_today
    assert Entry.objects.get(verb="user.enabled").details == {}


def test_somebody_chooses_their_language():
    karim = somebody("karim")
    actions.choose_language(actor=karim, language="es")
    assert User.objects.get(pk=karim.pk).language == "es"
    with pytest.raises(Refused):
        actions.choose_language(actor=karim, language="xx")
    with pytest.raises(NotAllowed):
        actions.choose_language(actor=User.objects.robot(), language="fr")
