"""The public directory as files: read back by what reads such files, whatever the names; nothing that is not shown is in them."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from lxml import etree

from taghyir.core.models import Entry
from taghyir.directory.actions import (
    change_organisation,
    check_label,
    count_members,
    hide_organisation,
    mark_merged,
    publish_organisation,
    remove_label,
)
from taghyir.directory.models import Organisation
from taghyir.directory.queries import Asked
from taghyir.directory.tests.factories import LabelFactory, OrganisationFactory, tifawin
from taghyir.opendata.formats import node
from taghyir.opendata.queries import cards
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
HOSTILE = ["</name><script>", "]]>", 'a"b\\c', "تعاونية؛ زايو، المغرب", "=1+1", "a;b,c\\n", "\u202ex", "é" * 90]
FILES = ("geojson", "kml", "vcf", "jsonld")


def file_of(client, extension, query=""):
    answer = client.get(f"/fr/data/organisations.{extension}{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def zaio():
    facts = {"phone": "+212536606060", "email": "t@example.org", "address": "Souk, 12", "sectors": ["food", "care"]}
    return OrganisationFactory(
        is_public=True, place=PlaceFactory(latitude=34.94, longitude=-2.73), women_members=9, **facts
    )


def test_geojson_is_a_collection_of_what_is_shown(client, zaio):
    OrganisationFactory(name="Cachée")
    found = json.loads(file_of(client, "geojson"))
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-2.73, 34.94]}
    assert feature["properties"]["name_ar"] == "تعاونية تيفاوين"
    assert feature["properties"]["phone"] == "+212536606060"
    assert feature["properties"]["sectors"] == ["food", "care"]
    assert feature["properties"]["legal_form"] == "MA_COOP"


def test_kml_vcard_and_json_ld_say_the_same(client, zaio):
    tree = etree.fromstring(file_of(client, "kml").encode())
    names = tree.findall(".//{*}Placemark/{*}name")
    assert [name.text for name in names] == ["Coopérative Tifawin"]
    card = file_of(client, "vcf").replace("\r\n ", "")
    for line in (
        "FN;LANGUAGE=ar:تعاونية تيفاوين",
        "TEL;VALUE=uri:tel:+212536606060",
        "GEO:geo:34.94000,-2.73000",
        "ADR:;;Souk\\, 12;Zaio;;;MA",
    ):
        assert line in card
    graph = json.loads(file_of(client, "jsonld"))["@graph"]
    assert graph[0]["legalForm"] == "form:L2"
    assert graph[0]["economicSector"] == ["sector:AM60", "sector:AM80"]
    assert graph[0]["totalWomen"] == 9


@pytest.mark.parametrize("extension", FILES)
def test_what_is_not_shown_is_in_no_file(client, as_user, zaio, extension):
    Organisation.objects.update(shown=[], latitude=34.9412, longitude=-2.7345)
    zaio.refresh_from_db()
    zaio.prepare_search()
    zaio.save()
    for reader in (client, as_user(somebody("karim"))):
        text = file_of(reader, extension)
        for word in ("536606060", "example.org", "Souk", "34.9412", '"totalWomen": 9'):
            assert word not in text
    assert Entry.objects.filter(verb="list.exported").count() == 2


@pytest.mark.parametrize("extension", FILES)
def test_hostile_names_are_names(client, extension):
    for name in HOSTILE:
        OrganisationFactory(name=name, name_ar="", is_public=True, latitude=34.9, longitude=-2.7)
    text = file_of(client, extension)
    if extension in ("geojson", "jsonld"):
        found = json.loads(text)
        names = (
            [one["properties"]["name"] for one in found["features"]]
            if extension == "geojson"
            else [one["name"][0]["@value"] for one in found["@graph"]]
        )
        assert sorted(names) == sorted(HOSTILE)
    elif extension == "kml":
        names = [name.text for name in etree.fromstring(text.encode()).findall(".//{*}Placemark/{*}name")]
        assert sorted(names) == sorted(HOSTILE)
    else:
        assert text.count("BEGIN:VCARD") == len(HOSTILE)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("extension", FILES)
def test_the_filters_are_those_of_the_list(client, zaio, extension):
    OrganisationFactory(name="Atelier", name_ar="", kind="association", is_public=True)
    text = file_of(client, extension, "?kind=enterprise&sector=food")
    assert "Tifawin" in text
    assert "Atelier" not in text


def test_every_concept_of_ours_is_one_of_essglobal(real):
    from_files = {}
    for name in ("legal-form", "activities-modified"):
        tree = etree.fromstring(real(f"vocab/essglobal/{name}.skos").read_bytes())
        from_files[name] = {
            one.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") for one in tree.findall("{*}Concept")
        }
    for number, sector in enumerate(("food", "crafts", "care", "energy", "reuse", "other", "finance", "nature")):
        OrganisationFactory(name=f"O{number}", is_public=True, sectors=[sector])
    for card in _cards():
        assert card["legalForm"].removeprefix("form:") in from_files["legal-form"]
        for sector in card["economicSector"]:
            assert sector.removeprefix("sector:") in from_files["activities-modified"]


def _cards():
    return [node(card) for card in cards(Asked())]


@pytest.fixture
def at_once(monkeypatch):
    """What changed is told at once."""
    monkeypatch.setattr("taghyir.opendata.queries.SETTLED", dt.timedelta(seconds=-1))


def test_a_change_is_told_when_no_earlier_one_can_still_come(client):
    publish_organisation(actor=somebody("amina"), organisation=tifawin())
    assert client.get("/api/v1/changes").json() == {"changes": [], "next_since": 0}
    Entry.objects.update(at=timezone.now() - dt.timedelta(seconds=11))
    assert len(client.get("/api/v1/changes").json()["changes"]) == 1


def test_what_changed_says_no_more_than_everybody_may_know(client, at_once):
    amina, organisation = somebody("amina"), tifawin()
    other = OrganisationFactory(name="Tifawine", is_public=True)
    change_organisation(actor=amina, organisation=organisation, activity_fr="Secret")
    answer = client.get("/api/v1/changes").json()
    assert [(one["id"], one["state"]) for one in answer["changes"]] == [(organisation.pk, "gone")]
    publish_organisation(actor=amina, organisation=organisation)
    since = answer["next_since"]
    answer = client.get(f"/api/v1/changes?since={since}").json()
    assert [(one["id"], one["state"]) for one in answer["changes"]] == [(organisation.pk, "shown")]
    mark_merged(actor=amina, organisation=other, into=organisation)
    (change,) = client.get(f"/api/v1/changes?since={answer['next_since']}").json()["changes"]
    assert (change["id"], change["state"], change["merged_into"]) == (other.pk, "gone", organisation.pk)
    hide_organisation(actor=amina, organisation=organisation)
    everything = client.get("/api/v1/changes").json()["changes"]
    assert {(one["id"], one["state"], one["merged_into"]) for one in everything} == {
        (organisation.pk, "gone", None),
        (other.pk, "gone", None),
    }
    assert "Secret" not in json.dumps(everything)


def test_members_counted_and_labels_are_changes_of_the_card(client, at_once):
    karim, card = somebody("karim"), tifawin(is_public=True)
    label = LabelFactory(organisation=OrganisationFactory(name="Zitouna", is_public=True))
    since = 0
    for change, changed in (
        (lambda: count_members(actor=karim, organisation=card, women_members=12), card),
        (lambda: check_label(actor=karim, label=label), label.organisation),
        (lambda: remove_label(actor=karim, label=label), label.organisation),
    ):
        change()
        answer = client.get(f"/api/v1/changes?since={since}").json()
        assert [(one["id"], one["state"]) for one in answer["changes"]] == [(changed.pk, "shown")]
        since = answer["next_since"]
    assert len(client.get("/api/v1/changes").json()["changes"]) == 2, "one a card, also when its label is gone"


@pytest.mark.parametrize("query", ["since=-1", "since=x", "limit=0", "limit=501", f"since={2**63}"])
def test_what_cannot_be_asked_is_said(client, query):
    assert client.get(f"/api/v1/changes?{query}").status_code == 422


def test_changes_are_read_page_after_page_each_once(client, at_once):
    amina = somebody("amina")
    for number in range(7):
        publish_organisation(actor=amina, organisation=OrganisationFactory(name=f"O{number}"))
    seen, since = [], 0
    while True:
        answer = client.get(f"/api/v1/changes?limit=2&since={since}").json()
        if not answer["changes"]:
            break
        seen += [one["id"] for one in answer["changes"]]
        since = answer["next_since"]
    assert len(seen) == len(set(seen)) == 7
