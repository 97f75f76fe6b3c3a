"""What people see of phones."""

import base64
import datetime as dt
import io
import json
import re
import zlib

import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from taghyir.devices.collect import coded, drawn
from taghyir.devices.models import Device
from taghyir.devices.tests.factories import DeviceFactory
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def scanned(page: str) -> str:
    """What the camera of a phone reads on the page: the picture that it shows, decoded."""
    picture = base64.b64decode(re.search(r'src="data:image/png;base64,([^"]+)"', page)[1])
    return zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))[0].text


def enrol(client, language="fr", **changed):
    last = timezone.localdate() + dt.timedelta(days=30)
    sent = {"name": "Tecno", "territory": TerritoryFactory().pk, "expires_on": f"{last}"} | changed
    return client.post(f"/{language}/phones/new/", sent)


def test_the_code_is_shown_once_and_its_square_holds_the_settings_of_collect(as_user):
    client = as_user(somebody("karim"))
    response = enrol(client, "ar")
    page = text_of(response)
    assert "no-store" in response["Cache-Control"]
    settings = json.loads(zlib.decompress(base64.b64decode(scanned(page))))
    secret = settings["general"].pop("password")
    assert re.fullmatch(r"[a-z2-9]{20}", secret) and f">{secret}<" in page
    assert settings["general"] == {
        "protocol": "odk_default",
        "server_url": "http://testserver/openrosa",
        "username": "karim@taghyir.example",
        "app_language": "fr",
        "form_update_mode": "match_exactly",
        "autosend": "wifi_and_cellular",
    }
    assert settings["admin"] == {}
    assert settings["project"]["name"] == "Taghyir · الناظور"
    assert len(settings["project"]["icon"]) == 1 and settings["project"]["color"].startswith("#")
    device = Device.objects.get()
    assert (device.expires_on - timezone.localdate()).days == 30
    for address in ("/fr/phones/mine/", "/fr/phones/new/", f"/fr/phones/{device.pk}/"):
        assert secret not in text_of(client.get(address))


@pytest.mark.parametrize("length", [10, 300, 900])
def test_a_square_of_any_length_is_read_stained(length):
    text = coded({"general": {"password": "".join(chr(97 + (n * n) % 26) for n in range(length))}})
    picture = Image.open(io.BytesIO(drawn(text))).convert("L")
    side = picture.width // 14  # about 0.5 % of the square, in its middle
    picture.paste(0, (picture.width // 2, picture.width // 2, picture.width // 2 + side, picture.width // 2 + side))
    assert zxingcpp.read_barcodes(picture)[0].text == text


def test_a_coordinator_enrols_a_collector_from_their_page(as_user):
    zineb = PersonFactory(given_name="Zineb", territory=TerritoryFactory())
    client = as_user(somebody("amina"))
    assert f"/fr/phones/new/?person={zineb.pk}" in text_of(client.get(f"/fr/people/{zineb.pk}/"))
    sent = {"name": "Infinix", "territory": TerritoryFactory().pk, "expires_on": f"{timezone.localdate()}"}
    page = text_of(client.post(f"/fr/phones/new/?person={zineb.pk}", sent))
    device = Device.objects.get()
    assert device.login in page and "amina@taghyir.example" not in page
    assert (device.person, device.user) == (zineb, somebody("amina"))
    assert "Infinix" in text_of(client.get(f"/fr/people/{zineb.pk}/"))


def test_a_wrong_day_or_territory_is_said_beside_its_field(as_user):
    client = as_user(somebody("karim"))
    for wrong in (
        {"expires_on": "2020-01-01"},
        {"expires_on": "soon"},
        {"territory": TerritoryFactory(code="KEF").pk},
        {"territory": ""},
        {"name": ""},
    ):
        assert 'id="id_' + next(iter(wrong)) + '_error"' in text_of(enrol(client, **wrong)), wrong
    assert not Device.objects.exists()


def test_phones_are_found_by_name_bearer_territory_and_state(as_user):
    mine = DeviceFactory(name="Samsung", last_seen_at=timezone.now(), client="KoboCollect v2025.2")
    lent = DeviceFactory(name="Infinix", person=PersonFactory(given_name_ar="زينب", given_name="Zineb"))
    kef = DeviceFactory(name="Itel", territory=TerritoryFactory(code="KEF"), user=somebody("hedi"))
    old = DeviceFactory(name="Nokia", territory=None)  # enrolled before phones had a territory
    client = as_user(somebody("amina"))
    page = text_of(client.get("/fr/phones/"))
    assert all(name in page for name in ("Samsung", "Infinix", "Nokia", "KoboCollect v2025.2")) and "Itel" not in page
    for query, found in (
        ("q=زينب", lent),
        ("q=sams", mine),
        ("q=karim", old),
        ("state=active&q=samsung", mine),
        ("state=never", lent),
    ):
        page = text_of(client.get(f"/fr/phones/?{query}"))
        assert found.name in page, query
        assert (mine.name in page) != (lent.name in page), query
    page = text_of(as_user(somebody("pilar")).get(f"/fr/phones/?territory={kef.territory.slug}"))
    assert kef.name in page and mine.name not in page


def test_what_is_to_be_looked_at_is_said_and_leaves_as_a_table(as_user):
    DeviceFactory(expires_on=timezone.localdate() + dt.timedelta(days=3), name="=Tecno")
    client = as_user(somebody("amina"))
    assert "?state=expiring" in text_of(client.get("/fr/phones/"))
    table = b"".join(client.get("/fr/phones/?format=csv").streaming_content).decode()
    assert "'=Tecno" in table and "Karim Azzouzi" in table
    assert client.get("/ar/phones/?format=xlsx").status_code == 200


def test_the_list_costs_the_same_for_three_and_for_thirty(as_user):
    client = as_user(somebody("amina"))

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/fr/phones/").status_code == 200
        return len(asked)

    DeviceFactory.create_batch(3)
    few = statements()
    DeviceFactory.create_batch(14)
    DeviceFactory.create_batch(13, person=PersonFactory())
    assert statements() == few <= 12


def test_a_phone_is_cut_off_or_extended_in_one_tap(as_user):
    device = DeviceFactory(expires_on=timezone.localdate() + dt.timedelta(days=3))
    client = as_user(somebody("karim"))
    assert f"/fr/phones/{device.pk}/extend/" in text_of(client.get(f"/fr/phones/{device.pk}/"))
    for act in ("extend", "extend", "revoke", "revoke", "extend"):
        assert client.post(f"/fr/phones/{device.pk}/{act}/", follow=True).status_code == 200
    device.refresh_from_db()
    assert (device.state, (device.expires_on - timezone.localdate()).days) == ("revoked", 365)
    assert "/revoke/" not in text_of(client.get(f"/fr/phones/{device.pk}/"))
