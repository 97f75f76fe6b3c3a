"""Who gets what at the doors of paper."""

from PIL import Image

from taghyir.core.testing import Line
from taghyir.paper.tests.factories import brought, flat, printed_batch, sheet_back, souk_published
from taghyir.places.tests.factories import TerritoryFactory

FIELD = ("amina", "karim", "hedi", "pilar")
NADOR = ("amina", "karim", "pilar")


def permissions():
    """A form of Nador, of which Karim printed two sheets; one came back. Hédi of Le Kef sees none of it."""
    nador = TerritoryFactory()
    TerritoryFactory(code="KEF")
    form = souk_published(nador)
    batch = printed_batch(form=form, copies=2)
    sheet = sheet_back(batch=batch)
    page = sheet.pages.order_by("page").first()
    one, theirs = (sheet.pk,), dict.fromkeys(NADOR, 200)
    mine = {"karim": 200, "pilar": 200}
    coordinators = {"amina": 302, "pilar": 302, "karim": 403}
    untaken = brought(flat(Image.new("RGB", (900, 1200)))).files.get().pages.get()
    acts = dict.fromkeys(NADOR, 302)
    return [
        Line("paper:sheets", dict.fromkeys(FIELD, 200), 403),
        Line("paper:sheets", dict.fromkeys(FIELD, 200), 403, query="format=csv"),
        Line("paper:print_form", theirs, args=(form.pk,)),
        Line(
            "paper:print_form", acts, args=(form.pk,), method="post", body={"language": "ar", "copies": 1, "blocks": 1}
        ),
        Line("paper:printed_batch", theirs, args=(batch.pk,)),
        Line("paper:batch_pdf", theirs, args=(batch.pk,)),
        Line("paper:bring_sheets", dict.fromkeys(FIELD, 200), 403),
        Line("paper:bring_sheets", dict.fromkeys(FIELD, 200), 403, method="post"),
        Line("paper:bringing", mine, args=(page.brought.bringing_id,)),
        Line("paper:sheet", theirs, args=one),
        Line("paper:confirm_sheet", theirs, args=one),
        Line("paper:confirm_sheet", theirs, args=one, method="post"),
        Line("paper:set_sheet_aside", acts, args=one, method="post", body={"reason": "Vide"}),
        Line("paper:take_sheet_up", acts, args=one, method="post"),
        Line("paper:keep_pictures", coordinators, args=one, method="post", body={"reason": "Audit"}),
        Line("paper:page_picture", mine, args=(untaken.pk,)),
        Line("paper:page_picture", theirs, args=(page.pk,)),
        Line("paper:field_picture", theirs, args=(page.pk, 0, 0)),
        Line("paper:field_picture", {}, args=(page.pk, 99, 0)),
    ]
