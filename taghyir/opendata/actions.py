"""Booklets are made, and dropped when they say what is no longer public."""

from typing import Any

from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file
from taghyir.directory.queries import directory_changed_at
from taghyir.opendata.models import Booklet
from taghyir.opendata.policies import can_drop_booklets, can_make_booklet
from taghyir.places.models import Territory


@action("booklet.asked")
def make_booklet(*, actor: Any, territory: Territory, kind: str, language: str) -> Booklet:
    """Have it made in the background. Refused when it is being made, or when nothing changed since it was."""
    require(can_make_booklet(actor, territory))
    if kind not in Booklet.Kind.values or language not in dict(Booklet.LANGUAGES):
        raise Refused(_("Booklets are made in French and in Arabic."), code="kind")
    booklet, is_new = Booklet.objects.select_for_update().get_or_create(
        territory=territory, language=language, kind=kind
    )
    if not is_new and booklet.state == Booklet.State.WAITING:
        raise Refused(_("It is being made. Look again in a moment."), code="waiting")
    if booklet.state == Booklet.State.READY and booklet.of == directory_changed_at():
        raise Refused(_("Nothing changed since it was made."), code="same")
    booklet.state = Booklet.State.WAITING
    booklet.save(update_fields=["state"])
    return booklet


@action("booklets.dropped")
def drop_booklets(*, actor: Any, territory: Territory) -> Territory:
    """Nothing of its directory is given on paper until it is asked for again: one that is being made is dropped too."""
    require(can_drop_booklets(actor))
    booklets = Booklet.objects.filter(territory=territory).select_related("file").select_for_update(of=("self",))
    files = [booklet.file for booklet in booklets if booklet.file]
    Booklet.objects.filter(territory=territory).delete()
    for file in files:
        forget_file(file)
    return territory
