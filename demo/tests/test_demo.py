import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Max
from django.utils import timezone

from demo.cast import CAST
from demo.lives import LIVES
from demo.setting import PASSWORD
from taghyir.accompaniment.models import Case, Service
from taghyir.core.models import Entry
from taghyir.core.seals import first_broken_seal
from taghyir.directory.models import Organisation
from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.results.models import Indicator
from taghyir.results.periods import Period
from taghyir.results.queries import figure_of
from taghyir.sources.models import Said
from taghyir.upkeep.models import Report

pytestmark = pytest.mark.django_db


def test_a_year_is_lived_once_and_holds_together(client, settings):
    call_command("load_demo")
    lines = Entry.objects.count()
    call_command("load_demo")
    assert Entry.objects.count() == lines, "the second time changes nothing"

    today = timezone.localdate()
    for territory in Territory.objects.all():
        assert Case.objects.filter(territory=territory).exists(), territory
        assert Need.objects.filter(territory=territory).exists(), territory
    assert not Service.objects.filter(given_on__gt=today).exists()
    names = [life.invented.name for life in LIVES]
    long_lives = Case.objects.filter(organisation__name__in=names).annotate(last=Max("services__given_on"))
    years = dt.timedelta(days=3 * 365)
    assert long_lives.filter(last__gte=F("opened_on") + years).count() == len(LIVES), "five that lasted years"
    assert Entry.objects.earliest("at").at.date() < today.replace(year=today.year - 1) + dt.timedelta(days=40)
    assert first_broken_seal() is None
    assert not Report.objects.filter(answered_at__lt=F("reported_at")).exists(), "nobody answers before it is said"
    for themes in ({"is_care": True}, {"is_circular": True}, {"sectors__contains": ["food"]}):
        assert Organisation.objects.published().filter(**themes).exists(), themes
    differing = Said.objects.exclude(differs={}).select_related("organisation")
    assert [str(one.organisation.name) for one in differing] == ["Groupement inventé Tassa"]
    assert set(differing[0].differs) == {"phone", "activity_fr"}, "a later file never overwrites: somebody decides"

    for indicator in Indicator.objects.exclude(computation=""):
        assert figure_of(indicator, Period.of(str(today.year - 1))).total is not None, indicator

    settings.DEMO = True
    for member in CAST:
        assert client.login(username=f"{member.key}@taghyir.example", password=PASSWORD), member
    assert 'class="ribbon"' in client.get("/fr/day/").content.decode(), "every page says that all is invented"


def test_the_demonstration_is_never_loaded_in_production(settings):
    settings.IN_PRODUCTION = True
    with pytest.raises(CommandError, match="never loaded in production"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_the_people_are_printed_with_their_password(capsys):
    call_command("load_demo", people=True)
    said = capsys.readouterr().out
    assert PASSWORD in said and "karim@taghyir.example" in said and "adviser" in said
