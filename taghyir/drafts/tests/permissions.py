"""Who gets what at the doors of drafts."""

from taghyir.core.testing import Line
from taghyir.drafts.tests.factories import DraftFactory
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory, StoredFileFactory

FIELD = ("amina", "karim", "hedi", "pilar")
NADOR = ("amina", "karim", "pilar")
COORDINATORS = ("amina", "pilar")


def permissions():
    """A draft of a form of Nador, and one for every territory."""
    nador = TerritoryFactory()
    TerritoryFactory(code="KEF")
    form, for_all = PublishedFormFactory(territory=nador), PublishedFormFactory()
    ours, everywhere = DraftFactory(xform_id=form.xform_id, territory=nador), DraftFactory()
    ours.files.add(StoredFileFactory(name="a.png"))
    tried, may = dict.fromkeys(NADOR, 200), {"amina": 200, "pilar": 200, "karim": 403}
    then = {"amina": 302, "pilar": 302, "karim": 403}
    only_pilar = {"pilar": 200, "amina": 403, "karim": 403, "hedi": 403}
    return [
        Line("drafts:drafts", {}, 200),
        Line("drafts:send_draft", dict.fromkeys(COORDINATORS, 200), 403),
        Line("drafts:send_draft", dict.fromkeys(COORDINATORS, 200), 403, (), "post"),
        Line("drafts:draft", tried, args=(ours.pk,)),
        Line("drafts:draft", dict.fromkeys(FIELD, 200), args=(everywhere.pk,)),
        Line("drafts:try_draft", tried, args=(ours.pk,)),
        Line("drafts:try_draft", dict.fromkeys(FIELD, 200), args=(everywhere.pk,)),
        Line("drafts:draft_xml", tried, args=(ours.pk,)),
        Line("drafts:draft_media", tried, args=(ours.pk, "a.png")),
        Line("drafts:draft_media", {}, args=(ours.pk, "b.png")),
        Line("drafts:draft_source", tried, args=(ours.pk,)),
        Line("drafts:publish_draft", may, args=(ours.pk,)),
        Line("drafts:publish_draft", only_pilar, args=(everywhere.pk,)),
        Line("drafts:publish_draft", may, args=(ours.pk,), method="post"),
        Line("drafts:difference", may | {"ines": 403}, args=(form.pk,)),
        Line("drafts:difference", only_pilar | {"ines": 403}, args=(for_all.pk,)),
        Line("drafts:discard_draft", then, args=(ours.pk,), method="post"),
        Line(
            "drafts:discard_draft",
            {"pilar": 302, "amina": 403, "karim": 403, "hedi": 403},
            args=(everywhere.pk,),
            method="post",
        ),
    ]
