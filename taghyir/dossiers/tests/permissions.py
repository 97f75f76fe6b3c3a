"""Who gets what at the doors of an enterprise's own file."""

from taghyir.core.testing import Line
from taghyir.dossiers.queries import digest_of, plan_of
from taghyir.dossiers.tests.factories import PIXEL, objection_on, own_file, signature_on
from taghyir.surveys.tests.permissions import Again

READERS = dict.fromkeys(("amina", "karim", "pilar", "fatma", "ines"), 200)
STAFF = dict.fromkeys(("amina", "karim", "pilar"), 200)
ONLY_FATMA = dict.fromkeys(("amina", "karim", "pilar", "ines"), 403)


def permissions():
    """Fatma of Tifawin says, signs and takes; the team hands its screen and answers; the auditor reads. Others find nothing."""
    case = own_file()
    said, signed = objection_on(case), signature_on(case)
    service = case.services.latest("pk")
    objective = case.objectives.latest("pk")
    answers = dict.fromkeys(("amina", "karim", "pilar"), 200) | {"fatma": 403, "ines": 403}
    lists = dict.fromkeys(("amina", "karim", "hedi", "pilar", "ines"), 200)
    answered = {who: 302 if status == 200 else status for who, status in answers.items()}
    line = (case.pk, "objective", objective.pk)
    drawing = Again("signature.png", PIXEL, "image/png")
    case.objectives.create(words="Un autre but")  # the plan is not the one that was signed
    sign = {"digest": digest_of(plan_of(case)), "drawing": drawing}
    return [
        Line("dossiers:own_file", READERS, 404, (case.pk,)),
        Line("dossiers:all_lines", READERS, 404, (case.pk, "service")),
        Line("dossiers:say_not_right", ONLY_FATMA | {"fatma": 200}, 404, line),
        Line(
            "dossiers:say_not_right",
            ONLY_FATMA | {"fatma": 302},
            404,
            (case.pk, "objective", objective.pk),
            "post",
            {"words": "Non"},
        ),
        Line("dossiers:say_not_right", ONLY_FATMA | {"fatma": 404}, 404, (case.pk, "service", service.pk + 999)),
        Line("dossiers:sign_plan", STAFF | {"fatma": 200, "ines": 403}, 404, (case.pk,)),
        Line("dossiers:sign_plan", STAFF | {"fatma": 302, "ines": 403}, 404, (case.pk,), "post", sign),
        Line("dossiers:plan_paper", READERS, 404, (case.pk,)),
        Line("dossiers:keep_signed_plan", STAFF | {"fatma": 403, "ines": 403}, 404, (case.pk,)),
        Line("dossiers:keep_signed_plan", STAFF | {"fatma": 403, "ines": 403}, 404, (case.pk,), "post", {"code": "x"}),
        Line("dossiers:signature", READERS, 404, (signed.pk,)),
        Line("dossiers:signed_plan", READERS, 404, (signed.pk,)),
        Line("dossiers:take_file", STAFF | {"fatma": 200, "ines": 403}, 404, (case.pk, "json")),
        Line("dossiers:take_file", STAFF | {"fatma": 200, "ines": 403}, 404, (case.pk, "zip")),
        Line("dossiers:objections", lists, 403),
        Line("dossiers:objections", lists, 403, query="format=csv"),
        Line("dossiers:answer_objection", answers, 404, (said.pk,)),
        Line("dossiers:answer_objection", answered, 404, (said.pk,), "post", {"answer": "Corrigé"}),
    ]
