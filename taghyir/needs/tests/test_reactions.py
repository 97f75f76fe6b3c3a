import uuid

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from taghyir.core.actions import NotAllowed
from taghyir.core.journal import record
from taghyir.core.models import Notice
from taghyir.core.testing import run_reactions
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.needs.actions import answer_need, hear_need, map_form_to_needs, remove_need_mapping, take_need
from taghyir.needs.models import Need
from taghyir.needs.tests.factories import NeedFactory, NeedMappingFactory, ToldNeedFactory
from taghyir.people.actions import disable_user
from taghyir.people.models import User
from taghyir.people.tests.factories import adviser_of, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.actions import follow_form
from taghyir.surveys.tests.factories import PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.lists import form_with_lists
from taghyir.surveys.tests.phone import Phone, filled

pytestmark = pytest.mark.django_db


def received(answers: dict, *, sender: str = "karim", times: int = 1, **mapping):
    """An answer came, and the worker did its work."""
    form = PublishedFormFactory()
    NeedMappingFactory(form=form, **mapping)
    submission = SubmissionFactory(form=form, answers=answers, submitted_by=somebody(sender))
    submission.is_followed = True  # as it is when it is stored: its form is mapped
    for _time in range(times):
        record(somebody(sender), "submission.received", submission)
        run_reactions()
    return list(Need.objects.filter(submission=submission).order_by("pk"))


def test_an_answer_becomes_a_need_once_however_often_the_worker_runs():
    (need,) = received({"words": "Qui garde les enfants ?", "theme": "care"}, times=3)
    assert (need.theme, need.state, need.owner, need.territory.code) == ("care", "heard", somebody("karim"), "NAD")
    assert need.submission_path == "words"


def test_answers_wake_somebody_from_the_day_their_form_is_mapped_to_the_day_it_is_not():
    form, karim, amina = PublishedFormFactory(territory=TerritoryFactory()), somebody("karim"), somebody("amina")
    phone = Phone(karim)
    mapping = None
    for expected in (0, 1, 0):
        answers = "<words>Il nous manque des bocaux</words><theme>market</theme>"
        assert phone.send(filled(form, answers, f"uuid:{uuid.uuid4()}")).status_code == 201
        assert (
            ProcrastinateJob.objects.filter(status="todo", args__reaction__icontains="make_needs").count() == expected
        )
        run_reactions()
        if mapping is None:
            mapping = map_form_to_needs(actor=amina, form=form, words_path="words", theme_path="theme")
        elif expected:
            remove_need_mapping(actor=amina, mapping=mapping)
    assert Need.objects.count() == 1
    with pytest.raises(NotAllowed):
        follow_form(actor=karim, form=form, is_followed=True)


def test_a_blank_answer_and_a_form_without_mapping_give_nothing():
    assert received({"theme": "care"}) == received({"words": "  ", "theme": "care"}) == []
    record(somebody("karim"), "submission.received", SubmissionFactory())
    run_reactions()
    assert not Need.objects.exists()


def test_each_row_of_a_repeat_is_a_need():
    rows = [{"children/age": "4"}, {"children/age": "9"}]
    needs = received({"words": "x", "children": rows}, words_path="children/age", theme_path="", theme="care")
    assert [(need.words, need.submission_path) for need in needs] == [
        ("4", "children[1]/age"),
        ("9", "children[2]/age"),
    ]


@pytest.mark.parametrize("is_merged", [False, True])
def test_an_organisation_chosen_in_the_list_of_the_platform_is_the_one_of_the_need(is_merged):
    """By its number, even when another bears its name; the one that stays, when it was merged before the worker came."""
    chosen, other = OrganisationFactory(name="Al Amal"), OrganisationFactory(name="Al Amal")
    form = form_with_lists()
    mapped = {"words_path": "words", "organisation_path": "enterprise", "theme": "market"}
    map_form_to_needs(actor=somebody("pilar"), form=form, **mapped)
    answers = f"<enterprise>{chosen.pk}</enterprise><words>Il nous manque des bocaux</words>"
    assert Phone(somebody("karim")).send(filled(form, answers)).status_code == 201
    if is_merged:
        chosen.merged_into = other
        chosen.save()
    run_reactions()
    assert (Need.objects.get().organisation, Need.objects.get().said_by) == (other if is_merged else chosen, "")


def test_what_surrounds_the_answer_says_where_who_and_how_to_reach_them():
    organisation = tifawin()
    answers = {
        "words": "بيع",
        "theme": "x",
        "where": "kef",
        "who": "رئيسة",
        "coop": "cooperative TIFAWIN",
        "sex": "femme",
    }
    paths = {"theme": "market", "territory_path": "where", "said_by_path": "who", "sex_path": "sex"}
    TerritoryFactory(code="KEF")
    (need,) = received(answers, **paths, organisation_path="coop", contact_path="sex")
    assert (need.territory.code, need.theme, need.sex, need.contact) == ("KEF", "market", "F", "femme")
    assert need.organisation is None and need.said_by == "رئيسة, cooperative TIFAWIN"
    (near,) = received({**answers, "where": "NAD"}, **paths, organisation_path="coop")
    assert (near.organisation, near.said_by) == (organisation, "رئيسة")


def test_two_organisations_of_one_name_are_nobody_in_particular():
    OrganisationFactory(), OrganisationFactory()
    (need,) = received({"words": "x", "coop": "Coopérative Tifawin"}, theme="market", organisation_path="coop")
    assert (need.organisation, need.said_by) == (None, "Coopérative Tifawin")


def test_an_unknown_theme_loses_no_need():
    (need,) = received({"words": "x", "theme": "astrology"})
    assert need.theme == "project"


def test_choices_are_kept_in_words_and_not_in_codes():
    (need,) = received({"tried": "market care"}, words_path="tried", theme_path="tried")
    assert (need.words, need.theme) == ("Vendre, Le soin", "market")


def test_an_answer_from_nowhere_known_belongs_to_the_programme():
    (need,) = received({"words": "x", "theme": "care"}, sender="pilar")
    assert (need.territory, need.owner) == (None, somebody("pilar"))


def test_hostile_answers_are_kept_as_words():
    for words in ("<script>alert(1)</script>", "x" * 5_000, "ثِقَة\u202e", "'; DROP TABLE needs_need; --"):
        (need,) = received(
            {"words": words, "theme": "care", "who": words, "sex": words}, said_by_path="who", sex_path="sex"
        )
        assert need.words == words[:2000] and need.sex == ""


def test_the_owner_is_told_once_in_their_language_and_not_of_what_they_did():
    karim = somebody("karim")
    need = hear_need(actor=somebody("leila"), territory=TerritoryFactory(), theme="care", words="من يرعى الأطفال؟")
    run_reactions()
    notice = Notice.objects.get(user=karim)
    assert notice.link == f"/fr/needs/{need.pk}/" and "Nador" in notice.subject
    assert len(mail.outbox) == 1 and "الأطفال" not in mail.outbox[0].body  # the words stay in the house
    take_need(actor=karim, need=need)
    run_reactions()
    assert Notice.objects.count() == 1


def test_an_answer_is_told_to_who_heard_the_need_and_to_its_organisation_once(mailoutbox):
    fatma, leila, karim = somebody("fatma"), somebody("leila"), somebody("karim")
    fatma.language = "ar"
    fatma.save()
    need = NeedFactory(heard_by=leila, organisation=tifawin(), theme="care")
    words = {"actor": karim, "need": need, "answer": "service"}
    answer_need(**words, answer_words="Une garde d’enfants.")
    run_reactions()
    assert {mail.to[0] for mail in mailoutbox} == {fatma.email, leila.email}
    notice = Notice.objects.get(user=fatma)
    assert notice.link == f"/ar/needs/{need.pk}/" and "الرعاية" in notice.subject
    assert "garde" not in "".join(mail.body for mail in mailoutbox), "a link, and not the words"
    answer_need(**words, answer_words="Une garde d’enfants, le jeudi.")
    run_reactions()
    assert len(mailoutbox) == 2, "saying it better tells nobody again"


def test_who_leaves_hands_over_what_is_open():
    karim, other = somebody("karim"), adviser_of("NAD")
    open_need, told = NeedFactory(owner=karim), ToldNeedFactory(owner=karim)
    disable_user(actor=somebody("amina"), user=karim, successor=other)
    run_reactions()
    open_need.refresh_from_db(), told.refresh_from_db()
    assert (open_need.owner, open_need.state, told.owner) == (other, "heard", karim)
    assert Notice.objects.filter(user=other).exists()


def test_without_a_fit_successor_who_works_there_receives_it():
    karim, amina = somebody("karim"), somebody("amina")
    NeedFactory(owner=karim)
    disable_user(actor=amina, user=karim, successor=somebody("hedi"))
    run_reactions()
    assert Need.objects.get().owner == amina
    assert User.objects.robot().is_robot
