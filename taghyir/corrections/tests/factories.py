"""A form with rules, and corrections as a browser sends them, for the tests of this room."""

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.corrections.actions import keep_version
from taghyir.corrections.instances import instance_of
from taghyir.people.tests.factories import somebody
from taghyir.review.actions import correct_submission
from taghyir.surveys.tests.factories import LISTENING, PublishedFormFactory

TOO_OLD = "يجب أن تكون السن أقل من 18"
RULED = (
    LISTENING.replace("<words/>", "<today/><words/>")
    .replace("<photo/>", "<photo/><count/>")
    .replace(
        '<text id="market"><value>البيع',
        f'<text id="age:limit"><value>{TOO_OLD}</value></text><text id="market"><value>البيع',
    )
    .replace(
        '<text id="market"><value>Vendre',
        '<text id="age:limit"><value>Moins de 18 ans</value></text><text id="market"><value>Vendre',
    )
    .replace('<bind nodeset="/data/tried" ', '<bind nodeset="/data/tried" relevant="/data/theme = \'care\'" ')
    .replace(
        '<bind nodeset="/data/children/age" type="int"/>',
        '<bind nodeset="/data/today" type="date" jr:preload="date" jr:preloadParams="today"/>'
        '<bind nodeset="/data/count" type="int" calculate="count(/data/children)"/>'
        '<bind nodeset="/data/children/age" type="int" constraint=". &lt; 18 or ../../theme = \'none\'"'
        " jr:constraintMsg=\"jr:itext('age:limit')\"/>",
    )
)


def form_of(xform, xform_id, **options):
    """A published form of that XForm."""
    xml = xform.format(title="Écoute", xform_id=xform_id, version="1")
    return PublishedFormFactory(xform_id=xform_id, current__xform=xml, current__version="1", **options)


def sheet(answer, answers) -> bytes:
    """The answers as the form in the browser would send them back."""
    return instance_of(answer, answers).encode()


def send(client, answer, answers, *, based_on=1, reason="Relu", language="fr", xml=None):
    """Post a correction begun on that version."""
    body = {
        "xml_submission_file": SimpleUploadedFile("xml", xml or sheet(answer, answers), "text/xml"),
        "reason.txt": SimpleUploadedFile("reason.txt", reason.encode() or b" ", "text/plain"),
    }
    return client.post(f"/{language}/forms/answers/{answer.pk}/correct/{based_on}/", body)


def two_versions(answer, first=None, second=None):
    """Amina and Karim corrected the same answers at once; the conflict that Karim left."""
    amina, karim = somebody("amina"), somebody("karim")
    hers, his = first or answer.answers | {"words": "Des pots"}, second or answer.answers | {"words": "Des jarres"}
    correct_submission(actor=amina, submission=answer, answers=hers, reason="Mal lu", based_on=1)
    return keep_version(actor=karim, submission=answer, answers=his, reason="Rappelé", based_on=1)
