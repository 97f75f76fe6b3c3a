"""Booklets are made in the background, one after the other; each night those of which the directory changed."""

from contextlib import suppress

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.files import forget_file, keep_file
from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.directory.models import Freshness, Organisation
from taghyir.directory.queries import directory_changed_at
from taghyir.opendata.actions import drop_booklets, make_booklet
from taghyir.opendata.models import Booklet
from taghyir.opendata.paper import pdf_of
from taghyir.people.models import User
from taghyir.places.models import Territory


@on("booklet.asked")
def write_booklet(entry: Entry) -> None:
    """Make the PDF and keep it, instead of the one before. Run twice, it is made twice; dropped meanwhile, it is not kept.

    A failure is said on its page, and tried again with back-off.
    """
    booklet = Booklet.objects.select_related("territory").filter(pk=entry.subject_id).first()
    if booklet is None:
        return
    moment = directory_changed_at()
    try:
        content = pdf_of(booklet.territory, booklet.kind, booklet.language)
    except Exception:
        Booklet.objects.filter(pk=booklet.pk).update(state=Booklet.State.FAILED)
        raise
    name = f"taghyir-{booklet.territory.slug}-{booklet.kind}-{booklet.language}.pdf"
    with transaction.atomic():
        _keep(booklet.pk, SimpleUploadedFile(name, content), moment)


def _keep(key: int, upload: SimpleUploadedFile, moment: str) -> None:
    booklet = Booklet.objects.select_for_update(of=("self",)).select_related("file").filter(pk=key).first()
    if booklet is None:
        return
    former = booklet.file
    booklet.file = keep_file(upload, by=User.objects.robot(), extensions={"pdf"}, megabytes=50)
    booklet.state, booklet.of, booklet.made_at = Booklet.State.READY, moment, timezone.now()
    booklet.save(update_fields=["file", "state", "of", "made_at"])
    if former:
        forget_file(former)


@on("organisation.hidden")
@on("organisation.shown_chosen")
@on("organisation.faded")
@on("organisation.merged")
@on("organisation.changed")
@on("organisation.described")
def drop_what_was_taken_back(entry: Entry) -> None:
    """Once a card shows less than it did, no paper shows it either. Safe to run twice."""
    organisation = Organisation.objects.select_related("territory").get(pk=entry.subject_id)
    territory = organisation.territory
    if territory and _shows_less(organisation, entry) and Booklet.objects.filter(territory=territory).exists():
        drop_booklets(actor=User.objects.robot(), territory=territory)


def _shows_less(organisation: Organisation, entry: Entry) -> bool:
    """A correction takes something back when it leaves a fact empty, or says that it closed."""
    if entry.verb not in ("organisation.changed", "organisation.described"):
        return entry.verb != "organisation.faded" or organisation.freshness == Freshness.HIDDEN
    changed = entry.details.get("changed", {})
    return "closed_on" in changed or any(before and not after for before, after in changed.values())


@app.periodic(cron="40 2 * * *")
@app.task(name="make_booklets", queue="seals", queueing_lock="make_booklets")
def make_booklets(timestamp: int) -> None:
    """Each night, have made again what is no longer true. Safe to run twice."""
    for territory in Territory.objects.order_by("order"):
        for kind in Booklet.Kind.values:
            for language, _name in Booklet.LANGUAGES:
                with suppress(Refused):
                    make_booklet(actor=User.objects.robot(), territory=territory, kind=kind, language=language)
