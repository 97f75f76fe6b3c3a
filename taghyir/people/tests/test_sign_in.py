import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from taghyir.people.actions import disable_user
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
PASSWORD = "almonds-and-olives"
LANGUAGES = ("fr", "ar", "es", "en")
HOSTILE = ["", "x" * 3000, "<script>alert(1)</script>", "' OR 1=1 --", "كريم", "a\x00b", "=1+1", "%s%n"]


@pytest.fixture(autouse=True)
def _alone(settings):
    """No limit left by the test before; one lands on one's account, for "my day" is the business of the portal."""
    cache.clear()
    settings.LOGIN_REDIRECT_URL = "people:my_account"


@pytest.fixture
def karim():
    user = somebody("karim")
    user.set_password(PASSWORD)
    user.save()
    return user


def address(name, *arguments, language="fr", **words):
    with translation.override(language):
        return reverse(name, args=arguments, kwargs=words)


def sign_in(client, email, password=PASSWORD):
    return client.post(address("account_login"), {"login": email, "password": password})


def code_now(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"


def test_somebody_signs_in_with_a_password(client, karim):
    answer = sign_in(client, "KARIM@taghyir.example")
    assert answer.status_code == 302
    assert client.get(address("people:my_account")).context["account"] == karim


@pytest.mark.parametrize("email, password", [("karim@taghyir.example", "wrong"), ("nobody@example.org", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, karim, email, password):
    answer = sign_in(client, email, password)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert len(answer.context["form"].non_field_errors()) == 1


def test_a_password_is_not_guessed_by_trying(client, karim):
    for _time in range(12):
        sign_in(client, karim.email, "wrong")
    assert sign_in(client, karim.email).status_code != 302


def test_somebody_signs_in_with_a_code_by_mail(client, karim):
    client.post(address("account_request_login_code"), {"email": karim.email})
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[0].body, re.M).group()
    answer = client.post(address("account_confirm_login_code"), {"code": code})
    assert answer.status_code == 302
    assert client.get(address("people:my_account")).status_code == 200
    assert mail.outbox[0].subject.startswith("Taghyir")


def test_an_unknown_address_is_not_told_apart_when_asking_for_a_code(client, karim):
    known = client.post(address("account_request_login_code"), {"email": karim.email})
    unknown = Client().post(address("account_request_login_code"), {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_six_digits_are_asked_after_the_password_once_set_up(client, karim):
    secret = generate_totp_secret()
    TOTP.activate(karim, secret)
    assert sign_in(client, karim.email)["Location"] == address("mfa_authenticate")
    assert client.get(address("people:my_account")).status_code == 302
    assert client.get(address("mfa_authenticate")).status_code == 200
    client.post(address("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get(address("people:my_account")).status_code == 200


def test_nobody_opens_an_account_alone(client):
    for language in LANGUAGES:
        assert client.get(address("account_signup", language=language)).status_code == 200
    client.post(address("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_closed_account_loses_its_sessions_at_once_and_for_ever(client, karim):
    sign_in(client, karim.email)
    assert client.get(address("people:my_account")).status_code == 200
    disable_user(actor=somebody("amina"), user=User.objects.get(pk=karim.pk))
    assert client.get(address("people:my_account")).status_code == 302
    User.objects.filter(pk=karim.pk).update(is_active=True)
    assert client.get(address("people:my_account")).status_code == 302
    assert sign_in(Client(), karim.email).status_code == 200


@pytest.fixture
def asked(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("name", ["amina", "pilar"])
def test_a_coordinator_sets_up_a_second_factor_before_anything_else(as_user, asked, name):
    user = somebody(name)
    client = as_user(user)
    for page in ("people:people", "places:holidays", "people:invite_person"):
        answer = client.get(address(page))
        assert (answer.status_code, answer["Location"]) == (302, address("people:second_factor"))
    assert client.post(address("people:invite_person"), {}).status_code == 302
    assert client.get("/api/v1/anything").status_code in (403, 404)
    for page in ("people:second_factor", "people:choose_language", "account_logout", "mfa_index"):
        assert client.get(address(page)).status_code == 200
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get(address("people:people")).status_code == 302
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    assert client.get(address("people:people")).status_code == 200


def test_who_does_not_coordinate_is_not_asked_for_a_second_factor(as_user, asked):
    assert as_user(somebody("karim")).get(address("people:people")).status_code == 200


def test_who_stands_in_for_a_coordinator_is_asked_too(as_user, asked):
    karim, amina = somebody("karim"), somebody("amina")
    amina.leaves.create(substitute=karim, starts_on="2026-01-01", ends_on="2099-01-01")
    assert as_user(karim).get(address("people:people"))["Location"] == address("people:second_factor")


def test_a_demonstration_says_that_it_asks_for_none(as_user):
    page = as_user(somebody("amina")).get(address("people:my_account", language="en"))
    assert "In this demonstration" in page.content.decode()


def test_setting_up_the_six_digits_works_to_the_end(client, asked):
    amina = somebody("amina")
    amina.set_password(PASSWORD)
    amina.save()
    sign_in(client, amina.email)
    asked_again = client.get(address("mfa_activate_totp"))
    assert asked_again["Location"].startswith(address("account_reauthenticate"))
    client.post(asked_again["Location"], {"password": PASSWORD})
    page = client.get(address("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    client.post(address("mfa_activate_totp"), {"code": code_now(secret)})
    assert client.get(address("people:people")).status_code == 200
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        _is_ours(client.get(address(name)), name)


PAGES_OF_VISITORS = [
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
    "account_inactive",
    "account_reset_password_done",
]
PAGES_OF_ACCOUNTS = [
    "account_logout",
    "account_change_password",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_sign_in_is_one_of_ours(client, karim, language):
    for name in PAGES_OF_VISITORS:
        _is_ours(client.get(address(name, language=language)), name)
    sign_in(client, karim.email)
    _is_ours(client.get(address("account_reauthenticate", language=language)), "account_reauthenticate")
    client.post(address("account_reauthenticate"), {"password": PASSWORD})
    for name in PAGES_OF_ACCOUNTS:
        _is_ours(client.get(address(name, language=language)), name)
    Authenticator.objects.create(user=karim, type="webauthn", data={"name": "Téléphone", "credential": {}})
    _is_ours(client.get(address("mfa_list_webauthn", language=language)), "with a passkey")
    key = Authenticator.objects.get(user=karim)
    renaming = client.get(address("mfa_edit_webauthn", language=language, pk=key.pk))
    _is_ours(renaming, "renaming")
    if language == "ar":
        assert "اسم المفتاح" in renaming.content.decode()


def _is_ours(answer, name):
    text = answer.content.decode()
    assert answer.status_code == 200, name
    assert 'class="masthead"' in text, name
    assert len(re.findall(r"<h1", text)) == 1, name
    assert "style=" not in text, name
    for script in re.findall(r"<script([^>]*)>", text):
        assert "src=" in script or 'type="application/json"' in script, name


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_the_pages_of_sign_in_answer(client, karim, typed):
    assert sign_in(client, typed, typed).status_code == 200
    assert client.post(address("account_request_login_code"), {"email": typed}).status_code in (200, 302)
    assert client.post(address("account_reset_password"), {"email": typed}).status_code in (200, 302)
    assert client.get(address("people:accept_invitation", "x") + typed.replace("\x00", "")).status_code in (
        301,
        404,
        410,
    )


def test_somebody_elses_address_is_not_taken(client, karim):
    amina = somebody("amina")
    sign_in(client, karim.email)
    client.post(address("account_email"), {"action_add": "", "email": amina.email})
    for one in EmailAddress.objects.filter(email=amina.email):
        client.post(address("account_email"), {"action_primary": "", "email": one.email})
    assert User.objects.get(pk=karim.pk).email == "karim@taghyir.example"
    assert User.objects.filter(email=amina.email).get() == amina


def test_a_page_costs_three_statements_for_who_reads_it(client, karim):
    sign_in(client, karim.email)
    page = address("people:choose_language")
    client.get(page)
    with CaptureQueriesContext(connection) as asked_for:
        assert client.get(page).status_code == 200
    statements = [one["sql"] for one in asked_for if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    about_the_reader = [sql for sql in statements if re.search(r'FROM "(django_session|people_\w+|account_\w+)"', sql)]
    assert len(about_the_reader) <= 3, about_the_reader
