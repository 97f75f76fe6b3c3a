import io
import re

import pytest
from pypdf import PdfReader

from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.paper.models import Bringing, PaperSheet, PrintedBatch
from taghyir.paper.tests.factories import blank_pages, flat, printed_batch, sheet_back, souk_published, ticked_pages
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Submission

pytestmark = pytest.mark.django_db
TICKS = {"market/sells": ["yes"], "market/products": ["honey", "rugs"], "mood": ["good", "bad"]}


def fields_of(page, kind="input"):
    """What a browser would send back as it stands."""
    names = dict(re.findall(r'name="(f\d+\w*)" value="([^"]*)"[^>]*checked', page))
    return names | {name: "" for name in re.findall(r'<(?:input type="text"|textarea)[^>]*name="(f\d+)"', page)}


def number_of(sheet, key):
    return next(f"f{place}" for place, one in enumerate(sheet.batch.layout["fields"]) if one["key"] == key)


def test_a_form_is_printed_from_its_page_in_arabic(as_user):
    karim, form = as_user(somebody("karim")), souk_published()
    assert f"/paper/print/{form.pk}/" in karim.get(f"/ar/forms/{form.pk}/").content.decode()
    answer = karim.post(f"/ar/paper/print/{form.pk}/", {"language": "ar", "copies": 3, "blocks": 2})
    page = karim.get(answer["Location"]).content.decode()
    assert "أين؟" in page, "what paper cannot hold is said"
    address = re.search(r'href="(/ar/paper/printed/\d+/pdf/)" download', page)[1]
    pdf = PdfReader(io.BytesIO(karim.get(address).content))
    number = str(PaperSheet.objects.order_by("pk")[0])
    assert len(pdf.pages) == 6
    assert number in pdf.pages[0].extract_text()
    assert number in pdf.pages[1].extract_text()
    assert "1 feuille" not in karim.get(f"/ar/paper/print/{form.pk}/").content.decode()


def test_sheets_are_brought_read_and_confirmed_on_a_phone(as_user):
    karim, sheet = as_user(somebody("karim")), printed_batch("ar").sheets.get()
    pages = ticked_pages(sheet, TICKS, written=("market/members", "words"))
    answer = karim.post("/fr/paper/bring/", {"files": [flat(page) for page in pages]})
    waits = karim.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh"' in waits, "it says that it is being read"
    run_reactions()
    assert str(sheet) in karim.get(answer["Location"]).content.decode()
    address = f"/fr/paper/sheets/{sheet.pk}/confirm/"
    page = karim.get(address).content.decode()
    mood, members = number_of(sheet, "mood"), number_of(sheet, "market/members")
    sent = fields_of(page)
    assert mood not in sent, "two ticks where one is asked for: nothing is chosen for the person"
    assert sent[number_of(sheet, "market/sells")] == "yes"
    picture = karim.get(re.search(r'src="(/fr/paper/pages/\d+/\d+/\d+/)"', page)[1])
    assert (picture["Content-Type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    products = number_of(sheet, "market/products")
    sent |= {products: ["honey", "rugs"], members: "14", mood: "good"}
    refused = karim.post(address, sent).content.decode()
    assert f'id="id_{number_of(sheet, "words")}_error"' in refused, "what is written must be typed, or said unreadable"
    assert not Submission.objects.exists()
    unreadable = {f"{number_of(sheet, 'words')}_unreadable": "on"}
    assert karim.post(address, sent | unreadable).status_code == 302
    stored = Submission.objects.get().answers
    assert stored == {
        "market/sells": "yes",
        "market/products": "honey rugs",
        "market/members": "14",
        "mood": "good",
    }
    done = karim.get(f"/fr/paper/sheets/{sheet.pk}/").content.decode()
    assert Submission.objects.get().receipt in done
    assert Entry.objects.filter(verb="sheet.opened", actor=somebody("karim")).exists()


def test_an_unsure_question_with_several_answers_is_looked_at_by_somebody(as_user):
    sheet = sheet_back(TICKS)
    sheet.readings["market/products"] |= {"state": "decide", "why": "unsure"}
    sheet.readings["market/products"]["boxes"]["almonds"] = "unsure"
    sheet.save()
    karim, address = as_user(somebody("karim")), f"/fr/paper/sheets/{sheet.pk}/confirm/"
    page = karim.get(address).content.decode()
    name = number_of(sheet, "market/products")
    assert f'name="{name}_seen"' in page
    assert "des amandes" in page
    sent = fields_of(page) | {
        number_of(sheet, "mood"): "bad",
        number_of(sheet, "market/members"): "3",
        name: ["almonds"],
    }
    assert karim.post(address, sent).status_code == 200, "not before somebody says to have looked"
    assert karim.post(address, sent | {f"{name}_seen": "on"}).status_code == 302
    assert Submission.objects.get().answers["market/products"] == "almonds"


def test_what_was_printed_and_brought_long_ago_is_on_the_next_page(as_user):
    form, karim = souk_published(), as_user(somebody("karim"))
    oldest = printed_batch(form=form)
    kept = {"version": form.current, "language": "fr", "layout": oldest.layout, "page_count": 2}
    PrintedBatch.objects.bulk_create([PrintedBatch(printed_by=somebody("karim"), **kept) for _batch in range(10)])
    first = Bringing.objects.create(brought_by=somebody("karim"), is_read=True)
    Bringing.objects.bulk_create([Bringing(brought_by=somebody("karim"), is_read=True) for _bringing in range(10)])
    for address, old in ((f"/fr/paper/print/{form.pk}/", oldest), ("/fr/paper/bring/", first)):
        link = f'href="/fr{old.get_absolute_url().removeprefix("/fr")}"'
        page = karim.get(address).content.decode()
        assert link not in page and 'rel="next"' in page
        assert link in karim.get(f"{address}?page=2").content.decode()
        assert karim.get(f"{address}?page=x").status_code == 200


def test_a_sheet_is_set_aside_and_taken_up_on_its_page(as_user):
    sheet = sheet_back()
    karim, address = as_user(somebody("karim")), f"/fr/paper/sheets/{sheet.pk}/"
    karim.post(f"{address}aside/", {"reason": ""})
    assert PaperSheet.objects.get().is_waiting
    karim.post(f"{address}aside/", {"reason": "<b>Vide</b>"})
    page = karim.get(address).content.decode()
    assert "&lt;b&gt;Vide" in page
    assert "<b>Vide" not in page
    karim.post(f"{address}take-up/")
    assert PaperSheet.objects.get().is_waiting


def test_the_list_costs_the_same_for_three_and_for_thirty(as_user, django_assert_num_queries):
    batch, karim = printed_batch(copies=30), somebody("karim")
    waiting = {
        "state": "read",
        "brought_by": karim,
        "brought_at": "2026-11-20T10:00:00Z",
        "territory": karim.person.territory,
    }
    numbers = list(batch.sheets.order_by("pk").values_list("pk", flat=True))
    client = as_user(karim)
    PaperSheet.objects.filter(pk__in=numbers[:3]).update(**waiting)
    client.get("/fr/paper/")
    with django_assert_num_queries(7):  # session, account, roles, notices; territories; how many, the rows
        client.get("/fr/paper/")
    PaperSheet.objects.filter(pk__in=numbers).update(**waiting)
    with django_assert_num_queries(7):
        page = client.get("/fr/paper/").content.decode()
    assert page.count("/fr/paper/sheets/") == 20


def test_the_list_is_searched_filtered_and_taken_away(as_user):
    sheet = sheet_back()
    amina = as_user(somebody("amina"))
    for query, expected in (
        (f"q={str(sheet).lower()}", 1),
        ("q=souk", 1),
        ("q=nobody", 0),
        ("state=confirmed", 0),
        ("state=to_decide", 0),
        ("state=read", 1),
        ("state=nonsense", 1),
    ):
        found = amina.get(f"/ar/paper/?{query}").content.decode().count(f"/ar/paper/sheets/{sheet.pk}/")
        assert found == expected, query
    csv = b"".join(amina.get("/fr/paper/?format=csv").streaming_content).decode()
    assert str(sheet) in csv
    assert amina.get("/fr/paper/?format=xlsx").status_code == 200
    assert "Aucune feuille" in as_user(somebody("hedi")).get("/fr/paper/").content.decode()


def test_a_blank_sheet_is_blank_and_its_required_answers_are_asked_for(as_user):
    batch = printed_batch()
    sheet = batch.sheets.get()
    karim = as_user(somebody("karim"))
    karim.post("/fr/paper/bring/", {"files": [flat(page) for page in blank_pages(sheet)]})
    run_reactions()
    sheet.refresh_from_db()
    assert sheet.state == "read"
    page = karim.get(f"/fr/paper/sheets/{sheet.pk}/confirm/").content.decode()
    refused = karim.post(f"/fr/paper/sheets/{sheet.pk}/confirm/", fields_of(page)).content.decode()
    assert f'id="id_{number_of(sheet, "market/sells")}_error"' in refused
