"""What people see of forms and answers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.actions import add_form_files
from taghyir.surveys.models import Form, FormFile, Submission
from taghyir.surveys.tests.factories import (
    FormFactory,
    FormVersionFactory,
    PublishedFormFactory,
    StoredFileFactory,
    SubmissionFactory,
)
from taghyir.surveys.tests.phone import PIXEL, Phone, filled
from taghyir.surveys.tests.sheets import SURVEY, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return PublishedFormFactory()


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def statements(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_of_forms_costs_the_same_for_three_and_for_thirty(as_user):
    client = as_user(somebody("pilar"))
    for _form in range(3):
        SubmissionFactory(form=PublishedFormFactory())
    few = statements(client, "/fr/forms/")
    for _form in range(27):
        SubmissionFactory(form=PublishedFormFactory(), submitted_by=somebody("hedi"))
    assert statements(client, "/fr/forms/") == few <= 12


def test_forms_are_found_by_title_territory_and_state(as_user):
    PublishedFormFactory(title="Diagnostic", territory=TerritoryFactory(code="KEF"))
    FormFactory(title="Jamais ouverte")
    client = as_user(somebody("pilar"))
    kef = TerritoryFactory(code="KEF").pk
    assert "Diagnostic" in text_of(client.get("/fr/forms/?q=diag"))
    assert "Jamais ouverte" not in text_of(client.get("/fr/forms/?q=diag"))
    PublishedFormFactory(title="Écoute rapide")
    assert "Écoute rapide" in text_of(client.get("/fr/forms/?q=ecoute"))
    assert "Diagnostic" in text_of(client.get(f"/fr/forms/?territory={kef}&state=open"))
    assert "Diagnostic" not in text_of(client.get("/fr/forms/?state=retired"))
    assert b"Diagnostic" in b"".join(client.get("/fr/forms/?format=csv").streaming_content)
    assert "Rien" not in text_of(as_user(somebody("noor")).get("/fr/forms/"))


def test_a_form_page_says_what_can_be_done(as_user, form):
    page = text_of(as_user(somebody("karim")).get(f"/fr/forms/{form.pk}/"))
    assert f"/fr/forms/{form.pk}/fill/" in page and "/publish/" not in page
    assert "Français" in page and "العربية" in page
    auditor = text_of(as_user(somebody("ines")).get(f"/fr/forms/{form.pk}/"))
    assert f"/fr/forms/{form.pk}/fill/" not in auditor
    bare = FormFactory()
    assert as_user(somebody("pilar")).get(f"/fr/forms/{bare.pk}/").status_code == 200


def test_a_sheet_is_published_from_the_page(as_user):
    client = as_user(somebody("amina"))
    nador = TerritoryFactory().pk
    response = client.post("/fr/forms/publish/", {"sheet": sheet(), "territory": nador})
    assert response.status_code == 302
    form = Form.objects.get()
    assert response["Location"] == f"/fr/forms/{form.pk}/"
    again = client.post("/fr/forms/publish/", {"sheet": sheet(), "territory": nador}, follow=True)
    assert form.versions.count() == 1 and again.status_code == 200
    source = client.get(f"/fr/forms/versions/{form.current.pk}/source/")
    assert b"".join(source.streaming_content)[:2] == b"PK"
    picture = {"files": [SimpleUploadedFile("jar.png", PIXEL)]}
    assert client.post(f"/fr/forms/versions/{form.current.pk}/files/", picture).status_code == 302
    assert client.post(f"/fr/forms/{form.pk}/retire/").status_code == 302
    assert not Form.objects.get().is_open
    assert client.post(f"/fr/forms/{form.pk}/retire/", follow=True).status_code == 200


def test_what_to_mend_is_shown_by_sheet_and_row(as_user):
    rows = [SURVEY[0], ["texte", "a", "A", "أ", ""], ["text", "b c", "B", "ب", ""]]
    client = as_user(somebody("amina"))
    response = client.post("/ar/forms/publish/", {"sheet": sheet(survey=rows), "territory": TerritoryFactory().pk})
    page = text_of(response)
    assert response.status_code == 200
    assert page.count("<tr>") == 3
    assert '<bdi dir="ltr" class="code">survey</bdi>' in page
    assert "texte" in page and "b c" in page
    assert not Form.objects.exists()


def test_only_the_page_of_a_form_lets_its_engine_run(as_user, form):
    client = as_user(somebody("karim"))
    response = client.get(f"/ar/forms/{form.pk}/fill/")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["connect-src"] == "'self' data:"
    assert "wasm" not in client.get("/ar/forms/")["Content-Security-Policy"]
    page = text_of(response)
    assert f'data-submit-url="/ar/forms/{form.pk}/submit/"' in page
    assert f'data-media-url="/ar/forms/versions/{form.current.pk}/media/"' in page
    assert 'data-language="ar' in page and "<noscript>" in page
    assert client.get(f"/ar/forms/versions/{form.current.pk}/form.xml").content.decode() == form.current.xform


def test_two_people_on_one_phone_have_two_queues(form):
    owners = set()
    for name in ("karim", "amina"):
        client = Client()
        client.force_login(somebody(name))
        owners.add(re.search('data-owner="(.+?)"', text_of(client.get(f"/fr/forms/{form.pk}/fill/")))[1])
    assert len(owners) == 2 and all(len(owner) == 16 for owner in owners)


def send_from_browser(form, xml, by="karim", token=True):
    client = Client(enforce_csrf_checks=True)
    client.force_login(somebody(by))
    page = text_of(client.get(f"/fr/forms/{form.pk}/fill/"))
    csrf = re.search('data-csrf="(.+?)"', page)[1]
    parts = {"xml_submission_file": SimpleUploadedFile("xml_submission_file", xml.encode(), "text/xml")}
    headers = {"X-CSRFToken": csrf} if token else {}
    return client, client.post(f"/fr/forms/{form.pk}/submit/", parts, headers=headers)


def test_a_browser_sends_as_a_phone_does_and_gets_its_receipt(form):
    client, response = send_from_browser(form, filled(form))
    stored = Submission.objects.get()
    assert response.status_code == 201
    assert (stored.device, stored.submitted_by) == ("web", somebody("karim"))
    assert f'receipt="{stored.receipt}" digest="{stored.digest}"' in text_of(response)
    SubmissionFactory(form=form, submitted_by=somebody("karim"))
    page = f"/fr/forms/{form.pk}/received/"
    assert stored.receipt in text_of(client.get(page, {"receipt": stored.receipt}))
    assert stored.receipt not in text_of(client.get(page)), "the last one is another"
    assert client.get(page, {"receipt": "\0"}).status_code == 200
    Submission.objects.exclude(pk=stored.pk).delete()
    _client, again = send_from_browser(form, filled(form))
    assert again.status_code == 201 and Submission.objects.count() == 1
    phone = Phone(somebody("karim"))
    assert phone.send(filled(form)).status_code == 201 and Submission.objects.count() == 1


def test_a_browser_cannot_be_made_to_send(form):
    assert send_from_browser(form, filled(form), token=False)[1].status_code == 403
    other = PublishedFormFactory()
    assert send_from_browser(form, filled(other))[1].status_code == 404
    assert not Submission.objects.exists()


def test_a_drawing_is_given_as_a_text_that_no_browser_runs(as_user, form):
    drawn = SimpleUploadedFile("body.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    add_form_files(actor=somebody("pilar"), version=form.current, files=[drawn])
    given = as_user(somebody("karim")).get(f"/fr/forms/versions/{form.current.pk}/media/body.svg")
    assert given["Content-Type"] == "text/plain" and given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]


def test_no_file_bears_a_name_that_no_database_can_look_for(as_user, form):
    client = as_user(somebody("karim"))
    assert client.get(f"/fr/forms/versions/{form.current.pk}/media/a%00.jpg").status_code == 404
    assert client.get(f"/openrosa/forms/{form.pk}/files/a%00.jpg").status_code == 404


def test_nothing_received_yet_says_where_the_answers_are(as_user, form):
    assert as_user(somebody("karim")).get(f"/fr/forms/{form.pk}/received/").status_code == 200


def test_the_kit_names_all_that_a_form_needs_and_a_new_version_changes_its_stamp(as_user, form):
    FormFile.objects.create(version=form.current, name="a b.png", file=StoredFileFactory(), md5="0")
    PublishedFormFactory(territory=TerritoryFactory(code="KEF"))
    client = as_user(somebody("karim"))
    kit = client.get("/ar/forms/kit.json").json()
    (kept,) = kit["forms"]
    version = f"/ar/forms/versions/{form.current.pk}"
    assert kept["page"] == f"/ar/forms/{form.pk}/fill/"
    assert kept["files"] == [f"{version}/form.xml", f"{version}/media/a%20b.png"]
    assert all(client.get(address).status_code == 200 for address in (kit["list"], kept["page"], *kept["files"]))
    page = text_of(client.get(kept["page"]))
    assert set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)) <= set(kit["files"])
    assert f'data-owner="{kit["owner"]}"' in page
    former, form.current = form.current, FormVersionFactory(form=form)
    form.save()
    (renewed,) = client.get("/ar/forms/kit.json").json()["forms"]
    assert renewed["stamp"] != kept["stamp"] and renewed["page"] == kept["page"]
    assert (
        client.get(f"{version}/form.xml").content.decode() == former.xform
    )  # answers begun with it are finished with it
    assert as_user(somebody("noor")).get("/ar/forms/kit.json").json()["forms"] == []


def test_the_kit_costs_the_same_for_three_and_for_thirty(as_user):
    client = as_user(somebody("karim"))
    for _form in range(3):
        PublishedFormFactory()
    few = statements(client, "/fr/forms/kit.json")
    for _form in range(27):
        PublishedFormFactory()
    assert statements(client, "/fr/forms/kit.json") == few <= 6


def test_one_worker_serves_every_language_and_says_nothing_of_anybody(client, as_user):
    workers = {
        as_user(somebody("karim")).get(f"/{code}/forms/kit.json").json()["worker"] for code in ("fr", "ar", "es")
    }
    assert len(workers) == 1
    worker = client.get(workers.pop())  # nobody is signed in any more
    assert worker["Service-Worker-Allowed"] == "/" and worker["Content-Type"].startswith("text/javascript")
    assert worker.content.decode().startswith("self.kept = {};")
    for address in ("/fr/forms/", "/fr/day/"):
        assert "worker-src 'self'" in as_user(somebody("karim")).get(address)["Content-Security-Policy"]
