"""A form that reserves answers, published by pyxform from a sheet, and answers to it sent by Karim of Nador."""

import datetime as dt
import uuid

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.reserved.keeping import Reserved
from taghyir.reserved.models import OpeningRight
from taghyir.surveys.actions import publish_form, receive_submission
from taghyir.surveys.queries import Received, definition_of_version, sheet_of_xml
from taghyir.surveys.tests.sheets import sheet

HEAD = ["type", "name", "label::Français (fr)", "label::العربية", "relevant", "sensitive"]
SURVEY = [
    HEAD,
    ["text", "words", "Dans vos mots", "بكلماتكم", "", ""],
    ["select_one yesno", "hurt", "Subissez-vous des violences ?", "هل تتعرضين للعنف؟", "", "protection"],
    ["note", "helpline", "Appelez le 8350", "اتصلوا بـ 8350", "${hurt} = 'yes'", ""],
    ["text", "who", "Par qui ?", "من؟", "${hurt} = 'yes'", "protection"],
    ["begin repeat", "children", "Enfants", "الأطفال", "", ""],
    ["integer", "age", "Âge", "السن", "", ""],
    ["text", "illness", "Maladie", "المرض", "", "health"],
    ["end repeat", "", "", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::Français (fr)", "label::العربية"],
    ["yesno", "yes", "Oui", "نعم"],
    ["yesno", "no", "Non", "لا"],
]
TOLD = (
    "<words>Il nous manque des bocaux</words><hurt>yes</hurt><helpline/><who>le voisin é ﷽ 🌿</who>"
    "<children><age>4</age><illness>asthme</illness></children><children><age>7</age></children>"
)


def careful_form(form_id="careful", survey=SURVEY, **named):
    """Published for every territory."""
    return publish_form(
        actor=somebody("pilar"), sheet=sheet(survey=survey, choices=CHOICES, form_id=form_id, **named)
    ).form


def filled(form, answers=TOLD, instance_id=""):
    """The XML of one sheet, as Collect writes it."""
    instance_id = instance_id or f"uuid:{uuid.uuid4()}"
    return (
        f'<data id="{form.xform_id}" version="{form.current.version}" xmlns:orx="http://openrosa.org/xforms">'
        f"{answers}<orx:meta><orx:instanceID>{instance_id}</orx:instanceID></orx:meta></data>"
    )


def told(form, answers=TOLD, by="karim", xml=""):
    """The submission, as the door of answers stores it."""
    definition = definition_of_version(form.current)
    xml = xml or filled(form, answers)
    return receive_submission(actor=somebody(by), definition=definition, sheet=sheet_of_xml(xml.encode()))


def kept_file(submission, path="who"):
    """A photo that answers one of its questions, kept apart."""
    question = next(one for one in submission.version.questions if one["path"] == path)
    Reserved().keep_file(submission, question, Received("w.jpg", "image/jpeg", SimpleUploadedFile("w.jpg", b"seen")))
    return submission.reserved_files.get()


class OpeningRightFactory(factory.django.DjangoModelFactory):
    """Karim may open what was answered for the protection from violence, in Nador, for a month."""

    class Meta:
        model = OpeningRight

    user = factory.LazyFunction(lambda: somebody("karim"))
    purpose = "protection"
    territory = factory.LazyFunction(lambda: TerritoryFactory(code="NAD"))
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
    reason = "Elle accompagne les femmes qui le demandent"
    given_by = factory.LazyFunction(lambda: somebody("amina"))
