"""Who gets what at the doors of corrections."""

from taghyir.core.testing import Line
from taghyir.corrections.tests.factories import sheet, two_versions
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.lists import form_with_lists
from taghyir.surveys.tests.permissions import Again

READERS = ("amina", "karim", "hedi", "pilar", "ines")
NADOR = dict.fromkeys(("amina", "karim", "pilar", "ines"), 200)
AUTHORS = {"amina": 200, "pilar": 200, "karim": 200, "ines": 403}
JUDGES = {"amina": 200, "pilar": 200, "karim": 403, "ines": 403}


def permissions():
    """Karim of Nador sent answers; Amina and he corrected them at once. Hédi of Le Kef sees none of it."""
    TerritoryFactory(code="KEF")
    answer = SubmissionFactory(form=PublishedFormFactory(), submitted_by=somebody("karim"))
    waiting = two_versions(answer)
    posted = dict.fromkeys(("amina", "pilar", "karim"), 201) | {"ines": 403}
    chosen = {"amina": 201, "pilar": 201, "karim": 403, "ines": 403}
    body = sheet(answer, answer.answers | {"words": "Des bocaux en verre"}).decode()
    sent = {
        "xml_submission_file": Again("xml", body.encode(), "text/xml"),
        "reason.txt": Again("reason.txt", b"Relu", "text/plain"),
    }
    return [
        Line("corrections:correct_submission", AUTHORS, 404, (answer.pk,)),
        Line("corrections:instance_xml", AUTHORS, 404, (answer.pk,)),
        Line("corrections:form_xml", AUTHORS, 404, (answer.pk,)),
        Line("corrections:save_correction", posted, 404, (answer.pk, 2), "post", sent),
        Line("corrections:conflicts", dict.fromkeys(READERS, 200), 403),
        Line("corrections:conflicts", dict.fromkeys(READERS, 200), 403, query="format=csv"),
        Line("corrections:conflict", NADOR, 404, (waiting.pk,)),
        Line("corrections:settle_conflict", JUDGES, 404, (waiting.pk,)),
        Line("corrections:chosen_xml", JUDGES, 404, (waiting.pk,)),
        Line("corrections:save_choice", chosen, 404, (waiting.pk, 2), "post", sent),
        *_twins(),
    ]


def _twins():
    code = str(OrganisationFactory(territory=TerritoryFactory()).pk)
    form = form_with_lists()
    one, other = (
        SubmissionFactory(form=form, submitted_by=somebody("karim"), answers={"enterprise": code, "words": words})
        for words in ("a", "b")
    )
    said = {"amina": 302, "pilar": 302, "karim": 403, "ines": 403}
    return [
        Line("corrections:beside", NADOR, 404, (one.pk, other.pk)),
        Line("corrections:beside", {}, 404, (one.pk, one.pk)),
        Line("corrections:beside", said, 404, (one.pk, other.pk), "post", {"counts": one.pk}),
    ]
