"""Who gets what at the doors of diagnoses."""

from taghyir.core.testing import Line
from taghyir.diagnoses.queries import content_of, digest_of
from taghyir.diagnoses.tests.factories import answered, case_of_tifawin, given_back, sheet, signed
from taghyir.diagnoses.tests.factories import begun as begin
from taghyir.diagnoses.tests.factories import finished as finish
from taghyir.documents.tests.factories import PDF
from taghyir.dossiers.tests.factories import PIXEL
from taghyir.surveys.tests.permissions import Again

READERS = dict.fromkeys(("amina", "karim", "pilar", "fatma", "ines"), 200)
NOT_STAFF = dict.fromkeys(("fatma", "ines"), 403)
STAFF = dict.fromkeys(("amina", "karim", "pilar"), 200) | NOT_STAFF
ACTS = dict.fromkeys(("amina", "karim", "pilar"), 302) | NOT_STAFF


def permissions():
    """Who works on the file of Tifawin fills and gives back; Fatma reads and signs; the auditor reads. Others find nothing."""
    case = case_of_tifawin()
    told = given_back(case)
    drawing = signed(told, "pilar")
    finished = finish(case)
    going = begin(case)
    sign = {"digest": digest_of(content_of(told)), "drawing": Again("signature.png", PIXEL, "image/png")}
    step = sheet(going, answered(3, of="care"))
    kept = {who: 201 if status == 200 else status for who, status in STAFF.items()}
    signers = dict.fromkeys(("amina", "karim", "pilar", "fatma"), 200) | {"ines": 403}
    may_sign = {who: 302 if status == 200 and who != "pilar" else status for who, status in signers.items()}
    return [
        Line("diagnoses:diagnoses", {}, 200),
        Line("diagnoses:diagnoses", {}, 200, query="format=csv"),
        Line("diagnoses:diagnosis", READERS, 404, (told.pk,)),
        Line("diagnoses:steps", READERS, 404, (told.pk,)),
        Line("diagnoses:result_paper", READERS, 404, (told.pk,)),
        Line("diagnoses:result_signature", READERS, 404, (drawing.pk,)),
        Line("diagnoses:begin_diagnosis", STAFF, 404, (case.pk,)),
        Line("diagnoses:begin_diagnosis", STAFF, 404, (case.pk,), "post", {"depth": "shared"}),
        Line("diagnoses:fill_diagnosis", STAFF, 404, (going.pk,)),
        Line(
            "diagnoses:save_step",
            kept,
            404,
            (going.pk, "0"),
            "post",
            {"xml_submission_file": Again("xml", step.read(), "text/xml")},
        ),
        Line("diagnoses:finish_diagnosis", ACTS, 404, (going.pk,), "post"),
        Line("diagnoses:reopen_diagnosis", ACTS, 404, (finished.pk,), "post"),
        Line("diagnoses:hear_diagnosed_needs", STAFF, 404, (finished.pk,)),
        Line("diagnoses:hear_diagnosed_needs", STAFF, 404, (finished.pk,), "post", {"dimensions": "none"}),
        Line("diagnoses:give_back_result", STAFF, 404, (finished.pk,)),
        Line("diagnoses:give_back_result", STAFF, 404, (finished.pk,), "post", {"given_back_on": ""}),
        Line("diagnoses:sign_result", signers, 404, (told.pk,)),
        Line("diagnoses:sign_result", may_sign, 404, (told.pk,), "post", sign),
        Line(
            "diagnoses:keep_signed_result",
            ACTS,
            404,
            (told.pk,),
            "post",
            {"paper": Again("r.pdf", PDF, "application/pdf")},
        ),
    ]
