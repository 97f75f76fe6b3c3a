"""Choices that stand in a list sent with the form are read in words, as its own are."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.people.tests.factories import somebody
from taghyir.surveys.actions import add_form_files
from taghyir.surveys.tests.factories import FormVersionFactory, PublishedFormFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Visite</h:title><model>
<instance><data id="visit" version="1"><commune/><douar/><visits><souks/></visits></data></instance>
<instance id="communes" src="jr://file-csv/communes.csv"/><instance id="souks" src="jr://file/souks.geojson"/>
<bind nodeset="/data/commune" type="string"/><bind nodeset="/data/douar" type="string"/></model></h:head><h:body>
<select1 ref="/data/commune"><label>Commune</label><itemset nodeset="instance('communes')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/douar" query="instance('douars')/root/item[commune= /data/commune ]"><label>Douar</label></input>
<group><label>Visites</label><repeat nodeset="/data/visits"><select ref="/data/visits/souks"><label>Souks</label>
<itemset nodeset="instance('souks')/root/item"><value ref="id"/><label ref="title"/></itemset></select></repeat></group>
</h:body></h:html>"""
COMMUNES = "name,label,label_ar\nzaio,Zaïo,زايو\nselouane,Selouane,سلوان\n"
DOUARS = "list_name,name,label\nother,d1,Pas celui-ci\ndouars,d1,Douar Un\n"
SOUKS = (
    '{"features": [{"id": "s1", "properties": {"title": "El Had"}}, {"properties": {"id": "s2", "title": "Tnine"}}]}'
)
LISTS = {"communes.csv": COMMUNES, "itemsets.csv": DOUARS, "souks.geojson": SOUKS}
ANSWERS = {"commune": "zaio", "douar": "d1", "visits": [{"visits/souks": "s1 s2"}, {"visits/souks": "s9"}]}


@pytest.fixture
def form():
    return PublishedFormFactory(current__xform=XFORM)


def send(version, **lists):
    files = [SimpleUploadedFile(name, text.encode()) for name, text in lists.items()]
    return add_form_files(actor=somebody("pilar"), version=version, files=files)


def answered(version, answers):
    return SubmissionFactory(form=version.form, version=version, answers=answers)


def taken(client, form, language="fr", **query) -> list[dict[str, str]]:
    client.force_login(somebody("pilar"))
    response = client.get(f"/{language}/forms/{form.pk}/answers/", {"format": "csv"} | query)
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_files_in_words_say_what_the_list_of_that_version_said_in_the_language_of_the_reader(client, form):
    answered(send(form.current, **LISTS), ANSWERS)
    form.current = FormVersionFactory(form=form, xform=XFORM)
    form.save()
    send(form.current, **{"communes.csv": "name;label\nzaio;Zaïo (ville)\n"})
    answered(form.current, {"commune": "zaio"})
    answered(form.current, {"commune": "selouane"})  # no more in the second list
    rows = taken(client, form)
    assert [row["Commune"] for row in rows] == ["Zaïo", "Zaïo (ville)", "selouane"]
    assert rows[0]["Douar"] == "Douar Un"
    assert [row["Commune"] for row in taken(client, form, "ar")] == ["زايو", "Zaïo (ville)", "selouane"]
    assert [row["commune"] for row in taken(client, form, values="codes")] == ["zaio", "zaio", "selouane"]
    turns = taken(client, form, repeat="visits")
    assert [row["Visites / Souks"] for row in turns] == ["El Had; Tnine", "s9"]


def test_pages_say_it_too_and_a_list_that_comes_later_is_read_at_once(client, form):
    answer = answered(form.current, ANSWERS)
    assert taken(client, form)[0]["Commune"] == "zaio"
    send(form.current, **LISTS | {"souks.geojson": '{"odd": 1}'})
    assert taken(client, form)[0]["Commune"] == "Zaïo"
    page = client.get(f"/ar/forms/answers/{answer.pk}/").content.decode()
    assert "زايو" in page and "Douar Un" in page and "Selouane" not in page
    assert "s1" in page  # a file that cannot be read leaves the codes
    assert "زايو" in client.get(f"/ar/forms/{form.pk}/answers/").content.decode()


def test_a_list_costs_no_statement_for_each_answer(client, form):
    send(form.current, **LISTS)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(taken(client, form)) and client.get(f"/fr/forms/{form.pk}/answers/").status_code == 200
        return len(asked)

    for _few in range(3):
        answered(form.current, ANSWERS)
    cost()
    answered(form.current, ANSWERS)
    few = cost()
    for _more in range(20):
        answered(form.current, ANSWERS)
    assert cost() == few
