"""A territory in a pocket: what is in the file, how much it weighs, and what the phone is told to keep."""

import datetime as dt
import gzip
import json
import re
import shutil
import subprocess

import pytest
from django.conf import settings

from taghyir.core.text import folded
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.places.models import Holiday
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory
from taghyir.tables.sounds import sounded

pytestmark = pytest.mark.django_db
HERE = "/fr/alerts/pocket/nador/"


def pack(client, language: str = "fr", slug: str = "nador"):
    return json.loads(client.get(f"/{language}/alerts/pocket/{slug}/pack.json").content)


def test_the_pack_has_what_one_needs_without_network(client):
    territory = TerritoryFactory(phone="+212536123456", opens_at=dt.time(9), closes_at=dt.time(16, 30))
    Holiday.objects.create(country="MA", on=dt.date.today() + dt.timedelta(days=9), name_fr="Aïd", name_ar="العيد")
    Holiday.objects.create(country="TN", on=dt.date.today() + dt.timedelta(days=9), name_fr="Fête", name_ar="عيد")
    one = OrganisationFactory(
        territory=territory, is_public=True, phone="+212661234567", sectors=["food"], latitude=34.94, longitude=-2.73
    )
    found = pack(client)
    assert found["mechanism"]["phone"] == "+212536123456"
    assert found["mechanism"]["closes_at"] == "16:30"
    assert [day["name"] for day in found["holidays"]] == ["Aïd"]
    facts = found["organisations"][0]
    assert (facts["name"], facts["name_ar"], facts["place"]) == ("Coopérative Tifawin", "تعاونية تيفاوين", "Zaio")
    assert (facts["phone"], facts["at"]) == ("+212661234567", [34.94, -2.73])
    assert facts["phone_text"].replace("\u00a0", " ") == "06 61 23 45 67"
    assert facts["page"] == f"/fr/organisations/{one.pk}/"
    assert (
        found["sectors"][facts["sectors"][0]]
        == dict(Organisation._meta.get_field("sectors").base_field.choices)["food"]
    )
    assert pack(client, "ar")["organisations"][0]["place"] == "زايو"


def test_what_is_not_shown_or_not_published_is_not_in_it(client, as_user):
    masked = {"phone": "+212661234567", "address": "12, rue cachée", "latitude": 34.94, "longitude": -2.73}
    OrganisationFactory(is_public=True, shown=[], **masked)
    OrganisationFactory(name="Brouillon")
    OrganisationFactory(name="Fermée", is_public=True, closed_on="2026-01-01")
    OrganisationFactory(name="Fanée", is_public=True, freshness="hidden")
    OrganisationFactory(name="Ailleurs", is_public=True, code="KEF")
    written = client.get(f"{HERE}pack.json").content.decode() + client.get(HERE).content.decode()
    assert "Tifawin" in written
    for hidden in ("661234567", "rue cachée", "34.94", "Brouillon", "Fermée", "Fanée", "Ailleurs"):
        assert hidden not in written


def test_the_pack_is_sent_once(client):
    OrganisationFactory(is_public=True)
    first = client.get(f"{HERE}pack.json", headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(first.content))["territory"] == "Nador"
    assert "Accept-Encoding" in first["Vary"]
    again = client.get(f"{HERE}pack.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_two_thousand_organisations_weigh_less_than_two_megabytes(client, django_assert_max_num_queries):
    place, territory = PlaceFactory(), TerritoryFactory()
    rows = [
        Organisation(
            name=f"Coopérative féminine Tifawin n° {number} du Rif oriental",
            name_ar=f"تعاونية تيفاوين النسوية رقم {number} بالريف الشرقي",
            activity_fr=f"Couscous, amlou et plantes aromatiques, lot {number * 7919 % 10007}",
            address=f"{number}, avenue Hassan II, quartier {number * 31 % 97}, Zaïo",
            phone=f"+2126{number * 7919 % 100_000_000:08}",
            sectors=["food", "farming"],
            territory=territory,
            place=place,
            country="MA",
            is_public=True,
            latitude=34.9 + number / 10_000,
            longitude=-2.7 - number / 10_000,
        )
        for number in range(2_000)
    ]
    for row in rows:
        row.prepare_search()
    Organisation.objects.bulk_create(rows, batch_size=500)
    with django_assert_max_num_queries(7):
        sent = client.get(f"{HERE}pack.json", headers={"accept-encoding": "gzip"})
    assert len(json.loads(gzip.decompress(sent.content))["organisations"]) == 2_000
    assert len(sent.content) < 500_000
    assert len(gzip.decompress(sent.content)) < 2_000_000


def test_the_worker_rules_its_page_alone(client):
    TerritoryFactory()
    worker = client.get(f"{HERE}worker.js")
    assert worker["Service-Worker-Allowed"] == HERE
    assert worker["Content-Type"].startswith("text/javascript")
    kept = json.loads(worker.content.decode().partition("self.kept = ")[2].partition(";\n")[0])
    assert kept["page"] == HERE and kept["pack"] == f"{HERE}pack.json"
    assert {name.rpartition("/")[2].partition(".")[2][-5:] for name in kept["files"]} <= {"css", "js", "svg", "woff2"}
    assert "worker-src 'self'" in client.get(HERE)["Content-Security-Policy"]
    assert "worker-src" not in client.get("/fr/alerts/kept/")["Content-Security-Policy"]


def test_the_manifest_installs_this_page(client):
    TerritoryFactory()
    manifest = client.get("/ar/alerts/pocket/nador/app.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    said = json.loads(manifest.content)
    assert (said["start_url"], said["scope"], said["dir"], said["lang"]) == (
        "/ar/alerts/pocket/nador/",
        "/ar/alerts/pocket/nador/",
        "rtl",
        "ar",
    )
    assert said["icons"][0]["sizes"] == "any"


def test_without_a_script_the_server_searches_and_pages(client, django_assert_max_num_queries):
    for number in range(30):
        OrganisationFactory(name=f"Coopérative {number:02}", is_public=True)
    with django_assert_max_num_queries(6):
        page = client.get(f"{HERE}?q=zio&page=2").content.decode()
    assert "Coopérative 25" in page and "Coopérative 03" not in page
    assert client.get(f"{HERE}?q=%00'--&page=-9").status_code == 200
    assert client.get("/fr/alerts/pocket/nowhere/").status_code == 404


WORDS = """Zaïo|زايو|zio|Coopérative Tifawin|تعاونية تيفاوين|Œuvre de l’Aïd|أإآٱ ىئؤة|ﷺ ﻻ ﬁn
١٢٣ ۴۵ 6²|El Hrairia|الحرايرية
École d'Ahfir|sʿad ʾalī|STRASSE Straße|IŞIK ıssık|Tchatchouka photo|Ouezzane|ڭرسيف گرسيف پاريس ڤيلا
a|e|ee|aa|مـــد|e_e x-y|مدرسة النساء
Bni Chiker|بني شيكر|Kalaat Senan|قلعة سنان|Ḥammām|ḍād|Ὀδυσσεύς|日本
naïve café|كُسْكُس|Nèfles et confitures|ال|الا|elle|alalal|oui oui"""


PROGRAM = """
import { buildSync } from "esbuild";
import { readFileSync } from "node:fs";
const entryPoints = ["taghyir/subscriptions/elements/text.ts"];
const built = buildSync({ entryPoints, bundle: true, format: "esm", write: false });
const code = Buffer.from(built.outputFiles[0].contents).toString("base64");
const { folded, sounded } = await import("data:text/javascript;base64," + code);
const words = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(words.map((word) => [folded(word), sounded(word)])));
"""


def assert_the_phone_agrees(words: list[str]) -> None:
    """The script of the page folds and sounds these words as Python does."""
    node = shutil.which("node")
    if node is None or not (settings.BASE_DIR / "node_modules" / "esbuild").exists():
        pytest.skip("needs node and npm ci")
    command = [node, "--input-type=module", "-e", PROGRAM]
    ran = subprocess.run(
        command, input=json.dumps(words), cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    said = dict(zip(words, json.loads(ran.stdout), strict=True))
    assert said == {word: [folded(word), sounded(word)] for word in words}


def test_the_phone_folds_and_sounds_as_the_server_does():
    assert_the_phone_agrees([word for line in WORDS.splitlines() for word in line.split("|")])


def test_the_phone_folds_real_names_as_the_server_does(real):
    files = ("sse/susy_map_part_a.geojson", "sse/tn_gda_kef_tunis_siliana.json", "geo/ma_communes_programme_hcp.csv")
    texts = [real(file).read_text(encoding="utf-8") for file in files]
    words = sorted({word for text in texts for word in re.findall(r"[^\",;\n\t{}\[\]]{2,80}", text)})
    assert len(words) > 1_000
    assert_the_phone_agrees(words)
