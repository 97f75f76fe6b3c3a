from taghyir.cards.tests.factories import photo_of, tie
from taghyir.core.testing import Line
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import PEOPLE

KEEPS = {"amina": 200, "karim": 200, "pilar": 200}
KEPT = {"amina": 302, "karim": 302, "pilar": 302}
SEES = {"ines": 403, "fatma": 403}  # the file, without the pen


def permissions():
    """Tifawin of Zaïo is not published; Fatma presides it and does not keep its card. Another of Nador is published."""
    hidden, shown = tifawin(), OrganisationFactory(name="Coopérative Rif", is_public=True)
    ours, theirs, relation = photo_of(hidden), photo_of(shown), tie(hidden, shown)
    everybody = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    one = (hidden.pk,)
    return [
        Line("cards:write_words", KEEPS | SEES, args=one),
        Line("cards:write_words", KEPT | SEES, args=one, method="post", body={"fr": "Nous"}),
        Line("cards:set_hours", KEEPS | SEES, args=one),
        Line("cards:photos", KEEPS | SEES, args=one),
        Line("cards:propose_relation", KEEPS | SEES, args=one, query="q=rif"),
        Line("cards:paper_card", everybody, args=(shown.pk,)),
        Line("cards:qr_code", everybody, args=(shown.pk,)),
        Line("cards:qr_code", KEEPS | {"nobody": 404, "ines": 200, "fatma": 200}, args=one),
        Line("cards:share_picture", everybody, args=(shown.pk,)),
        Line("cards:share_picture", KEEPS | {"nobody": 404, "ines": 200, "fatma": 200}, args=one),
        Line("cards:photo", everybody, args=(theirs.pk, "small")),
        Line("cards:photo", KEEPS | {"nobody": 404, "ines": 200, "fatma": 200}, args=(ours.pk, "large")),
        Line("cards:photo", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=(theirs.pk, "huge")),
        Line("cards:remove_photo", KEPT | SEES, args=(ours.pk,), method="post"),
        Line("cards:move_photo", KEPT | SEES, args=(ours.pk,), method="post"),
        Line("cards:put_photo_first", KEPT | SEES, args=(ours.pk,), method="post"),
        Line("cards:accept_relation", KEPT | SEES, args=(relation.pk,), method="post"),
        Line("cards:remove_relation", KEPT | SEES, args=(relation.pk,), method="post"),
    ]
