"""Booklets are made in the background, one after the other; each night those of which the directory changed."""

from contextlib import suppress

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.files import keep_file
from taghyir.core.journal import on
from taghyir.core.models import Entry
from taghyir.directory.queries import directory_changed_at
from taghyir.opendata.actions import make_booklet
from taghyir.opendata.models import Booklet
from taghyir.opendata.paper import pdf_of
from taghyir.people.models import User
from taghyir.places.models import Territory


@on("booklet.asked")
def write_booklet(entry: Entry) -> None:
    """Make the PDF and keep it. Run twice, it is made twice; a failure is said on its page, and tried again with back-off."""
    booklet = Booklet.objects.select_related("territory").get(pk=entry.subject_id)
    moment = directory_changed_at()
    try:
        content = pdf_of(booklet.territory, booklet.kind, booklet.language)
    except Exception:
        Booklet.objects.filter(pk=booklet.pk).update(state=Booklet.State.FAILED)
        raise
    name = f"taghyir-{booklet.territory.slug}-{booklet.kind}-{booklet.language}.pdf"
    upload = SimpleUploadedFile(name, content)
    file = keep_file(upload, by=User.objects.robot(), extensions={"pdf"}, megabytes=50)
    ready = {"state": Booklet.State.READY, "file": file, "of": moment, "made_at": timezone.now()}
    Booklet.objects.filter(pk=booklet.pk).update(**ready)


@app.periodic(cron="40 2 * * *")
@app.task(name="make_booklets", queue="seals", queueing_lock="make_booklets")
def make_booklets(timestamp: int) -> None:
    """Each night, have made again what is no longer true. Safe to run twice."""
    for territory in Territory.objects.order_by("order"):
        for kind in Booklet.Kind.values:
            for language, _name in Booklet.LANGUAGES:
                with suppress(Refused):
                    make_booklet(actor=User.objects.robot(), territory=territory, kind=kind, language=language)
