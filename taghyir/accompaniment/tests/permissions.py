"""Who gets what at the doors of the accompaniment."""

import uuid

from taghyir.accompaniment.tests.factories import (
    DemandFactory,
    PlannedActionFactory,
    ServiceFactory,
    day,
)
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody

STAFF = ("amina", "karim", "pilar")
READERS = (*STAFF, "fatma", "ines")
ROOM = "accompaniment:"


def permissions():
    """Files and demands of Nador: its field works, its members and the auditor read, nobody else knows they are there."""
    planned = PlannedActionFactory(objective__case__organisation=tifawin())
    return [*_lists(), *_of_demand(), *_of_case(planned)]


def _works(name, key, method="get", body=None):
    """A door where the field works: the readers are told they may not, the others that there is nothing."""
    gets = dict.fromkeys(STAFF, 302 if method == "post" else 200) | {"fatma": 403, "ines": 403}
    return Line(f"{ROOM}{name}", gets, 404, (key,), method, body or {})


def _reads(name, key):
    return Line(f"{ROOM}{name}", dict.fromkeys(READERS, 200), 404, (key,))


def _lists():
    field = dict.fromkeys((*STAFF, "hedi"), 200)
    return [
        Line(f"{ROOM}demands", {}, everybody_else=200),
        Line(f"{ROOM}cases", {}, everybody_else=200),
        Line(f"{ROOM}cases", {}, everybody_else=200, query="format=csv"),
        Line(f"{ROOM}record_demand", field, everybody_else=403),
        Line(f"{ROOM}record_asker", field, everybody_else=403),
        Line(f"{ROOM}all_services", {}, everybody_else=200),
        Line(f"{ROOM}all_services", {}, everybody_else=200, query="format=csv"),
    ]


def _of_demand():
    group = OrganisationFactory(name="Groupe de Selouane", is_public=True)
    asked = DemandFactory(organisation=group)
    field = dict.fromkeys(STAFF, 200)
    asking = {"channel": "desk", "words": "Une étiquette", "received_on": day(1).isoformat()}
    another = OrganisationFactory(name="Groupe de Zaïo", is_public=True)
    decides = dict.fromkeys(STAFF, 200) | {"ines": 403}
    answers = dict.fromkeys(STAFF, 302) | {"ines": 403}
    why = {"reason": "Deux files pleines"}
    return [
        Line(f"{ROOM}record_demand_of", field, 403, (another.pk,)),
        Line(f"{ROOM}file_of", dict.fromkeys(STAFF, 302), 403, (another.pk,)),
        Line(f"{ROOM}record_demand_of", dict.fromkeys(STAFF, 302), 403, (another.pk,), "post", asking),
        Line(f"{ROOM}demand", field | {"ines": 200}, 404, (asked.pk,)),
        Line(f"{ROOM}accept_demand", decides, 404, (asked.pk,)),
        Line(f"{ROOM}accept_demand", answers, 404, (asked.pk,), "post", {"adviser": somebody("karim").pk}),
        *(Line(f"{ROOM}{name}", decides, 404, (asked.pk,)) for name in _ANSWERS),
        *(Line(f"{ROOM}{name}", answers, 404, (asked.pk,), "post", why) for name in _ANSWERS),
    ]


_ANSWERS = ("put_demand_to_wait", "refuse_demand")


def _of_case(planned):
    case = planned.objective.case
    ServiceFactory(case=case)
    service = {
        "topic": "legal",
        "minutes": "45",
        "women": "2",
        "given_on": day(1).isoformat(),
        "mode": "visit",
        "given_by": somebody("karim").pk,
    }
    closing = {"exit": "moved", "exit_reason": "Partie à Oujda", "closed_on": day(0).isoformat()}
    api = {"sent_once": str(uuid.uuid4()), "topic": "legal", "minutes": 45, "women": 2}
    gives = dict.fromkeys(("amina", "karim", "pilar"), 201) | {"fatma": 403, "ines": 403}
    gives_it = {"amina": 302, "pilar": 302, "karim": 403, "fatma": 403, "ines": 403}
    closes = dict.fromkeys(STAFF, 200) | {"fatma": 403, "ines": 403}
    return [
        _reads("case", case.pk),
        _reads("services", case.pk),
        _works("record_service", case.pk),
        _works("record_service", case.pk, "post", service),
        _works("set_next_step", case.pk),
        _works("set_next_step", case.pk, "post", {"next_step": "Appeler", "next_step_on": day(-3).isoformat()}),
        Line(f"{ROOM}transfer_case", closes | {"karim": 403}, 404, (case.pk,)),
        Line(f"{ROOM}transfer_case", gives_it, 404, (case.pk,), "post", {"adviser": somebody("amina").pk}),
        Line(f"{ROOM}close_case", closes, 404, (case.pk,)),
        _works("close_case", case.pk, "post", closing),
        _works("finish_action", planned.pk),
        _works("finish_action", planned.pk, "post", {"done_on": day(0).isoformat()}),
        Line("api-1:list_cases", {}, everybody_else=200),
        Line("api-1:record_service", gives, 404, (case.pk,), "post", api),
    ]
