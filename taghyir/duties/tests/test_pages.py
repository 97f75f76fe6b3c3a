"""The pages of duties, as Fatma and Karim find them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from taghyir.compliance.actions import verify_fact
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import LegalFormFactory, OrganisationFactory, tifawin
from taghyir.duties.actions import keep_calendar, record_outcome
from taghyir.duties.models import Calendar
from taghyir.duties.tests.factories import (
    a_deadline,
    annual_assembly,
    called,
    in_days,
    in_register,
    its_calendar,
    its_duty,
)
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
YEAR = str(timezone.localdate().year - 1)


@pytest.fixture
def home():
    annual_assembly(source_url="https://law.example/112-12", legal_basis="Loi 112-12")
    its_calendar()
    return f"/fr/duties/{tifawin().pk}/"


def test_she_reads_what_is_asked_and_who_verified_it(as_user, home):
    fatma = as_user(somebody("fatma"))
    page = fatma.get(home).content.decode()
    assert "Tenir l’assemblée" in page and "à vérifier" in page and "31 déc" in page
    assert "31 دجنبر" in fatma.get(home.replace("/fr/", "/ar/")).content.decode()
    page = fatma.get(f"{home}annual_assembly/{YEAR}/").content.decode()
    for said in ("Loi 112-12", "https://law.example/112-12", "À vérifier", "Envoyer la convocation", "6 mois au plus"):
        assert said in page, said
    verify_fact(actor=somebody("pilar"), fact=its_duty().fact)
    page = as_user(somebody("fatma")).get(f"{home}annual_assembly/{YEAR}/").content.decode()
    assert "Vérifié dans le texte" in page and "À vérifier" not in page
    assert fatma.get(f"{home}annual_assembly/1999/").status_code == 404
    assert fatma.get(f"{home}nothing/{YEAR}/").status_code == 404


def test_the_days_are_kept_from_the_page_and_a_wrong_one_is_said(as_user, home):
    fatma = as_user(somebody("fatma"))
    page = fatma.post(f"{home}days/", {"year_end_day": 31}).content.decode()
    assert "Fondée le" in page and ">fondée le" not in page
    assert "Dites le jour et le mois" in page
    tomorrow = in_days(2).isoformat()
    assert "encore à venir" in fatma.post(f"{home}days/", {"founded_on": tomorrow}).content.decode()
    said = {"year_end_day": 30, "year_end_month": 6, "quorum": 50}
    assert fatma.post(f"{home}days/", said).status_code == 302
    kept = Calendar.objects.get()
    assert (kept.year_end_month, kept.quorum, kept.founded_on) == (6, 50, None)


def test_a_duty_is_settled_with_its_paper_and_steps_are_ticked(as_user, home):
    fatma, door = as_user(somebody("fatma")), f"{home}annual_assembly/{YEAR}/"
    assert fatma.post(f"{door}steps/called/").status_code == 302
    assert "Pas encore" in fatma.get(door).content.decode()
    assert fatma.post(f"{door}steps/called/undo/").status_code == 302
    assert fatma.post(f"{door}steps/anything/").status_code == 302
    wrong = fatma.post(f"{door}outcome/", {"kind": "postponed", "on": in_days(9).isoformat()})
    assert wrong.status_code == 409 and "Dites pourquoi" in wrong.content.decode()
    assert fatma.post(f"{door}outcome/", {"kind": "done"}).status_code == 400
    paper = SimpleUploadedFile("pv.pdf", b"%PDF-1.7 x", "application/pdf")
    settled = {"kind": "done", "on": in_days(-1).isoformat(), "words": "Récépissé 12", "evidence": paper}
    assert fatma.post(f"{door}outcome/", settled).status_code == 302
    page = fatma.get(door).content.decode()
    assert "Récépissé 12" in page and "Fait le" in page
    outcome = its_duty().outcome
    assert b"".join(fatma.get(f"/fr/duties/outcomes/{outcome.pk}/paper/").streaming_content) == b"%PDF-1.7 x"
    program = SimpleUploadedFile("pv.pdf", b"MZ\x90", "application/pdf")
    assert fatma.post(f"{door}outcome/", settled | {"evidence": program}).status_code in (400, 409)
    assert fatma.post(f"/fr/duties/outcomes/{outcome.pk}/back/").status_code == 302
    assert its_duty().outcome is None


def test_a_message_is_ready_and_leaves_by_nobody_but_who_presses(as_user, home):
    page = as_user(somebody("karim")).get(f"{home}annual_assembly/{its_duty(period=str(int(YEAR) + 1)).period}/")
    assert "https://wa.me/" in page.content.decode() and "Tenir%20l" in page.content.decode()


def test_reminders_are_turned_off_and_on_in_one_press(as_user, home):
    fatma = as_user(somebody("fatma"))
    assert "Vous recevez les rappels" in fatma.get(home).content.decode()
    fatma.post(f"{home}reminders/", {"wanted": "no"})
    assert "Me le rappeler" in fatma.get(home).content.decode()
    fatma.post(f"{home}reminders/", {"wanted": "yes"})
    assert "Vous recevez les rappels" in fatma.get(home).content.decode()


def test_an_assembly_is_called_and_written_down_from_its_page(as_user, home):
    fatma = as_user(somebody("fatma"))
    today = timezone.localdate().isoformat()
    call = {"kind": "ordinary", "held_on": today, "starts_at": "10:00", "place": "Zaïo", "year": YEAR}
    assert "Un point par ligne" in fatma.post(f"{home}call/", call | {"agenda": "x\n" * 31}).content.decode()
    answer = fatma.post(f"{home}call/", call | {"agenda": "Rapport\n\n  انتخاب المكتب \n"})
    assembly = tifawin().assemblies.get()
    assert answer.status_code == 302 and [item.words for item in assembly.items.all()] == ["Rapport", "انتخاب المكتب"]
    door = f"/fr/duties/assemblies/{assembly.pk}/"
    figures = {"members": 9, "women_present": 7, "men_present": 3, "women_represented": 0, "men_represented": 0}
    page = fatma.post(f"{door}record/", figures).content.decode()
    assert "plus de présents" in page
    item = assembly.items.first()
    said = figures | {"members": 12, f"decision_{item.pk}": "<b>Oui</b>", f"votes_for_{item.pk}": 10}
    assert fatma.post(f"{door}record/", said).status_code == 302
    page = fatma.get(door).content.decode()
    assert "&lt;b&gt;Oui" in page and "Tenue" in page and "Pour : 10" in page.replace("\u00a0", " ")
    assert its_duty().state == "done"
    assert fatma.post(f"{door}cancel/").status_code == 302


def test_older_assemblies_are_found_below_the_last_five(as_user, home):
    older, *_others = [called(held_on=in_days(n)) for n in range(7)]
    card = as_user(somebody("fatma")).get(home).content.decode().partition("Assemblées plus anciennes")
    door = f'href="{older.get_absolute_url()}"'
    assert card[1] and door in card[2] and door not in card[0]


def test_the_register_is_read_by_who_sees_the_file_and_each_opening_is_written(as_user, home):
    in_register("حبيبة بناني")
    karim = as_user(somebody("karim"))
    page = karim.get(f"{home}register/").content.decode()
    assert "حبيبة بناني" in page and "300,00" in page
    assert "Personne ne porte ce nom" in karim.get(f"{home}register/?q=Salwa").content.decode()
    taken = b"".join(karim.get(f"{home}register/?format=csv").streaming_content).decode()
    assert "حبيبة بناني" in taken
    assert Entry.objects.filter(verb="register.opened", actor=somebody("karim")).count() == 3
    assert as_user(somebody("noor")).get(f"{home}register/").status_code == 404


def test_the_list_is_searched_filtered_taken_and_costs_the_same(as_user, home, django_assert_max_num_queries):
    a_deadline("TN_SMSA", code="accounts", name_ar="الحسابات")
    known = {"anchor": "declaration", "offset": 30, "offset_unit": "days", "recurrence": "once", "moment": 1}
    a_deadline(code="receipt", name_fr="Recevoir le récépissé", **known)
    its_calendar(declared_on=in_days(-10))
    smsa = OrganisationFactory(code="KEF", name="SMSA Jebel")
    record_outcome(actor=somebody("karim"), duty=its_duty(), kind="done", on=in_days(0))
    keep_calendar(actor=somebody("hedi"), organisation=smsa, year_end_day=31, year_end_month=12)
    karim = as_user(somebody("karim"))
    page = karim.get("/fr/duties/").content.decode()
    assert "Coopérative Tifawin" in page and "SMSA Jebel" not in page
    LegalFormFactory(code="MA_ASSO")
    for query, is_there in (
        ("q=tifawen", True), ("q=recepisse", True), ("q=Argana", False), ("state=soon", True), ("state=late", False),
        ("territory=nador", True), ("territory=nowhere", True), ("legal_form=MA_COOP", True), ("period=30", True),
        ("legal_form=MA_ASSO", False), ("state=all&period=past", False), ("period=x", True), ("q=%25%25", False),
    ):  # fmt: skip
        assert ("/receipt/" in karim.get(f"/fr/duties/?{query}").content.decode()) is is_there, query
    assert "MA_COOP" in page and "TN_SMSA" not in page and "MA_ASSO" not in page  # those of whom one sees
    assert "/annual_assembly/" in karim.get("/fr/duties/?state=done").content.decode()
    taken = b"".join(karim.get("/fr/duties/?state=all&format=csv").streaming_content).decode()
    assert "Tenir l’assemblée" in taken and "fait" in taken
    for number in range(15):
        one = OrganisationFactory(name=f"Coopérative {number}")
        keep_calendar(actor=somebody("karim"), organisation=one, year_end_day=31, year_end_month=12)
    with django_assert_max_num_queries(16):
        assert "page=2" in karim.get("/fr/duties/").content.decode()


def test_pages_cost_the_same_however_long_the_past(as_user, home, django_assert_max_num_queries):
    fatma = as_user(somebody("fatma"))
    for _n in range(8):
        called()
    with django_assert_max_num_queries(26):
        fatma.get(home)
    with django_assert_max_num_queries(20):
        fatma.get(f"/fr/duties/assemblies/{tifawin().assemblies.first().pk}/")


def test_the_page_of_an_organisation_leads_to_its_duties_for_who_sees_its_file(as_user, client, home):
    address = f"/fr/organisations/{tifawin().pk}/"
    assert f'href="{home}"' in as_user(somebody("fatma")).get(address).content.decode()
    tifawin().__class__.objects.filter(pk=tifawin().pk).update(is_public=True)
    assert f'href="{home}"' not in as_user(somebody("noor")).get(address).content.decode()
