"""Who gets what at the doors of answers."""

from django.core.files.base import ContentFile

from taghyir.core.testing import Line
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.review.actions import make_feed_key
from taghyir.surveys.models import Attachment
from taghyir.surveys.tests.factories import PublishedFormFactory, SubmissionFactory
from taghyir.surveys.tests.phone import PIXEL

HERE = "box=-3,34,-2,36&zoom=9"
READERS = dict.fromkeys(("amina", "karim", "hedi", "pilar", "ines"), 200)
NADOR = dict.fromkeys(("amina", "karim", "pilar", "ines"), 200)


def permissions():
    """Karim of Nador answered a form that is for every territory. Hédi of Le Kef sees the form, and not the answers."""
    TerritoryFactory(code="KEF")
    form = PublishedFormFactory()
    answer = SubmissionFactory(form=form, submitted_by=somebody("karim"))
    photo = Attachment.objects.create(
        submission=answer,
        name="a.png",
        content=ContentFile(PIXEL, name="a"),
        content_type="image/png",
        size=1,
        sha256="0",
    )
    key = make_feed_key(actor=somebody("karim"), name="Excel", secret="x")
    return [*_reading(form, answer, photo), *_judging(answer), *_feed(form, key)]


def _reading(form, answer, photo):
    return [
        Line("review:submissions", READERS, 404, (form.pk,)),
        Line("review:submissions", READERS, 404, (form.pk,), query="format=csv"),
        Line("review:take_answers", READERS, 404, (form.pk,)),
        *[
            Line("review:take_answers", READERS, 404, (form.pk,), query=f"format={wanted}")
            for wanted in ("csv", "xlsx", "zip", "geojson", "media", "nonsense")
        ],
        Line("review:submission", NADOR, 404, (answer.pk,)),
        Line("review:answers_map", READERS, 404, (form.pk,)),
        Line("review:map_points", READERS, 404, (form.pk,), query=HERE),
        Line("review:map_points", dict.fromkeys(READERS, 400), 404, (form.pk,), query="box=1,2,3&zoom=x"),
        Line("review:map_list", READERS, 404, (form.pk,), query=HERE),
        Line("review:map_list", dict.fromkeys(READERS, 400), 404, (form.pk,)),
        Line(
            "review:accesses",
            dict.fromkeys(("amina", "pilar", "ines"), 200) | {"karim": 403, "hedi": 403},
            404,
            (form.pk,),
        ),
        Line("review:gallery", READERS, 404, (form.pk,)),
        Line("review:small_photo", NADOR, 404, (photo.pk,)),
        Line("review:attachment", NADOR, 404, (photo.pk,)),
    ]


def _judging(answer):
    coordinators = {"amina": 302, "pilar": 302, "karim": 403, "ines": 403}
    issues = {"state": "has_issues", "words": "La commune manque."}
    return [
        Line("review:versions", NADOR, 404, (answer.pk,)),
        Line("review:original_xml", NADOR, 404, (answer.pk,)),
        Line("review:judge_submission", coordinators, 404, (answer.pk,), "post", issues),
        Line(
            "review:comment_on_submission",
            coordinators | {"karim": 302},
            404,
            (answer.pk,),
            "post",
            {"words": "Merci."},
        ),
    ]


def _feed(form, key):
    """A session reads the feed too; without it, a key does. Who reads no form has none to make."""
    nobody = {"nobody": 401}
    opened = READERS | nobody
    makers = dict.fromkeys(READERS, 200)
    named = {"name": "Excel"}
    return [
        Line("odata:service", opened, 404, (form.pk,)),
        Line("odata:metadata", opened, 404, (form.pk,)),
        Line("odata:entities", opened, 404, (form.pk, "Submissions")),
        Line("odata:entities", opened, 404, (form.pk, "Submissions_children"), query="$top=1&$count=true"),
        Line("odata:entities", nobody, 404, (form.pk, "nothing")),
        Line("odata:entity_count", opened, 404, (form.pk, "Submissions")),
        Line("review:feed_keys", {}, 200),
        Line("review:make_feed_key", makers, 403),
        Line("review:make_feed_key", makers, 403, (), "post", named),
        Line("review:revoke_feed_key", {"karim": 302}, 404, (key.pk,), "post"),
    ]
