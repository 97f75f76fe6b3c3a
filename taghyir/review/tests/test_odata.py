"""Answers as Excel and Power BI read them: typed, page by page, each row once."""

import base64
import re
import time

import pytest
from django.test import Client
from lxml import etree

from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.people.tests.factories import somebody
from taghyir.review.actions import judge_submission, make_feed_key, revoke_feed_key
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


@pytest.fixture
def form():
    return PublishedFormFactory()


@pytest.fixture
def feed(client):
    """What Amina's program gets, as JSON."""
    make_feed_key(actor=somebody("amina"), name="Power BI", secret="a key")

    def ask(address, status=200, size=250, **query):
        name = base64.b64encode(b"Amina@taghyir.example:a key").decode()
        headers = {"Authorization": f"Basic {name}", "Prefer": f"odata.maxpagesize={size}"}
        response = client.get(f"/api/odata/forms/{address}", query, headers=headers)
        assert response.status_code == status, response.content
        assert response["OData-Version"] == "4.0"
        return response.json()

    return ask


def every_row(feed, address, size=250, **query) -> list[dict]:
    rows, answer = [], feed(address, size=size, **query)
    for _page in range(100):
        rows += answer["value"]
        if "@odata.nextLink" not in answer:
            return rows
        link = answer["@odata.nextLink"]
        path, _mark, asked = link.partition("/api/odata/forms/")[2].partition("?")
        answer = feed(path, size=size, **dict(one.split("=", 1) for one in asked.split("&")))
    raise AssertionError("it never ends")


def test_a_program_finds_the_tables_and_their_types(feed, client, form):
    tables = feed(f"{form.pk}.svc")
    assert [table["name"] for table in tables["value"]] == ["Submissions", "Submissions_children"]
    client.force_login(somebody("amina"))
    root = etree.fromstring(client.get(f"/api/odata/forms/{form.pk}.svc/$metadata").content)
    types = {
        one.get("Name"): {p.get("Name"): p.get("Type") for p in one.iter(f"{EDM}Property")}
        for one in root.iter(f"{EDM}EntityType")
    }
    assert types["Submissions"] == {
        "__id": "Edm.String",
        "__system": "Taghyir.System",
        **dict.fromkeys(("words", "theme", "tried", "photo"), "Edm.String"),
    }
    assert types["Submissions_children"]["age"] == "Edm.Int64"
    assert len(list(root.iter(f"{EDM}EntitySet"))) == 2


def test_rows_are_typed_and_say_their_state(feed):
    xform = LISTENING.replace('"/data/words" type="string"', '"/data/words" type="geopoint"')
    form = PublishedFormFactory(current__xform=xform.format(title="x", xform_id="geo", version="1"))
    turns = [{"children/age": "4"}, {"children/age": "old"}]
    answer = SubmissionFactory(form=form, answers={"words": "34.94 -2.73 0 0", "theme": "care", "children": turns})
    judge_submission(actor=somebody("amina"), submission=answer, state="has_issues", words="x")
    row = feed(f"{form.pk}.svc/Submissions")["value"][0]
    assert (row["__id"], row["theme"], row["tried"]) == (answer.instance_id, "care", None)
    assert (row["words_latitude"], row["words_longitude"]) == (34.94, -2.73)
    system = row["__system"]
    assert (system["reviewState"], system["edits"], system["receipt"]) == ("hasIssues", 0, answer.receipt)
    assert system["submitterName"] == "Karim Azzouzi" and system["submissionDate"].endswith("Z")
    children = feed(f"{form.pk}.svc/Submissions_children")["value"]
    assert [(child["__id"], child["age"]) for child in children] == [
        (f"{answer.instance_id}/children[1]", 4),
        (f"{answer.instance_id}/children[2]", None),
    ]
    assert children[0]["__Submissions_id"] == answer.instance_id
    assert feed(f"{form.pk}.svc/Submissions", **{"$select": "theme,__id"})["value"] == [
        {"__id": answer.instance_id, "theme": "care"}
    ]


def test_every_row_comes_once_however_pages_are_cut(feed, form):
    for number in range(7):
        turns = [{"children/age": str(n)} for n in range(number % 4)]
        SubmissionFactory(form=form, answers={"words": str(number)} | ({"children": turns} if turns else {}))
    for size in (1, 2, 3, 5, 7, 50):
        assert [row["words"] for row in every_row(feed, f"{form.pk}.svc/Submissions", size)] == list("0123456")
        ages = [row["age"] for row in every_row(feed, f"{form.pk}.svc/Submissions_children", size)]
        assert ages == [0, 0, 1, 0, 1, 2, 0, 0, 1]
        some = every_row(feed, f"{form.pk}.svc/Submissions_children", size, **{"$top": "4", "$skip": "2"})
        assert [row["age"] for row in some] == [1, 0, 1, 2]
        assert len(every_row(feed, f"{form.pk}.svc/Submissions", size, **{"$top": "4", "$skip": "2"})) == 4
    counted = feed(f"{form.pk}.svc/Submissions_children", **{"$count": "true", "$top": "0"})
    assert (counted["@odata.count"], counted["value"]) == (9, [])
    assert Entry.objects.filter(verb="answers.exported", details__format="odata").exists()


def test_a_row_that_arrives_meanwhile_moves_no_other_and_a_page_leads_on_where_it_was_given(feed, form, monkeypatch):
    SubmissionFactory.create_batch(4, form=form)
    first = feed(f"{form.pk}.svc/Submissions", size=2)
    SubmissionFactory(form=form)
    token = re.search(r"skiptoken=([^&]+)", first["@odata.nextLink"])[1]
    rest = every_row(feed, f"{form.pk}.svc/Submissions", **{"$skiptoken": token})
    ids = [row["__id"] for row in [*first["value"], *rest]]
    assert len(ids) == len(set(ids)) == 5
    other = SubmissionFactory().form
    for elsewhere in (f"{form.pk}.svc/Submissions_children", f"{other.pk}.svc/Submissions"):
        feed(elsewhere, 400, **{"$skiptoken": token})
    feed(f"{form.pk}.svc/Submissions", 400, **{"$skiptoken": f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}"})
    assert Entry.objects.filter(verb="answers.exported").count() == 1, "whoever reads on is written, once"
    begun = time.time
    monkeypatch.setattr(time, "time", lambda: begun() + 90_000)
    feed(f"{form.pk}.svc/Submissions", 400, **{"$skiptoken": token})


def test_what_is_filtered_is_what_is_asked(feed, form):
    first, second = SubmissionFactory(form=form), SubmissionFactory(form=form)
    rejected = SubmissionFactory(form=form)
    judge_submission(actor=somebody("amina"), submission=second, state="approved")
    judge_submission(actor=somebody("amina"), submission=rejected, state="rejected", words="x")
    address, day = f"{form.pk}.svc/Submissions", first.received_at.isoformat()
    for words, expected in (
        ("", {first, second}),
        ("__system/reviewState eq 'approved'", {second}),
        ("__system/reviewState ne 'approved'", {first, rejected}),
        ("__system/reviewState eq null or __system/reviewState eq 'rejected'", {first, rejected}),
        (f"__system/submissionDate le {day}", {first}),
        (f"not (__system/submissionDate le {day}) and __system/submissionDate gt 2020-01-01", {second}),
        ("__system/submissionDate lt 2020-01-01T00:00:00Z", set()),
        (f"__id eq '{first.instance_id}'", {first}),
        ("$root/Submissions/__system/submissionDate gt 2020-01-01T00:00:00.000+01:00", {first, second}),
    ):
        rows = feed(address, **{"$filter": words, "$count": "true"} if words else {})["value"]
        assert {row["__id"] for row in rows} == {one.instance_id for one in expected}, words


def test_what_is_beyond_us_is_refused_in_a_sentence(feed, form):
    address = f"{form.pk}.svc/Submissions"
    for words, status in (
        ("theme eq 'care'", 501),
        ("contains(theme, 'x')", 501),
        ("__system/submissionDate has 2020-01-01", 501),
        ("__system/reviewState eq 'good'", 400),
        ("__system/submissionDate gt soon", 400),
        ("__system/submissionDate gt 2026-13-45", 400),
        ("__id eq", 400),
        ("__id eq 'x' 'y'", 400),
        ("(" * 40, 400),
        ("'", 400),
        ("x" * 3_000, 400),
    ):
        feed(address, status, **{"$filter": words})
    for query, status in (
        ({"$orderby": "__id"}, 501),
        ({"$expand": "*"}, 501),
        ({"$top": "-1"}, 400),
        ({"$top": "x"}, 400),
        ({"$select": "nothing"}, 400),
        ({"$skiptoken": "nonsense"}, 400),
        ({"$skiptoken": "WzEsIDIsIDMsIDRd"}, 400),
        ({"$skiptoken": base64.urlsafe_b64encode(b"[" * 30_000).decode()}, 400),
    ):
        feed(address, status, **query)
    feed(f"{form.pk}.svc/Nothing", 404)


def test_only_a_key_in_use_opens_and_reads_what_its_owner_reads(form):
    SubmissionFactory(form=form, submitted_by=somebody("hedi"))
    key = make_feed_key(actor=somebody("amina"), name="Excel", secret="a key")
    address = f"/api/odata/forms/{form.pk}.svc/Submissions"

    def ask(header):
        return Client().get(address, headers={"Authorization": header})

    basic = base64.b64encode(b"amina@taghyir.example:a key").decode()
    assert ask(f"Basic {basic}").json()["value"] == [], "Le Kef is not hers"
    assert ask("Bearer a key").status_code == 200
    other = base64.b64encode(b"karim@taghyir.example:a key").decode()
    for header in (f"Basic {other}", "Basic !", "Basic", "Bearer another", "Digest x", ""):
        refused = ask(header)
        assert refused.status_code == 401 and refused["WWW-Authenticate"].startswith("Basic"), header
    assert Client().post(address, headers={"Authorization": "Bearer a key"}).status_code == 405
    revoke_feed_key(actor=somebody("amina"), key=key)
    assert ask("Bearer a key").status_code == 401
    with pytest.raises(Refused):
        revoke_feed_key(actor=somebody("amina"), key=key)
    with pytest.raises(Refused):
        make_feed_key(actor=somebody("amina"), name=" ", secret="x")


def test_a_key_is_shown_once(as_user):
    client = as_user(somebody("ines"))
    shown = client.post("/fr/forms/keys/new/", {"name": "Power BI"}).content.decode()
    secret = re.search(r'class="code">([\w-]{32})<', shown)[1]
    assert Client().get("/api/odata/forms/1.svc", headers={"Authorization": f"Bearer {secret}"}).status_code == 404
    listed = client.get("/fr/forms/keys/").content.decode()
    assert "Power BI" in listed and secret not in listed
    number = re.search(r"/keys/(\d+)/revoke", listed)[1]
    for _time in range(2):
        assert client.post(f"/fr/forms/keys/{number}/revoke/", follow=True).status_code == 200


def test_a_page_costs_the_same_for_three_and_for_thirty(as_user, form, django_assert_num_queries):
    client = as_user(somebody("amina"))
    SubmissionFactory.create_batch(3, form=form, answers={"children": [{"children/age": "4"}]})
    for table, count in (("Submissions", 8), ("Submissions_children", 6)):
        client.get(f"/api/odata/forms/{form.pk}.svc/{table}")
        with django_assert_num_queries(count):
            client.get(f"/api/odata/forms/{form.pk}.svc/{table}")
    SubmissionFactory.create_batch(27, form=form, answers={"children": [{"children/age": "4"}] * 3})
    for table, count in (("Submissions", 8), ("Submissions_children", 6)):
        with django_assert_num_queries(count):
            client.get(f"/api/odata/forms/{form.pk}.svc/{table}")
