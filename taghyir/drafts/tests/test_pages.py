"""The pages of drafts: sending, trying, comparing, publishing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.core.actions import Refused
from taghyir.drafts.actions import publish_draft
from taghyir.drafts.models import Draft
from taghyir.drafts.tests.factories import DraftFactory, changed_version, other_words
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.models import Form, Submission
from taghyir.surveys.tests.factories import FormFactory, PublishedFormFactory, StoredFileFactory, SubmissionFactory
from taghyir.surveys.tests.phone import Phone, filled
from taghyir.surveys.tests.sheets import SURVEY, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return PublishedFormFactory()


def next_of(form, **more) -> Draft:
    """A draft of the next version of `form`, asked otherwise."""
    return DraftFactory(xform_id=form.xform_id, xform=other_words(form.current.xform), **more)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_what_is_chosen_to_be_published_may_be_tried_first(as_user):
    nador = TerritoryFactory()
    client = as_user(somebody("amina"))
    assert 'formaction="/fr/forms/drafts/send/"' in text_of(client.get("/fr/forms/publish/"))
    answer = client.post("/fr/forms/drafts/send/", {"sheet": sheet(), "territory": nador.pk}, follow=True)
    page = text_of(answer)
    assert "Le brouillon est gardé." in page and "Écoute du souk" in page and "Un nouveau formulaire" in page
    assert Draft.objects.get().territory == nador and not Form.objects.exists()


def test_what_to_mend_is_said_row_by_row_and_nothing_is_kept(as_user):
    client = as_user(somebody("pilar"))
    rows = [SURVEY[0], ["texte", "a", "A", "", ""], ["text", "b c", "B", "", ""]]
    page = text_of(client.post("/fr/forms/drafts/send/", {"sheet": sheet(survey=rows)}))
    assert "2 points à corriger" in page and "Le type « texte » n’existe pas." in page.replace("\xa0", " ")
    assert not Draft.objects.exists()


def test_the_page_of_a_draft_says_what_it_changes_what_misses_and_what_stops_it(as_user, form):
    draft = next_of(form, version=form.current.version)
    page = text_of(as_user(somebody("pilar")).get(f"/fr/forms/drafts/{draft.pk}/"))
    assert f"/fr/forms/{form.pk}/difference/?after=draft" in page and "a déjà été publiée avec un autre contenu" in page
    trying = text_of(as_user(somebody("karim")).get(f"/fr/forms/drafts/{draft.pk}/"))
    assert f"/fr/forms/drafts/{draft.pk}/try/" in trying
    assert "/difference/" not in trying and "/publish/" not in trying and "/discard/" not in trying
    shows = DraftFactory(xform=draft.xform.replace("Déjà essayé", "jr://images/jar.png"))
    assert "jar.png" in text_of(as_user(somebody("pilar")).get(f"/fr/forms/drafts/{shows.pk}/"))
    shows.files.add(StoredFileFactory(name="jar.png"))
    assert "jar.png" not in text_of(as_user(somebody("pilar")).get(f"/fr/forms/drafts/{shows.pk}/"))


def test_a_trial_has_no_door_that_takes_answers(as_user, form):
    """What was answered in a trial is nobody's: the page names no address to send to, and none would take it."""
    draft, client = next_of(form), as_user(somebody("karim"))
    page = client.get(f"/ar/forms/drafts/{draft.pk}/try/")
    assert "تجربة: لا يُحتسب أي شيء" in text_of(page) and "data-submit-url" not in text_of(page)
    assert "'wasm-unsafe-eval'" in page["Content-Security-Policy"]
    xml = client.get(f"/ar/forms/drafts/{draft.pk}/form.xml")
    assert xml.content.decode() == draft.xform and "no-store" in xml["Cache-Control"]
    for address in ("try/", "form.xml", "media/a.png", ""):
        assert client.post(f"/ar/forms/drafts/{draft.pk}/{address}").status_code in (403, 404, 405)
    answers = filled(form, version=draft.version)
    assert Phone(somebody("karim")).send(answers).status_code == 404, "its version is nobody's to answer to"
    assert not Submission.objects.exists()


def test_what_a_draft_shows_is_served_and_the_lists_of_the_platform_are_those_of_its_territory(as_user):
    nador = TerritoryFactory()
    draft = DraftFactory(territory=nador)
    shows = draft.xform.replace(
        "<instance id=", '<instance id="places" src="jr://file-csv/places.csv"/><instance id=', 1
    )
    Draft.objects.filter(pk=draft.pk).update(xform=shows)
    draft.files.add(StoredFileFactory(name="a b.png"))
    client, folder = as_user(somebody("karim")), f"/fr/forms/drafts/{draft.pk}/media"
    assert client.get(f"{folder}/a%20b.png").status_code == 200
    places = client.get(f"{folder}/places.csv")
    assert places.content.startswith(b"name,label") and "no-store" in places["Cache-Control"]
    for name in ("organisations.csv", "%00", "..", "b.png"):
        assert client.get(f"{folder}/{name}").status_code == 404


def test_both_sides_are_shown_with_what_it_means_for_answers(as_user, form):
    SubmissionFactory(form=form, answers={"theme": "care", "photo": "a.jpg", "children": [{"children/age": "4"}]})
    draft, client = next_of(form), as_user(somebody("pilar"))
    page = text_of(client.get(f"/fr/forms/{form.pk}/difference/?after=draft"))
    assert "<ins>propres </ins>" in page and '<bdi lang="ar" dir="rtl">' in page and "<ins>أنتم</ins>" in page
    for sentence in ("1 réponse contient ce choix", "1 réponse la contient et la garde", "dans l’ancien type"):
        assert sentence in page
    assert "propres" in text_of(client.get(f"/fr/forms/drafts/{draft.pk}/publish/"))
    only = text_of(client.get(f"/fr/forms/{form.pk}/difference/?kind=removed"))
    assert "photo" in only and "propres" not in only
    found = text_of(client.get(f"/fr/forms/{form.pk}/difference/?q=age"))
    assert "children/age" in found and "propres" not in found
    assert "Aucun changement" in text_of(client.get(f"/fr/forms/{form.pk}/difference/?q=nothing"))
    sent = b"".join(client.get(f"/fr/forms/{form.pk}/difference/?format=csv").streaming_content).decode()
    assert "Dans vos propres mots" in sent and "${words} != ''" in sent
    assert client.get(f"/fr/forms/{form.pk}/difference/?before=%00&after=999&kind=x&page=9").status_code == 200


def test_any_two_versions_are_compared_and_one_alone_says_so(as_user, form):
    client, address = as_user(somebody("pilar")), f"/fr/forms/{form.pk}/difference/"
    assert "Il n’y a qu’une version" in text_of(client.get(address))
    former = form.current
    newer = changed_version(former)
    assert "propres" in text_of(client.get(f"{address}?before={former.pk}&after={newer.pk}"))
    assert "<del>propres </del>" in text_of(client.get(f"{address}?before={newer.pk}&after={former.pk}"))
    same = text_of(client.get(f"{address}?before={former.pk}&after={former.pk}"))
    assert "exactement la même chose" in same
    assert client.get(f"/fr/forms/{FormFactory().pk}/difference/").status_code == 200


def test_a_draft_is_published_once_it_was_seen_and_a_refusal_is_said_there(as_user):
    client = as_user(somebody("pilar"))
    client.post("/fr/forms/drafts/send/", {"sheet": sheet()})
    draft = Draft.objects.get()
    address = f"/fr/forms/drafts/{draft.pk}/publish/"
    assert f'value="{draft.md5}"' in text_of(client.get(address))
    assert "Un autre brouillon a pris la place" in text_of(client.post(address, {"md5": "0" * 32}))
    page = client.post(address, {"md5": draft.md5}, follow=True)
    assert "Le formulaire est publié" in text_of(page) and Form.objects.get().current.version == "1"
    client.post("/fr/forms/drafts/send/", {"sheet": sheet(survey=SURVEY[:2])})
    other = Draft.objects.get()
    assert "a déjà été publiée" in text_of(client.post(f"/fr/forms/drafts/{other.pk}/publish/", {"md5": other.md5}))
    client.post("/fr/forms/drafts/send/", {"sheet": sheet()})
    same = Draft.objects.get()
    unchanged = client.post(f"/fr/forms/drafts/{same.pk}/publish/", {"md5": same.md5}, follow=True)
    assert unchanged.redirect_chain and "rien n’a été changé" in text_of(unchanged)


def test_a_draft_is_thrown_away_from_its_page(as_user, form):
    draft, client = next_of(form), as_user(somebody("pilar"))
    page = client.post(f"/fr/forms/drafts/{draft.pk}/discard/", follow=True)
    assert "Le brouillon est jeté." in text_of(page) and not Draft.objects.exists()
    assert client.get(f"/fr/forms/drafts/{draft.pk}/").status_code == 404
    with pytest.raises(Refused):
        publish_draft(actor=somebody("pilar"), draft=draft, md5=draft.md5)


def test_the_page_of_a_form_leads_to_its_draft_and_to_what_changes(as_user, form):
    address = f"/fr/forms/{form.pk}/"
    assert "/forms/drafts/send/" in text_of(as_user(somebody("pilar")).get(address))
    assert "/forms/drafts/" not in text_of(as_user(somebody("karim")).get(address))
    draft = next_of(form)
    for name in ("pilar", "karim"):
        assert f"/forms/drafts/{draft.pk}/" in text_of(as_user(somebody(name)).get(address))
    assert f"/forms/drafts/{draft.pk}/" not in text_of(as_user(somebody("ines")).get(address))


def test_the_list_costs_the_same_for_three_and_for_thirty_and_is_taken_away(as_user):
    client, address = as_user(somebody("pilar")), "/fr/forms/drafts/"
    assert "Aucun brouillon n’attend" in text_of(client.get(address))
    for _draft in range(3):
        next_of(PublishedFormFactory())
    few = statements(client, address)
    for _draft in range(27):
        DraftFactory(territory=TerritoryFactory())
    assert statements(client, address) == few <= 12
    DraftFactory(title="Diagnostic partagé", territory=TerritoryFactory(code="KEF"))
    assert "Diagnostic" in text_of(client.get(f"{address}?q=partage"))
    assert "Aucun brouillon ne ressemble" in text_of(client.get(f"{address}?q=zzz"))
    assert "Diagnostic" not in text_of(client.get(f"{address}?territory={TerritoryFactory().pk}"))
    assert b"Diagnostic" in b"".join(client.get(f"{address}?format=csv").streaming_content)


def test_a_difference_costs_the_same_for_one_change_and_for_many(as_user, form):
    client, address = as_user(somebody("pilar")), f"/fr/forms/{form.pk}/difference/"
    words = form.current.xform.replace("Dans vos mots", "Autrement")
    draft = DraftFactory(xform_id=form.xform_id, xform=words)
    few = statements(client, address)
    draft.delete()
    next_of(form)
    assert statements(client, address) <= few + 1 <= 16  # one more: the answers that hold what goes


def test_a_sheet_that_hides_more_than_it_says_is_refused_as_a_draft_too(as_user):
    client = as_user(somebody("pilar"))
    for content in (b"PK\x03\x04 no zip", b"<a/>", b"\xff\xfe"):
        answer = client.post("/fr/forms/drafts/send/", {"sheet": SimpleUploadedFile("a.xlsx", content)})
        assert answer.status_code == 200 and "Le brouillon n’est pas gardé" in text_of(answer)
    assert not Draft.objects.exists()
