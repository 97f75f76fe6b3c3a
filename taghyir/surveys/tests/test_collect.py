"""From the square on the page to the answers with their photos: what ODK Collect and KoboCollect do, over real HTTP."""

import base64
import csv
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO

import pytest
import zxingcpp
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from taghyir.core.models import Entry
from taghyir.devices.actions import revoke_device
from taghyir.devices.models import Device
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.definitions import definition_of, forget
from taghyir.surveys.models import FormFile, Submission
from taghyir.surveys.tests.collect import Collect
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory, StoredFileFactory
from taghyir.surveys.tests.lists import form_with_lists
from taghyir.surveys.tests.phone import filled

pytestmark = [pytest.mark.django_db(transaction=True)]


def photo(shade: int) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 60)).save(kept, "JPEG")
    return kept.getvalue()


def enrolled(server, user, **sent) -> str:
    """What a camera reads on the page where `user` enrols a phone."""
    browser = Client(HTTP_HOST=server.url.removeprefix("http://"))
    browser.force_login(user)
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)  # today is over where it is late
    sent = {"name": "Tecno", "territory": user.person.territory_id, "expires_on": f"{tomorrow}"} | sent
    page = browser.post("/fr/phones/new/", sent).content.decode()
    picture = base64.b64decode(re.search(r'src="data:image/png;base64,([^"]+)"', page)[1])
    return zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))[0].text


@pytest.fixture
def form():
    """A form of Nador that asks for two photos and shows one picture."""
    two = LISTENING.replace("<photo/>", "<photo/><shop/>").replace(
        '<bind nodeset="/data/photo" type="binary"/>',
        '<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/shop" type="binary"/>',
    )
    two = two.replace(
        "<group>", '<upload ref="/data/shop" mediatype="image/*"><label>Le magasin</label></upload><group>'
    )
    xform = two.format(title="Deux photos", xform_id="two_photos", version="2026-1")
    made = PublishedFormFactory(
        xform_id="two_photos", territory=TerritoryFactory(), current__xform=xform, current__version="2026-1"
    )
    shown = photo(1)
    kept = StoredFileFactory(
        name="jar.jpg", content_type="image/jpeg", size=len(shown), content=ContentFile(shown, name="jar.jpg")
    )
    FormFile.objects.create(version=made.current, name="jar.jpg", file=kept, md5=hashlib.md5(shown).hexdigest())
    return made


def test_collect_enrols_from_the_square_and_sends_a_form_with_two_photos_in_two_sendings(live_server, form):
    PublishedFormFactory(territory=TerritoryFactory(code="KEF"), title="Of another territory")
    everywhere = PublishedFormFactory(title="For all")
    collect = Collect(enrolled(live_server, somebody("karim")))

    lines = {line["formID"]: line for line in collect.forms()}
    assert lines.keys() == {"two_photos", everywhere.xform_id}
    assert lines["two_photos"]["version"] == "2026-1"
    xform, files = collect.fetch(lines["two_photos"])
    assert xform.decode() == form.current.xform and files == {"jar.jpg": photo(1)}

    sheet = filled(form, "<words>نحتاج</words><photo>a.jpg</photo><shop>b.jpg</shop>")
    place = collect.place_to_send()
    first = collect.send(sheet, {"a.jpg": photo(2)}, place=place, is_last=False)
    second = collect.send(sheet, {"b.jpg": photo(3)}, place=place)
    assert (first.status, second.status) == (201, 201)
    assert first.message == second.message
    assert [answer.tree.find("{*}submissionMetadata").get("isComplete") for answer in (first, second)] == [
        "false",
        "true",
    ]

    stored = Submission.objects.get()
    device = Device.objects.get()
    assert {one.name: one.content.read() for one in stored.attachments.all()} == {"a.jpg": photo(2), "b.jpg": photo(3)}
    assert (stored.phone, stored.submitted_by, stored.territory.code) == (device, somebody("karim"), "NAD")
    assert (device.client, device.installation) == ("ODK Collect v2026.1.2", collect.installation)
    assert device.state == "expiring"  # enrolled for one day, and seen

    form.current.version, form.current.md5 = "2026-2", "0" * 32
    form.current.save()
    assert {line["version"] for line in collect.forms() if line["formID"] == "two_photos"} == {"2026-2"}


def test_collect_fetches_the_organisations_of_its_territory_and_sends_what_was_chosen_there(live_server):
    """The list is fetched as any other file of the form, with the password of the phone, and its hash is checked."""
    form, ours = form_with_lists(), OrganisationFactory(name='Miel, "Or" & Fils', name_ar="تعاونية أركان")
    theirs = OrganisationFactory(code="KEF", is_public=True)
    collect = Collect(enrolled(live_server, somebody("karim")))
    _xform, files = collect.fetch(*collect.forms())
    assert files.keys() == {"organisations.csv", "places.csv"}
    line, *others = csv.DictReader(StringIO(files["organisations.csv"].decode()))
    assert (line["name"], line["label_fr"], line["label_ar"], others) == (str(ours.pk), ours.name, ours.name_ar, [])
    place = collect.place_to_send()
    refused = collect.send(filled(form, f"<enterprise>{theirs.pk}</enterprise>", "uuid:1"), {}, place=place)
    assert (refused.status, refused.tree.find("{*}message").get("nature")) == (403, "error")
    assert collect.send(filled(form, f"<enterprise>{line['name']}</enterprise>"), {}, place=place).status == 201
    assert Submission.objects.get().answers == {"enterprise": str(ours.pk)}
    revoke_device(actor=somebody("karim"), device=Device.objects.get())
    assert collect.ask("GET", f"{live_server.url}/openrosa/forms/{form.pk}/files/organisations.csv").status == 401


def test_fifty_equal_sendings_at_once_are_one_row_and_others_change_nothing(live_server, form):
    """Also when what the server remembers of the form is of yesterday: they all find out at once."""
    forget("two_photos", "2026-1")
    assert definition_of("two_photos", "2026-1")
    form.versions.update(md5=form.current.md5[::-1])
    collect = Collect(enrolled(live_server, somebody("karim")))
    sheet, place = filled(form, "<words>x</words><photo>a.jpg</photo>"), collect.place_to_send()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _n: collect.send(sheet, {"a.jpg": photo(2)}, place=place), range(50)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.message for answer in answers}) == 1
    stored = Submission.objects.get()
    assert stored.attachments.count() == Entry.objects.filter(verb="submission.received").count() == 1
    before = Submission.objects.values().get()
    other = collect.send(filled(form, "<words>y</words><photo>b.jpg</photo>"), {"b.jpg": photo(3)}, place=place)
    assert (other.status, other.tree.find("{*}message").get("nature")) == (409, "error")
    assert (Submission.objects.values().get(), stored.attachments.get().name) == (before, "a.jpg")


@pytest.mark.parametrize("root", ["", "/karim", "/openrosa/", "/openrosa/karim@taghyir.example"])
def test_an_address_typed_by_hand_or_ending_with_a_name_is_understood(live_server, form, root):
    """KoboCollect is used to an address that ends with the name of the account."""
    agent = "org.koboc.collect.android/v2025.2.3 Dalvik/2.1.0 (Linux; U; Android 11; Itel A27 Build/RP1A)"
    kobo = Collect(enrolled(live_server, somebody("karim")), agent)
    kobo.server = live_server.url + root.rstrip("/")
    assert [line["formID"] for line in kobo.forms()] == ["two_photos"]
    place = kobo.place_to_send()
    assert place.startswith(f"{live_server.url}{root.rstrip('/')}/submission?deviceID=")
    assert kobo.send(filled(form), {}, place=place).status == 201
    assert Device.objects.get().client == "KoboCollect v2025.2.3"


def test_a_phone_that_is_cut_off_over_or_in_a_hurry_is_told_in_its_language(live_server, form, monkeypatch):
    somebody("karim").__class__.objects.filter(pk=somebody("karim").pk).update(language="ar")
    collect = Collect(enrolled(live_server, somebody("karim")))
    place = collect.place_to_send()

    def sent():
        return collect.send(filled(form), {}, place=place)

    monkeypatch.setattr("taghyir.surveys.sign_in.MOST", 2)
    assert sent().status == 201
    waits = sent()
    assert (waits.status, waits.headers["Retry-After"]) == (429, "600")
    cache.clear()
    Device.objects.update(expires_on=timezone.localdate() - timezone.timedelta(days=1))
    over = sent()
    Device.objects.update(revoked_at=timezone.now())
    cut = sent()
    assert (over.status, cut.status, over.message != cut.message) == (401, 401, True)
    for answer in (waits, over, cut):
        assert re.search("[\u0600-\u06ff]", answer.message) and answer.headers["Content-Language"] == "ar"
    assert Submission.objects.count() == 1


def test_whoever_goes_on_with_a_wrong_password_waits_and_the_right_one_passes(live_server, form):
    collect = Collect(enrolled(live_server, somebody("karim")))
    wrong = base64.b64encode(b"karim@taghyir.example:old").decode()
    statuses = [
        collect.ask("GET", f"{collect.server}/formList", Authorization=f"Basic {wrong}").status for _time in range(12)
    ]
    assert statuses == [401] * 10 + [429] * 2
    assert len(collect.forms()) == 1
