"""What presses, what nobody near can answer, and with what a need is answered."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.gatherings.tests.factories import GatheringFactory
from taghyir.needs.actions import answer_need, hear_need_in_answer, raise_need, set_priorities
from taghyir.needs.models import Need, Priority
from taghyir.needs.queries import (
    needs_by_theme_and_territory,
    needs_in_answers,
    needs_waiting_long,
    public_need_figures,
)
from taghyir.needs.reactions import raise_late_needs
from taghyir.needs.tests.factories import AnsweredNeedFactory, NeedFactory, NeedMappingFactory
from taghyir.people.models import Role, User
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.models import Form
from taghyir.surveys.tests.factories import SubmissionFactory
from taghyir.surveys.tests.phone import filled

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()
PROPOSED = ("words", "theme", "territory", "organisation", "said_by", "sex", "contact", "priority", "adviser_priority")


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def test_it_goes_up_to_the_country_then_to_both_and_no_further(mailoutbox):
    karim, pilar, need = somebody("karim"), somebody("pilar"), NeedFactory()
    of_morocco = RoleFactory(kind=Role.Kind.PARTNER_COORDINATOR, territory=None, country="MA").user
    for name in ("leila", "ines", "hedi"):
        with pytest.raises(NotAllowed):
            raise_need(actor=somebody(name), need=need, reason="Trop loin")
    with pytest.raises(Refused) as refusal:
        raise_need(actor=karim, need=need, reason=" ")
    assert refusal.value.field == "reason"
    raised = raise_need(actor=karim, need=need, reason="Il faut un accord du ministère.")
    assert (raised.level, raised.owner, raised.raised_on) == ("country", karim, timezone.localdate())
    run_reactions()
    assert {mail.to[0] for mail in mailoutbox} == {of_morocco.email}
    assert need.words not in mailoutbox[0].body, "a link, and not the words"
    mailoutbox.clear()
    assert raise_need(actor=karim, need=need, reason="Encore").level == "region"
    run_reactions()
    assert {mail.to[0] for mail in mailoutbox} == {pilar.email}
    with pytest.raises(Refused) as refusal:
        raise_need(actor=karim, need=need, reason="Encore")
    assert refusal.value.code == "highest"
    with pytest.raises(Refused):
        raise_need(actor=karim, need=AnsweredNeedFactory(), reason="Trop tard")


def test_what_nobody_answers_goes_up_by_itself_once_for_each_delay():
    somebody("pilar")
    fresh, late, very = (NeedFactory(due_on=days_ago(days)) for days in (29, 31, 61))
    for _twice in range(2):
        raise_late_needs(0)
    levels = {need.pk: need.level for need in Need.objects.all()}
    assert (levels[fresh.pk], levels[late.pk]) == ("territory", "country")
    assert levels[very.pk] == "region", "to the country on one morning, to both on the next"
    assert Entry.objects.filter(verb="need.raised").count() == 3


def test_theirs_and_ours_stand_side_by_side():
    need = NeedFactory()
    set_priorities(actor=somebody("karim"), need=need, said_priority=Priority.HIGH, adviser_priority=Priority.LOW)
    need.refresh_from_db()
    assert (need.said_priority, need.adviser_priority) == (3, 1)
    with pytest.raises(Refused):
        set_priorities(actor=somebody("karim"), need=need, said_priority=9)
    with pytest.raises(NotAllowed):
        set_priorities(actor=somebody("hedi"), need=need)


def test_both_priorities_of_an_answer_are_read_where_the_mapping_says():
    mapping = NeedMappingFactory(priority_path="urgent", adviser_priority_path="adviser")
    for written, priority in (("3", 3), ("beaucoup", None), (None, None)):
        answers = (
            {"words": "Des bocaux", "theme": "production"} | ({"urgent": written} if written else {}) | {"adviser": "2"}
        )
        submission = SubmissionFactory(form=mapping.form, version=mapping.form.current, answers=answers)
        (heard,) = needs_in_answers(submission)
        need = hear_need_in_answer(actor=User.objects.robot(), submission=submission, heard=heard)
        assert (need.said_priority, need.adviser_priority) == (priority, 2)


def test_our_listening_brings_both_priorities_side_by_side_once_its_questions_are_taken_as_proposed(as_user):
    call_command("load_instruments", "ecoute_rapide")
    form, pilar = Form.objects.get(), as_user(somebody("pilar"))
    proposed = pilar.get(f"/fr/needs/forms/{form.pk}/").context["form"]
    chosen = {field.name: field.initial for field in proposed if field.initial}
    assert {chosen[f"{name}_path"] for name in PROPOSED} == set(PROPOSED)
    assert pilar.post(f"/fr/needs/forms/{form.pk}/", chosen).status_code == 302
    said = "<consent>OK</consent><territory>NAD</territory><theme>market</theme><words>Le souk est loin</words>"
    sheet = filled(form, f"{said}<priority>3</priority><adviser_priority>1</adviser_priority>")
    sent = {"xml_submission_file": SimpleUploadedFile("sheet.xml", sheet.encode())}
    assert as_user(somebody("karim")).post(f"/fr/forms/{form.pk}/submit/", sent).status_code == 201
    run_reactions()
    need = Need.objects.get()
    assert (need.theme, need.said_priority, need.adviser_priority) == ("market", 3, 1)
    page = as_user(somebody("karim")).get(f"/fr/needs/{need.pk}/").content.decode()
    assert "pour la personne : urgent · pour nous : peut attendre" in " ".join(page.split())


def test_an_answer_names_the_meeting_the_organisation_or_the_decision():
    karim, need = somebody("karim"), NeedFactory()
    with pytest.raises(Refused) as refusal:
        answer_need(actor=karim, need=need, answer="decided", answer_words="La commune prête une salle.")
    assert refusal.value.field == "decision"
    decided = {"answer": "decided", "answer_words": "La commune prête une salle."}
    answered = answer_need(actor=karim, need=need, decision="Commune de Zaïo, n° 12, 3 mai 2026", **decided)
    assert answered.decision.startswith("Commune")
    training, partner = GatheringFactory(), OrganisationFactory()
    matched = {"answer": "matched", "answer_words": "Avec une voisine.", "answer_organisation": partner}
    answered = answer_need(actor=karim, need=need, answer_gathering=training, **matched)
    assert (answered.answer_organisation, answered.answer_gathering, answered.decision) == (partner, training, "")


def test_the_page_answers_raises_and_weighs_with_a_mistake_in_each_field(as_user):
    karim, need = as_user(somebody("karim")), NeedFactory()
    page = karim.post(
        f"/fr/needs/{need.pk}/answer/", {"answer": "decided", "answer_words": "Oui", "organisation": "xyz"}
    )
    assert page.context["form"].errors.keys() == {"organisation"}
    page = karim.post(f"/fr/needs/{need.pk}/answer/", {"answer": "decided", "answer_words": "Oui"})
    assert page.context["form"].errors.keys() == {"decision"}
    assert "reason" in karim.post(f"/ar/needs/{need.pk}/raise/", {"reason": ""}).context["form"].errors
    assert karim.post(f"/ar/needs/{need.pk}/raise/", {"reason": "لا أحد هنا"}).status_code == 302
    wrong = karim.post(f"/fr/needs/{need.pk}/priorities/", {"said_priority": "7"})
    assert "said_priority" in wrong.context["form"].errors
    weighed = {"said_priority": "3", "adviser_priority": ""}
    assert karim.post(f"/fr/needs/{need.pk}/priorities/", weighed).status_code == 302
    page = karim.get(f"/fr/needs/{need.pk}/").content.decode()
    assert "urgent" in page
    assert "non précisé" in page
    assert "Remonté" in page
    assert karim.get("/fr/needs/?level=country").context["listing"].count == 1


def test_what_waited_thirty_days_is_before_who_coordinates_and_nobody_else(as_user):
    amina = somebody("amina")
    waits = NeedFactory(heard_on=days_ago(30))
    NeedFactory(heard_on=days_ago(29))
    AnsweredNeedFactory(heard_on=days_ago(60))
    assert list(needs_waiting_long(amina)) == [waits]
    assert not needs_waiting_long(somebody("karim")).exists()
    assert "?long=on" in as_user(amina).get("/fr/day/").content.decode()
    assert "?long=on" not in as_user(somebody("karim")).get("/fr/day/").content.decode()
    assert as_user(amina).get("/fr/needs/?long=on").context["listing"].count == 1


def test_the_heat_map_counts_one_kind_and_still_hides_small_numbers(as_user):
    nador, karim, hedi = TerritoryFactory(), somebody("karim"), somebody("hedi")
    association = OrganisationFactory(kind=Organisation.Kind.ASSOCIATION)
    NeedFactory.create_batch(6)
    NeedFactory(organisation=association)

    def cell(actor, **chosen):
        heat = needs_by_theme_and_territory(actor, **chosen)
        row = next(values for label, values in heat.rows if label == "production et qualité" or "production" in label)
        return row[heat.territories.index(nador)]

    assert (cell(karim), cell(karim, kind="association"), cell(karim, kind="people")) == (7, 1, 6)
    assert cell(hedi, kind="association") is None, "one need, elsewhere: hidden"
    assert (cell(hedi), cell(hedi, kind="people")) == (7, None), "7 less 6 would tell it"
    client = as_user(karim)
    assert client.get("/fr/needs/heat/?kind=nothing&waiting=on").status_code == 200
    written = b"".join(client.get("/ar/needs/heat/?kind=people&format=csv").streaming_content).decode("utf-8-sig")
    assert "الناظور" in written.splitlines()[0]


def test_everybody_reads_how_many_were_heard_and_answered_unless_they_are_few(client):
    nador = TerritoryFactory()
    NeedFactory.create_batch(3)
    AnsweredNeedFactory()
    assert public_need_figures(nador) is None
    address = f"/fr/territories/{nador.slug}/"
    assert "disent avoir besoin" not in client.get(address).content.decode()
    AnsweredNeedFactory()
    figures = public_need_figures(nador)
    assert (figures.heard, figures.answered, figures.told) == (5, 2, 0)
    assert "disent avoir besoin" in client.get(address).content.decode()
