"""Who gets what at the doors of forms and answers."""

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import Line
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.models import FormFile
from taghyir.surveys.tests.factories import PublishedFormFactory, StoredFileFactory
from taghyir.surveys.tests.phone import filled

FIELD = ("amina", "karim", "hedi", "pilar")
READERS = (*FIELD, "ines")
NADOR = ("amina", "karim", "pilar")
COORDINATORS = ("amina", "pilar")


def permissions():
    """A form for every territory answered in Nador, and a form of Nador alone."""
    nador = TerritoryFactory()
    TerritoryFactory(code="KEF")
    everywhere, ours = PublishedFormFactory(), PublishedFormFactory(territory=nador, title="Nador")
    for form in (everywhere, ours):
        FormFile.objects.create(version=form.current, name="a.png", file=StoredFileFactory(), md5="0")
    return [*_pages(everywhere, ours), *_answers(everywhere, ours), *_openrosa(ours)]


def _pages(everywhere, ours):
    source, version = everywhere.current.pk, ours.current.pk
    return [
        Line("surveys:forms", {}, 200),
        Line("surveys:form", dict.fromkeys(READERS, 200), 404, (everywhere.pk,)),
        Line("surveys:form", dict.fromkeys((*NADOR, "ines"), 200), 404, (ours.pk,)),
        Line("surveys:publish_form", dict.fromkeys(COORDINATORS, 200), 403),
        Line("surveys:publish_form", dict.fromkeys(COORDINATORS, 200), 403, (), "post"),
        Line("surveys:form_source", dict.fromkeys(READERS, 200), 404, (source,)),
        Line("surveys:add_form_files", dict.fromkeys(COORDINATORS, 200) | {"karim": 403, "ines": 403}, 404, (version,)),
        Line(
            "surveys:add_form_files",
            {"pilar": 200, "amina": 403, "karim": 403, "hedi": 403, "ines": 403},
            404,
            (source,),
            "post",
        ),
        Line(
            "surveys:retire_form",
            dict.fromkeys(COORDINATORS, 302) | {"karim": 403, "ines": 403},
            404,
            (ours.pk,),
            "post",
        ),
        Line(
            "surveys:retire_form",
            {"pilar": 302, "amina": 403, "karim": 403, "hedi": 403, "ines": 403},
            404,
            (everywhere.pk,),
            "post",
        ),
    ]


class Again(SimpleUploadedFile):
    """A file that each person sends from its beginning."""

    def read(self, *size):
        self.seek(0)
        return super().read(*size)


def _answers(everywhere, ours):
    sheet = {"xml_submission_file": Again("sheet.xml", filled(ours).encode())}
    return [
        Line("surveys:fill_form", dict.fromkeys(FIELD, 200), 404, (everywhere.pk,)),
        Line("surveys:fill_form", dict.fromkeys(NADOR, 200), 404, (ours.pk,)),
        Line("surveys:form_xml", dict.fromkeys((*NADOR, "ines"), 200), 404, (ours.current.pk,)),
        Line("surveys:form_media", dict.fromkeys((*NADOR, "ines"), 200), 404, (ours.current.pk, "a.png")),
        Line("surveys:field_kit", {}, 200),
        Line("surveys:field_worker", {"nobody": 200}, 200),
        Line("surveys:submit_answers", dict.fromkeys(NADOR, 201) | {"ines": 403}, 404, (ours.pk,), "post", sheet),
        Line("surveys:submit_answers", dict.fromkeys((*NADOR, "ines"), 400), 404, (ours.pk,), "post"),
        Line("surveys:check_receipt", {"nobody": 200}, 200),
        Line("surveys:answers_received", dict.fromkeys((*NADOR, "ines"), 200), 404, (ours.pk,)),
    ]


def _openrosa(ours):
    """A session opens the doors of phones to read; to send, only the password of a phone does."""
    nobody = {"nobody": 401}
    nador = dict.fromkeys(NADOR, 200) | nobody
    return [
        Line("openrosa:form_list", nobody, 200),
        Line("openrosa:form_definition", nador, 404, (ours.pk,)),
        Line("openrosa:form_manifest", nador, 404, (ours.pk,)),
        Line("openrosa:media", nador, 404, (ours.pk, "a.png")),
        Line("openrosa:submission", nobody, 204, method="head"),
        Line("openrosa:submission", nobody, 401, method="post"),
    ]
