"""Pressed twice at the same instant, it is agreed to once: what is withdrawn then leaves nothing that stands."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from taghyir.consents.actions import record_consents, withdraw_consent
from taghyir.consents.models import Consent
from taghyir.consents.queries import has_agreed
from taghyir.core.actions import Refused
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_it_is_agreed_to_once():
    call_command("load_consent_texts", verbosity=0)
    karim, habiba = somebody("karim"), PersonFactory(territory=TerritoryFactory())
    start, refused = threading.Barrier(4), []

    def press():
        try:
            start.wait(timeout=10)
            how = {"language": "ar", "explained_in": "tarifit", "manner": "written"}
            record_consents(actor=karim, person=habiba, purposes=["photo", "internet"], **how)
        except Refused as refusal:
            refused.append(refusal.field)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _press in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join(timeout=30)
    assert refused == ["purposes"] * 3
    assert Consent.objects.count() == 2
    withdraw_consent(actor=karim, consent=Consent.objects.get(text__purpose="photo"))
    assert not has_agreed(habiba, "photo")
