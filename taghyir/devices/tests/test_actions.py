"""A phone is enrolled, kept longer, cut off; who may, and what is refused."""

import datetime as dt

import pytest
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.devices.actions import enrol_device, extend_device, revoke_device
from taghyir.devices.models import LASTS, LONGEST, Device
from taghyir.devices.queries import alerts, device_of, reason_closed
from taghyir.devices.tests.factories import DeviceFactory
from taghyir.people.actions import disable_user, enable_user
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import PersonFactory, RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolling():
    return {"actor": somebody("karim"), "name": "Tecno", "secret": "s" * 20, "territory": TerritoryFactory()}


def test_a_phone_is_known_by_its_name_and_its_password_which_is_not_kept(enrolling):
    device = enrol_device(**enrolling)
    assert device_of("Karim@taghyir.example ", "s" * 20) == device
    assert device_of("amina@taghyir.example", "s" * 20) is device_of("karim@taghyir.example", "t" * 20) is None
    assert device_of("", "\ud800") is None
    assert "s" * 20 not in str(Device.objects.values().get())
    assert device.expires_on == timezone.localdate() + LASTS
    assert (device.created_by, device.person, reason_closed(device)) == (somebody("karim"), None, "")
    assert Entry.objects.get().verb == "device.enrolled"


def test_a_phone_comes_with_the_roles_of_its_account_in_one_statement(enrolling, django_assert_num_queries):
    karim, today = enrolling["actor"], timezone.localdate()
    RoleFactory(user=karim, kind="trainer", territory=enrolling["territory"], ends_on=today - dt.timedelta(days=1))
    Leave.objects.create(user=somebody("amina"), substitute=karim, starts_on=today, ends_on=today)
    enrol_device(**enrolling)
    with django_assert_num_queries(1):
        held = device_of("karim@taghyir.example", "s" * 20).user.roles_today
    as_read_elsewhere = User.objects.get(pk=karim.pk).roles_today
    assert {(role.pk, role.user_id, role.kind, role.territory_id, role.country) for role in held} == {
        (role.pk, role.user_id, role.kind, role.territory_id, role.country) for role in as_read_elsewhere
    }
    assert {role.user_id for role in held} == {karim.pk, somebody("amina").pk}
    assert "trainer" not in {role.kind for role in held}


def test_a_collector_without_account_sends_in_the_name_of_who_enrolled_them(enrolling):
    collector, campaign = PersonFactory(), timezone.localdate() + dt.timedelta(days=3)
    device = enrol_device(**enrolling | {"actor": somebody("amina"), "person": collector, "expires_on": campaign})
    assert (device.user, device.bearer, device.login) == (somebody("amina"), collector, f"phone-{device.pk}")
    assert device_of(device.login, "s" * 20) == device
    assert device_of("amina@taghyir.example", "s" * 20) is None


def test_field_staff_enrolled_by_their_coordinator_send_in_their_own_name(enrolling):
    device = enrol_device(**enrolling | {"actor": somebody("amina"), "person": somebody("karim").person})
    assert (device.user, device.person, device.created_by) == (somebody("karim"), None, somebody("amina"))


def test_nobody_else_may_enrol(enrolling):
    kef, fatma = TerritoryFactory(code="KEF"), somebody("fatma").person
    for change in (
        {"actor": somebody("fatma")},
        {"actor": somebody("ines")},
        {"territory": kef},
        {"territory": None},
        {"person": fatma},
        {"person": fatma, "actor": somebody("amina"), "territory": kef},
    ):
        with pytest.raises(NotAllowed):
            enrol_device(**enrolling | change)


@pytest.mark.parametrize("days", [-1, LONGEST.days + 1])
def test_a_password_lasts_from_today_to_24_months(enrolling, days):
    with pytest.raises(Refused) as refused:
        enrol_device(**enrolling | {"expires_on": timezone.localdate() + dt.timedelta(days=days)})
    assert (refused.value.code, refused.value.field) == ("day", "expires_on")
    assert not Device.objects.exists()


def test_a_phone_about_to_end_is_kept_twelve_months_more():
    device = DeviceFactory(expires_on=timezone.localdate() - dt.timedelta(days=1))
    assert reason_closed(device)
    assert reason_closed(extend_device(actor=somebody("karim"), device=device)) == ""
    with pytest.raises(Refused):
        extend_device(actor=somebody("amina"), device=device)
    for someone in ("hedi", "fatma", "ines"):
        with pytest.raises(NotAllowed):
            extend_device(actor=somebody(someone), device=device)


def test_a_phone_cut_off_stays_so():
    device = DeviceFactory()
    with pytest.raises(NotAllowed):
        revoke_device(actor=somebody("hedi"), device=device)
    revoke_device(actor=somebody("amina"), device=device)
    for again in (revoke_device, extend_device):
        with pytest.raises(Refused) as refused:
            again(actor=somebody("karim"), device=device)
        assert refused.value.code == "revoked"


def test_the_phones_of_a_closed_account_are_cut_off_and_stay_so_when_it_opens_again():
    karim = somebody("karim")
    own, lent = DeviceFactory(), DeviceFactory(person=PersonFactory())
    carried, other = DeviceFactory(user=somebody("amina"), person=karim.person), DeviceFactory(user=somebody("amina"))
    disable_user(actor=somebody("pilar"), user=karim)
    run_reactions()
    enable_user(actor=somebody("pilar"), user=karim)
    run_reactions()
    cut = set(Device.objects.revoked().values_list("pk", flat=True))
    assert cut == {own.pk, lent.pk, carried.pk}
    assert other.pk not in cut
    assert Entry.objects.filter(verb="device.revoked").count() == 3


def test_the_state_says_what_to_know_first_and_the_filters_find_it():
    now, today = timezone.now(), timezone.localdate()
    seen, long_ago = {"last_seen_at": now}, now - dt.timedelta(days=61)
    made = {
        "active": DeviceFactory(**seen),
        "expiring": DeviceFactory(**seen, expires_on=today + dt.timedelta(days=14)),
        "silent": DeviceFactory(last_seen_at=long_ago),
        "never": DeviceFactory(),
        "expired": DeviceFactory(**seen, expires_on=today - dt.timedelta(days=1)),
        "revoked": DeviceFactory(**seen, revoked_at=now),
    }
    forgotten = DeviceFactory()
    Device.objects.filter(pk=forgotten.pk).update(created_at=long_ago)
    assert {state: device.state.value for state, device in made.items()} == {state: state for state in made}
    assert Device.objects.get(pk=forgotten.pk).state == "silent"
    assert alerts(somebody("amina")) == {"expiring": 1, "silent": 2}
    assert alerts(somebody("hedi")) == {"expiring": 0, "silent": 0}


def test_its_coming_is_written_once_an_hour():
    device = DeviceFactory()
    Device.objects.note_seen(device, client="ODK Collect v2026.1", installation="")
    stale, device = device, Device.objects.get()
    assert device.last_seen_at and device.client == "ODK Collect v2026.1"
    Device.objects.note_seen(stale, client="another that came at once", installation="")
    assert Device.objects.get().client == "ODK Collect v2026.1"
    assert not device.is_to_be_noted("")
    assert device.is_to_be_noted("collect:abc")
    Device.objects.note_seen(device, client="", installation="collect:abc")
    device = Device.objects.get()
    assert (device.client, device.installation) == ("ODK Collect v2026.1", "collect:abc")
    assert not device.is_to_be_noted("collect:def")
    device.last_seen_at -= dt.timedelta(hours=1)
    assert device.is_to_be_noted("")
