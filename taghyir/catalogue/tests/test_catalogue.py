"""The catalogue comes from a seed, and a coordinator keeps it."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils.translation import override

from taghyir.accompaniment.tests.factories import CaseFactory, ServiceFactory, day, need_of
from taghyir.catalogue.actions import add_kind, change_kind, load_catalogue
from taghyir.catalogue.models import ServiceKind, Topic
from taghyir.catalogue.queries import kinds_offered_in
from taghyir.catalogue.tests.factories import ServiceKindFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return load_catalogue(actor=User.objects.robot())


@pytest.fixture
def written():
    """What a coordinator writes of beekeeping."""
    return {"name_fr": "conduite des ruches", "name_ar": "تدبير خلايا النحل", "topic": "quality", "minutes": 120}


def test_the_seed_names_every_kind_in_four_languages_for_a_known_subject_and_known_needs(loaded):
    kinds = ServiceKind.objects.all()
    assert len(kinds) == len(loaded.added) == 40 and not loaded.refused
    for kind in kinds:
        assert all(getattr(kind, f"name_{language}") for language in ("fr", "ar", "es", "en")), kind.code
        assert len(kind.theme_words) == len(kind.themes), kind.code
    assert {kind.topic for kind in kinds} == set(Topic.values)
    assert {kind.code for kind in kinds if kind.is_training} >= {"cash-book", "costing", "food-safety"}


def test_brought_in_twice_changes_nothing_and_what_a_coordinator_wrote_is_kept(loaded, written):
    assert load_catalogue(actor=User.objects.robot()).counts["unchanged"] == 40
    cash_book = ServiceKind.objects.get(code="cash-book")
    change_kind(actor=somebody("pilar"), kind=cash_book, minutes=45)
    ServiceKind.objects.filter(code="fairs").update(name_es="feria", loaded={})
    again = load_catalogue(actor=User.objects.robot())
    assert {kind.code for kind in again.kept} == {"cash-book", "fairs"}
    cash_book.refresh_from_db()
    assert cash_book.minutes == 45


def test_what_the_seed_says_anew_is_renewed_where_nobody_touched_it(loaded):
    mediation = ServiceKind.objects.get(code="mediation")
    mediation.loaded["minutes"] = mediation.minutes = 30  # as an older seed said
    mediation.save()
    assert load_catalogue(actor=User.objects.robot()).renewed == [mediation]
    mediation.refresh_from_db()
    assert mediation.minutes == 120


def test_kinds_brought_in_before_trainings_were_known_are_renewed(loaded):
    for kind in ServiceKind.objects.all():
        kind.loaded.pop("is_training")
        kind.is_training = False
        kind.save()
    import_module("taghyir.catalogue.migrations.0002_which_kinds_are_trainings").nothing_was_said_of_it(apps, None)
    again = load_catalogue(actor=User.objects.robot())
    assert not again.kept and {"cash-book", "costing"} <= {kind.code for kind in again.renewed if kind.is_training}


def test_the_command_writes_nothing_until_told():
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    assert "40 added" in out.getvalue() and not ServiceKind.objects.exists()
    call_command("load_catalogue", "--apply", stdout=out)
    assert ServiceKind.objects.count() == 40


def test_a_kind_of_one_country_is_not_offered_in_the_other(loaded):
    here, there = ({kind.code for kind in kinds_offered_in(country)} for country in ("MA", "TN"))
    assert here - there == {"creation-ma", "finance-ma"}
    assert there - here == {"creation-tn", "finance-tn"}


def test_a_programme_coordinator_adds_and_changes_and_nobody_else(written):
    kind = add_kind(actor=somebody("pilar"), **written, country="MA")
    assert kind.code == "conduite-des-ruches-ma"
    changed = change_kind(actor=somebody("pilar"), kind=kind, is_offered=False, is_training=True)
    changes = {"is_offered": [True, False], "is_training": [False, True]}
    assert Entry.objects.get(verb="kind.changed").details["changes"] == changes
    for who in ("amina", "karim", "fatma", "ines"):
        with pytest.raises(NotAllowed):
            add_kind(actor=somebody(who), **written)
        with pytest.raises(NotAllowed):
            change_kind(actor=somebody(who), kind=changed, minutes=30)
        with pytest.raises(NotAllowed):
            load_catalogue(actor=somebody(who))


@pytest.mark.parametrize("change", [{"minutes": 0}, {"topic": "gossip"}, {"themes": ["gossip"]}, {"name_ar": ""}])
def test_a_kind_that_cannot_be_is_refused(written, change):
    with pytest.raises(Refused):
        add_kind(actor=somebody("pilar"), **written | change)
    assert not ServiceKind.objects.exists()


def test_a_name_is_borne_once_in_a_country(written):
    add_kind(actor=somebody("pilar"), **written)
    with pytest.raises(Refused):
        add_kind(actor=somebody("pilar"), **written)


def test_the_catalogue_is_searched_filtered_taken_away_and_costs_the_same(as_user, loaded, django_assert_num_queries):
    karim = as_user(somebody("karim"))

    def found(**asked):
        return {kind.code for kind in karim.get("/fr/catalogue/", asked).context["listing"].rows}

    assert found(q="livre de caisse") == found(q="سجل الصندوق") == {"cash-book"}
    assert found(topic="mediation") == {"mediation"}
    assert "childcare" in found(theme="care") and "cash-book" not in found(theme="care")
    assert "creation-tn" not in found(country="MA") and "fairs" in found(country="MA")
    assert "cash-book" in found(setting="group") and "mediation" not in found(setting="group")
    taken = b"".join(karim.get("/fr/catalogue/?format=csv").streaming_content).decode()
    assert "livre de caisse" in taken and "سجل الصندوق" in taken
    assert "Rien" not in karim.get("/ar/catalogue/").content.decode()


def test_a_kind_says_how_much_of_it_was_given_in_the_files_one_sees(as_user):
    kind = ServiceKindFactory()
    ServiceFactory(kind=kind, case=CaseFactory(), women=4, men=0)
    page = as_user(somebody("karim")).get(kind.get_absolute_url()).content.decode()
    assert f"?kind={kind.pk}" in page and "1 h 30" in page.replace("\u00a0", " ")
    assert f"?kind={kind.pk}" not in as_user(somebody("noor")).get(kind.get_absolute_url()).content.decode()


def test_a_kind_is_called_in_the_language_of_the_reader(loaded):
    kind = ServiceKind.objects.get(code="cash-book")
    with override("ar"):
        assert str(kind).startswith("سجل")
    kind.name_es = ""
    with override("es"):
        assert str(kind) == kind.name_fr


def test_what_the_enterprise_waits_for_is_proposed_first(as_user, loaded):
    case = CaseFactory()
    need_of(case.organisation, theme="care")
    ServiceFactory(case=case, kind=ServiceKind.objects.get(code="cash-book"), given_by=somebody("karim"))
    form = as_user(somebody("karim")).get(f"/fr/accompaniment/files/{case.pk}/services/record/").context["form"]
    proposed = [form.kinds[box.data["value"]].code for box in form.chips]
    assert {"care", "childcare", "referral", "cash-book"} == set(proposed)
    sheet = {"minutes": "40", "women": "2", "given_on": day(0).isoformat(), "mode": "visit"}
    sheet |= {"given_by": somebody("karim").pk, "kind": form.chips[0].data["value"]}
    as_user(somebody("karim")).post(f"/fr/accompaniment/files/{case.pk}/services/record/", sheet)
    service = case.services.latest("pk")
    assert (service.kind.code, service.topic) == ("care", "gender_care")


def test_a_kind_is_found_by_writing_a_part_of_its_name_those_given_last_proposed_first(as_user):
    first, last = (
        ServiceKindFactory(code="pay", name_fr="Aide au calcul des salaires"),
        ServiceKindFactory(code="hive", name_fr="Visite d’une ruche voisine"),
    )
    case = CaseFactory(organisation__name="Argana")
    door, karim = f"/fr/accompaniment/files/{case.pk}/services/record/", as_user(somebody("karim"))
    page = karim.get(door).content.decode()
    assert page.index(first.name_fr) < page.index("Visite d’une ruche") and '<select name="topic"' not in page
    sheet = {"topic": "RUCHE", "minutes": "30", "women": "2", "given_on": day(0), "mode": "visit"}
    sheet |= {"given_by": somebody("karim").pk}
    assert "Rien ne s’appelle ainsi" in karim.post(door, sheet | {"topic": "zzz"}).content.decode()
    assert karim.post(door, sheet).status_code == 302
    assert case.services.get().kind == last
    listed = karim.get(door).content.decode().split("<datalist")[1]
    assert listed.index("Visite d’une ruche") < listed.index(first.name_fr)
