"""What is said before anything is kept, in the voice of somebody near: recorded, heard by anybody, out of date, removed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile, private_storage
from taghyir.people.models import Role
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.voices.actions import record_notice_voice, remove_notice_voice
from taghyir.voices.models import NoticeVoice
from taghyir.voices.queries import next_notice_to_say, notice_named, notice_said, said_notice
from taghyir.voices.tests.factories import NoticeVoiceFactory, sound, wav

pytestmark = pytest.mark.django_db


@pytest.fixture
def nador():
    return TerritoryFactory(code="NAD")


def said(territory, spoken="tarifit", notice="desk", who="amina", heard=None):
    what = {"notice": notice, "spoken": spoken, "territory": territory, "sound": heard or sound()}
    return record_notice_voice(actor=somebody(who), **what)


def test_it_is_kept_with_the_words_of_the_day_and_another_takes_its_place(nador, django_capture_on_commit_callbacks):
    first = said(nador)
    assert first.words == notice_named("desk").words("ar") and "آلية" in first.words
    with django_capture_on_commit_callbacks(execute=True):
        again = said(nador, who="pilar")
    assert (again.pk, again.recorded_by) == (first.pk, somebody("pilar"))
    assert StoredFile.objects.filter(name="voice.wav").count() == 1, "what was said before is let go"
    assert not private_storage().exists(first.sound.content.name)
    assert said(None, who="pilar").pk != first.pk and NoticeVoice.objects.count() == 2
    assert Entry.objects.filter(verb="notice_voice.recorded").count() == 3


def test_focal_points_and_coordinators_say_it_for_their_territory_and_nobody_else(nador):
    kef = TerritoryFactory(code="KEF")
    for who, territory, spoken in (("karim", nador, "fr"), ("amina", kef, "fr"), ("amina", None, "fr")):
        with pytest.raises(NotAllowed):
            said(territory, spoken, who=who)
    with pytest.raises(NotAllowed):
        remove_notice_voice(actor=somebody("amina"), voice=NoticeVoiceFactory())
    RoleFactory(user=somebody("karim"), kind=Role.Kind.FOCAL_POINT, territory=nador)
    assert said(nador, who="karim").recorded_by == somebody("karim")


def test_what_is_no_sound_or_no_notice_and_a_language_of_elsewhere_are_refused(nador):
    for wrong, field, code in (
        ({"heard": sound("a.wav", b"<script>alert(1)</script>")}, "sound", "kind"),
        ({"heard": sound("a.html")}, "sound", "kind"),
        ({"heard": sound("a.wav", wav(1) + b"\0" * 2_000_000)}, "sound", "size"),
        ({"notice": "none"}, None, "notice"),
        ({"spoken": "tunisian"}, None, "notice"),
        ({"spoken": "klingon"}, None, "notice"),
    ):
        with pytest.raises(Refused) as refusal:
            said(nador, **wrong)
        assert (refusal.value.field, refusal.value.code) == (field, code)
    assert not NoticeVoice.objects.exists() and not StoredFile.objects.exists()


def test_a_territory_hears_its_own_voice_then_that_of_the_programme_then_of_another(nador):
    berkane, desk = TerritoryFactory(code="BER", country="MA"), notice_named("desk")
    kef = TerritoryFactory(code="KEF", country="TN")
    near, all_of_it = NoticeVoiceFactory(territory=nador), NoticeVoiceFactory()
    assert notice_said(None, desk, nador)["voices"] == [near]
    assert notice_said(None, desk, berkane)["voices"] == [all_of_it]
    assert notice_said(None, desk, kef)["voices"] == [], "Tarifit is not spoken in Le Kef"
    all_of_it.delete()
    assert notice_said(None, desk, berkane)["voices"] == notice_said(None, desk)["voices"] == [near]
    NoticeVoice.objects.update(words="Autre chose")
    assert notice_said(None, desk, nador)["voices"] == [], "nobody hears words that changed"
    late = said_notice(desk, "tarifit", nador)
    assert late.is_late and late.heard is None and next_notice_to_say(late, nador).spoken == "tarifit"


def test_a_visitor_without_an_account_hears_it_before_the_words_and_keeps_it_for_good(client, nador):
    assert "<hear-voice" not in client.get("/fr/desk/").content.decode()
    voice = NoticeVoiceFactory(territory=nador)
    page = client.get("/fr/desk/").content.decode()
    assert f'<audio controls preload="none" src="{voice.address}"' in page and "Écouter\u00a0: Tarifit" in page
    assert page.index("<hear-voice") < page.index('id="notice"') < page.index("<textarea")
    answer = client.get(voice.address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("audio/x-wav", "public, max-age=31536000, immutable")
    assert "sandbox" in answer["Content-Security-Policy"] and b"".join(answer.streaming_content) == wav()
    folder, begins = voice.address.rpartition("/")[0], voice.sound.sha256
    for name in (".wav", f"{begins[:20]}.html", f"{begins[:4]}.wav", "%00", "x"):
        assert client.get(f"{folder}/{name}").status_code == 404


def test_one_after_the_other_is_said_on_its_page_and_removed(nador, as_user):
    amina = as_user(somebody("amina"))
    listed = amina.get("/fr/voices/").content.decode()
    assert "Attend une voix" in listed and "Arabe tunisien" not in listed
    address = "/fr/voices/desk/say/tarifit/?territory=" + nador.slug
    page = amina.get(address).content.decode()
    assert 'lang="ar"' in page and "آلية" in page and "Dans ma langue" in page and "<record-voice" in page
    wrong = amina.post(address).context["sent"].errors
    assert wrong == {"sound": ["Enregistrez les mots, ou choisissez un son."]}
    answer = amina.post(address, {"sound": sound()})
    assert answer["Location"] == f"/fr/voices/intake/say/tarifit/?territory={nador.slug}"
    voice = NoticeVoice.objects.get()
    listed = amina.get("/ar/voices/").content.decode()
    assert 'dir="rtl"' in listed and voice.address.replace("/fr/", "/ar/") in listed
    assert amina.post(f"/fr/voices/{voice.pk}/remove/").status_code == 302
    assert not NoticeVoice.objects.exists() and not StoredFile.objects.exists()
    removed = Entry.objects.get(verb="notice_voice.removed")
    assert removed.details == {"notice": "desk", "spoken": "tarifit", "territory": nador.pk}


def test_the_list_costs_the_same_for_one_voice_and_for_many(nador, as_user):
    pilar = as_user(somebody("pilar"))
    NoticeVoiceFactory(territory=nador)
    few = statements(pilar)
    for notice in ("desk", "need", "intake"):
        for spoken in ("fr", "darija"):
            NoticeVoiceFactory(notice=notice, spoken=spoken, territory=nador, recorded_by=somebody("pilar"))
    assert statements(pilar) == few


def statements(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/fr/voices/?territory=nador").status_code == 200
    return len(asked)
