"""A training in Nador with its sheet."""

from taghyir.accompaniment.tests.factories import CaseFactory, case_of, day
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.people.tests.factories import PersonFactory, somebody


def training(**facts) -> Gathering:
    known = {
        "kind": "training",
        "title": "Prix de revient",
        "held_on": day(5),
        "territory": tifawin().territory,
        "organised_by": somebody("karim"),
    }
    return Gathering.objects.create(**known | facts)


def signs(gathering, organisation, *sexes):
    """One person of each sex signs for the organisation."""
    for sex in sexes:
        person = PersonFactory(sex=sex)
        Attendance.objects.create(gathering=gathering, person=person, organisation=organisation, sex=sex)


def training_of_two():
    """Tifawin sends three women and a man, Argana a woman, a group that is not accompanied two men."""
    gathering = training()
    first, second = case_of(tifawin()), CaseFactory(organisation=OrganisationFactory(name="Argana"))
    signs(gathering, first.organisation, "F", "F", "F", "M")
    signs(gathering, second.organisation, "F")
    signs(gathering, OrganisationFactory(name="Groupe"), "M", "M")
    return gathering, first, second
