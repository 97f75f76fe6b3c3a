"""A service counts everybody who was there, also who does not say their sex: at each door, and wherever it is read."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from taghyir.accompaniment.models import Service
from taghyir.accompaniment.queries import totals_by_kind, totals_of
from taghyir.accompaniment.tests.factories import CaseFactory, day
from taghyir.accompaniment.tests.test_pages import sheet, text_of
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def test_who_does_not_say_their_sex_is_counted_at_each_door_and_read_everywhere(as_user):
    case, karim = CaseFactory(organisation=tifawin()), as_user(somebody("karim"))
    with translation.override("fr"):
        record, listed, every = (
            reverse(f"accompaniment:{name}", args=args)
            for name, args in (("record_service", [case.pk]), ("services", [case.pk]), ("all_services", []))
        )
    nobody = karim.post(record, sheet(women="", men="", unsaid=""))
    assert "Comptez au moins une personne présente." in text_of(nobody)
    assert "Écrivez un nombre" in text_of(karim.post(record, sheet(women="", unsaid="deux")))
    assert karim.post(record, sheet(women="", men="", unsaid="2")).status_code == 302
    sent = {
        "sent_once": str(uuid.uuid4()),
        "minutes": 30,
        "topic": "pricing",
        "unsaid": 3,
        "given_on": day(0).isoformat(),
    }
    door = f"/api/v1/cases/{case.pk}/services"
    answer = karim.post(door, sent, content_type="application/json")
    assert (answer.status_code, answer.json()["unsaid"]) == (201, 3)
    again = karim.post(door, sent | {"unsaid": 4}, content_type="application/json")
    assert again.json()["code"] == "sent_with_other_words"
    totals = totals_of(Service.objects.all())
    assert (totals["unsaid"], totals["present"]) == (5, 5)
    assert totals_by_kind(Service.objects.all())[0].unsaid == 5
    for page in (case.get_absolute_url(), listed, every):
        assert "3 personnes, sexe non indiqué" in text_of(karim.get(page)), page
    for page in (listed, every):
        table = b"".join(karim.get(page, {"format": "csv"}).streaming_content).decode()
        assert "personnes présentes, sexe non indiqué" in table
