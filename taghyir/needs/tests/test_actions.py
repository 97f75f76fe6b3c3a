import datetime as dt

import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.gatherings.tests.factories import GatheringFactory
from taghyir.needs.actions import (
    answer_need,
    change_need,
    hear_need,
    hear_need_in_answer,
    map_form_to_needs,
    remove_need_mapping,
    take_need,
    tell_answer,
)
from taghyir.needs.models import Need, NeedMapping
from taghyir.needs.queries import needs_in_answers
from taghyir.needs.tests.factories import (
    AnsweredNeedFactory,
    NeedFactory,
    NeedMappingFactory,
    ToldNeedFactory,
)
from taghyir.people.models import User
from taghyir.people.tests.factories import adviser_of, somebody
from taghyir.places.models import Holiday
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import FormFactory, PublishedFormFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()
TOMORROW, YESTERDAY = TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)


@pytest.fixture
def hearing():
    """A valid hearing: each test changes one thing."""
    return {
        "actor": somebody("leila"),
        "territory": TerritoryFactory(),
        "theme": "care",
        "words": "من يرعى الأطفال أثناء الاجتماع؟",
    }


def test_a_need_has_a_state_an_owner_and_an_age_as_soon_as_it_is_heard(hearing):
    karim = somebody("karim")
    need = hear_need(**hearing | {"heard_on": YESTERDAY})
    assert (need.state, need.owner, need.age_days) == (Need.State.HEARD, karim, 1)
    assert Entry.objects.get(verb="need.heard").subject == need


def test_an_adviser_owns_what_they_hear_and_others_give_it_to_the_adviser_with_the_fewest(hearing):
    busy, free = somebody("karim"), adviser_of("NAD")
    NeedFactory(owner=busy)
    assert hear_need(**hearing).owner == free
    assert hear_need(**hearing | {"actor": busy}).owner == busy


def test_without_an_adviser_a_coordinator_owns_it_and_at_last_the_programme(hearing):
    pilar = somebody("pilar")
    assert hear_need(**hearing).owner == pilar
    amina = somebody("amina")
    assert hear_need(**hearing).owner == amina


def test_when_nobody_works_there_who_heard_it_keeps_it(hearing):
    assert hear_need(**hearing).owner == hearing["actor"]


def test_the_answer_is_due_on_a_day_on_which_people_work(hearing):
    heard_on = dt.date(2026, 10, 19)  # thirty days later: 18 November, Independence Day in Morocco
    Holiday.objects.create(country="MA", on=dt.date(2026, 11, 18), name_fr="Indépendance", name_ar="عيد الاستقلال")
    assert hear_need(**hearing | {"heard_on": heard_on}).due_on == dt.date(2026, 11, 19)


@pytest.mark.parametrize("name", ["hedi", "fatma", "salma", "ines", "noor"])
def test_nobody_else_hears_for_nador(hearing, name):
    with pytest.raises(NotAllowed):
        hear_need(**hearing | {"actor": somebody(name)})


@pytest.mark.parametrize(
    "change, code",
    [
        ({"heard_on": TOMORROW}, "to_come"),
        ({"words": ""}, "invalid"),
        ({"words": "x" * 2001}, "invalid"),
        ({"theme": "war"}, "invalid"),
        ({"sex": "?"}, "invalid"),
    ],
)
def test_a_wrong_need_is_refused(hearing, change, code):
    with pytest.raises(Refused) as refused:
        hear_need(**hearing | change)
    assert refused.value.code == code
    assert not Need.objects.exists()


def test_the_organisation_the_meeting_and_the_owner_belong_to_the_territory(hearing):
    elsewhere = {
        "organisation": OrganisationFactory(code="KEF"),
        "gathering": GatheringFactory(territory__code="KEF"),
        "owner": somebody("hedi"),
    }
    for name, wrong in elsewhere.items():
        with pytest.raises(Refused) as refused:
            hear_need(**hearing | {name: wrong})
        assert refused.value.field == name
    near = {"organisation": tifawin(), "gathering": GatheringFactory(), "owner": somebody("karim")}
    assert hear_need(**hearing | near).owner == somebody("karim")


def test_a_need_is_taken_in_hand_by_oneself_or_given():
    amina, karim = somebody("amina"), somebody("karim")
    need = take_need(actor=amina, need=NeedFactory())
    assert (need.owner, need.state) == (amina, Need.State.OWNED)
    assert take_need(actor=amina, need=need, owner=karim).owner == karim
    assert Entry.objects.filter(verb="need.taken").latest("pk").details == {"from": amina.pk, "to": karim.pk}


def test_a_need_is_not_given_to_who_does_not_work_there_nor_once_it_is_told():
    for need, owner, code in (
        (NeedFactory(), somebody("hedi"), "owner_elsewhere"),
        (NeedFactory(), somebody("leila"), "owner_elsewhere"),
        (ToldNeedFactory(), somebody("amina"), "told"),
    ):
        with pytest.raises(Refused) as refused:
            take_need(actor=somebody("amina"), need=need, owner=owner)
        assert refused.value.code == code


@pytest.mark.parametrize("name", ["hedi", "leila", "youssef", "fatma", "salma", "ines", "noor"])
def test_only_the_field_staff_of_the_territory_answers(name):
    actor, need, answered = somebody(name), NeedFactory(organisation=tifawin()), AnsweredNeedFactory()
    for forbidden in (
        lambda: take_need(actor=actor, need=need),
        lambda: answer_need(actor=actor, need=need, answer="no", answer_words="Non"),
        lambda: tell_answer(actor=actor, need=answered, told_how="au marché"),
        lambda: change_need(actor=actor, need=need, theme="market"),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_a_need_is_answered_and_the_answer_told_back():
    karim, need = somebody("karim"), NeedFactory()
    need = answer_need(actor=karim, need=need, answer="matched", answer_words="مع تعاونية مجاورة")
    assert (need.state, need.answered_on) == (Need.State.ANSWERED, TODAY)
    need = answer_need(actor=karim, need=need, answer="service", answer_words="Une commande groupée", answered_on=TODAY)
    need = tell_answer(actor=karim, need=need, told_how="au souk de Zaïo")
    assert (need.state, need.told_on, need.is_open) == (Need.State.TOLD, TODAY, False)
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["need.answered", "need.answered", "need.told"]


def test_what_is_told_does_not_change_and_what_is_not_answered_is_not_told():
    karim = somebody("karim")
    refusals = {
        "told": lambda: answer_need(actor=karim, need=ToldNeedFactory(), answer="no", answer_words="Non"),
        "no_answer": lambda: tell_answer(actor=karim, need=NeedFactory(), told_how="au marché"),
        "empty": lambda: tell_answer(actor=karim, need=AnsweredNeedFactory(), told_how=" "),
        "day": lambda: tell_answer(
            actor=karim, need=AnsweredNeedFactory(), told_how="x", told_on=TODAY - dt.timedelta(days=9)
        ),
    }
    for code, refused_act in refusals.items():
        with pytest.raises(Refused) as refused:
            refused_act()
        assert refused.value.code == code
    with pytest.raises(Refused, match="."):
        tell_answer(actor=karim, need=ToldNeedFactory(), told_how="encore")


@pytest.mark.parametrize(
    "change",
    [{"answered_on": TOMORROW}, {"answered_on": dt.date(2020, 1, 1)}, {"answer": "maybe"}, {"answer_words": " "}],
)
def test_a_wrong_answer_is_refused(change):
    answering = {"actor": somebody("karim"), "need": NeedFactory(), "answer": "no", "answer_words": "Pas maintenant"}
    with pytest.raises(Refused):
        answer_need(**answering | change)
    assert Need.objects.get().state == Need.State.HEARD


def test_a_need_is_put_right_and_moves_to_the_territory_it_belongs_to():
    hedi, need = somebody("hedi"), NeedFactory()
    organisation = tifawin()
    need = change_need(actor=somebody("karim"), need=need, theme="market", organisation=organisation)
    assert (need.theme, need.organisation, need.owner) == ("market", organisation, somebody("karim"))
    need = change_need(actor=somebody("karim"), need=need, theme="market", territory=TerritoryFactory(code="KEF"))
    assert (need.territory.code, need.owner, need.organisation) == ("KEF", hedi, None)
    with pytest.raises(Refused):
        change_need(actor=hedi, need=need, theme="market", organisation=organisation)


def test_one_answer_is_one_need():
    submission = SubmissionFactory()
    NeedMappingFactory(form=submission.form)
    (heard,) = needs_in_answers(submission)
    robot = User.objects.robot()
    need = hear_need_in_answer(actor=robot, submission=submission, heard=heard)
    assert (need.words, need.theme, need.heard_by) == ("Il nous manque des bocaux", "market", somebody("karim"))
    with pytest.raises(Refused) as refused:
        hear_need_in_answer(actor=robot, submission=submission, heard=heard)
    assert refused.value.code == "conflict"
    with pytest.raises(NotAllowed):
        hear_need_in_answer(actor=somebody("pilar"), submission=submission, heard=heard)


@pytest.fixture
def form():
    return PublishedFormFactory(territory=TerritoryFactory())


def test_a_coordinator_says_which_answers_are_needs(form):
    mapping = map_form_to_needs(
        actor=somebody("amina"), form=form, words_path="words", theme_path="theme", organisation_path=""
    )
    assert NeedMapping.objects.get() == mapping
    with pytest.raises(Refused) as refused:
        map_form_to_needs(actor=somebody("amina"), form=form, words_path="words", theme="care")
    assert refused.value.code == "conflict"
    remove_need_mapping(actor=somebody("amina"), mapping=mapping)
    assert not NeedMapping.objects.exists()


@pytest.mark.parametrize("name", ["karim", "hedi", "ines", "salma", "noor"])
def test_nobody_else_says_which_answers_are_needs(form, name):
    with pytest.raises(NotAllowed):
        map_form_to_needs(actor=somebody(name), form=form, words_path="words", theme="care")
    with pytest.raises(NotAllowed):
        remove_need_mapping(actor=somebody(name), mapping=NeedMappingFactory(form=form))


@pytest.mark.parametrize(
    "paths, code",
    [
        ({"words_path": "nowhere", "theme": "care"}, "no_question"),
        ({"words_path": "words", "theme": "care", "sex_path": "nowhere"}, "no_question"),
        ({"words_path": "words"}, "conflict"),
        ({"words_path": "words", "theme": "war"}, "invalid"),
        ({"words_path": "words", "theme": "care", "days_to_answer": 99_999}, "invalid"),
    ],
)
def test_a_mapping_names_questions_of_the_form_and_a_theme(form, paths, code):
    with pytest.raises(Refused) as refused:
        map_form_to_needs(actor=somebody("amina"), form=form, **paths)
    assert refused.value.code == code


def test_answers_that_are_not_themes_need_one_to_stand_for(form):
    question = next(one for one in form.current.questions if one["path"] == "theme")
    question["choices"]["water"] = {"fr": "L’eau"}
    form.current.save()
    mapping = {"actor": somebody("amina"), "form": form, "words_path": "words", "theme_path": "theme"}
    with pytest.raises(Refused, match="water"):
        map_form_to_needs(**mapping)
    assert map_form_to_needs(**mapping, theme="circular").theme == "circular"


def test_a_form_without_a_version_gives_no_needs():
    with pytest.raises(Refused) as refused:
        map_form_to_needs(
            actor=somebody("amina"), form=FormFactory(territory=TerritoryFactory()), words_path="words", theme="care"
        )
    assert refused.value.code == "no_version"
