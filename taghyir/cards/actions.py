"""A card is told in words, hours, photos and relations by those who keep it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.cards.models import Opening, Photo, Reach, Relation, Words
from taghyir.cards.pictures import picture_of
from taghyir.cards.policies import (
    can_accept_relation,
    can_add_photo,
    can_propose_relation,
    can_remove_photo,
    can_remove_relation,
    can_set_hours,
    can_write_words,
)
from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.models import StoredFile
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.places.queries import as_e164
from taghyir.tables.text import cleaned

MOST_PHOTOS = 8
Span = tuple[dt.time, dt.time]


@action("card.words_written")
def write_words(*, actor: User, organisation: Organisation, words: Mapping[str, str]) -> Organisation:
    """`words` by language: those that are empty are taken away, the languages that are not named stay as they are."""
    require(can_write_words(actor, organisation))
    for language, said in words.items():
        Words.objects.filter(organisation=organisation, language=language).delete()
        if said := cleaned(said):
            store(Words(organisation=organisation, language=language, words=said, written_by=actor))
    vars(organisation)["journal_details"] = {"languages": sorted(words)}
    return organisation


@action("card.hours_set")
def set_hours(
    *,
    actor: User,
    organisation: Organisation,
    hours: Mapping[int, Iterable[Span]],
    whatsapp: str = "",
    note_fr: str = "",
    note_ar: str = "",
) -> Organisation:
    """The whole week at once, by weekday (0 is Monday), and how it is reached by WhatsApp.

    Refused when it closes before it opens, when two spans of a day overlap, or for a phone that does not exist.
    """
    require(can_set_hours(actor, organisation))
    Opening.objects.filter(organisation=organisation).delete()
    for weekday, spans in sorted(hours.items()):
        ordered = sorted(spans)
        if any(closes > opens for (_o, closes), (opens, _c) in zip(ordered, ordered[1:], strict=False)):
            raise Refused(_("Two times of this day overlap."), code="overlap", field=f"opens_{weekday}_2")
        for opens, closes in ordered:
            if closes <= opens:
                raise Refused(_("It closes after it opens."), code="reversed", field=f"closes_{weekday}_1")
            store(Opening(organisation=organisation, weekday=weekday, opens_at=opens, closes_at=closes))
    Reach.objects.filter(organisation=organisation).delete()
    number = as_e164(whatsapp, organisation.country, field="whatsapp")
    store(Reach(organisation=organisation, whatsapp=number, note_fr=cleaned(note_fr), note_ar=cleaned(note_ar)))
    return organisation


@action("card.photo_added")
def add_photo(
    *, actor: User, organisation: Organisation, file: UploadedFile, agreed: bool, seen_fr: str = "", seen_ar: str = ""
) -> Photo:
    """A photo, made small and without the place the camera wrote in it. `agreed`: those who can be recognised on it said yes.

    Refused without that, without words for who does not see it, when it is no photo, and beyond eight.
    """
    require(can_add_photo(actor, organisation))
    if not agreed:
        raise Refused(_("Ask first those who can be recognised on it."), code="agreed", field="agreed")
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # two photos, one last place
    if Photo.objects.filter(organisation=organisation).count() >= MOST_PHOTOS:
        raise Refused(_("Eight photos are enough: take one away first."), code="many")
    picture = picture_of(file)  # made of pixels alone: what was sent is not kept, whatever it was called
    photo = Photo(organisation=organisation, width=picture.width, height=picture.height, added_by=actor)
    photo.seen_fr, photo.seen_ar = cleaned(seen_fr), cleaned(seen_ar)
    photo.large, photo.small = _kept(picture.large, actor), _kept(picture.small, actor)
    return store(photo)


@action("card.photo_removed")
def remove_photo(*, actor: User, photo: Photo) -> Organisation:
    """It is no longer shown, and its files are gone."""
    require(can_remove_photo(actor, photo))
    organisation, files = photo.organisation, (photo.large, photo.small)
    photo.delete()
    for file in files:
        forget_file(file)
    return organisation


@action("relation.proposed")
def propose_relation(
    *, actor: User, organisation: Organisation, kind: str, other: Organisation, is_reversed: bool = False
) -> Relation:
    """`organisation` supplies, federates, accompanies or works with `other`; the reverse when `is_reversed`.

    Shown once the other side agrees; at once when `actor` keeps both cards. Refused the second time, and with itself.
    """
    require(can_propose_relation(actor, organisation))
    subject, to = (other, organisation) if is_reversed else (organisation, other)
    relation = Relation(
        kind=kind,
        subject=subject,
        to=to,
        proposed_by=actor,
        is_proposed_by_subject=not is_reversed,
        proposed_at=timezone.now(),
    )
    if can_accept_relation(actor, relation):
        relation.accepted_by = actor
    return store(relation)


@action("relation.accepted")
def accept_relation(*, actor: User, relation: Relation) -> Relation:
    """The other side agrees: both cards show it."""
    require(can_accept_relation(actor, relation))
    relation.accepted_by = actor
    return store(relation)


@action("relation.removed")
def remove_relation(*, actor: User, relation: Relation) -> Organisation:
    """One of the two sides takes it away."""
    require(can_remove_relation(actor, relation))
    organisation = relation.subject
    vars(organisation)["journal_details"] = {"kind": relation.kind, "to": relation.to_id}
    relation.delete()
    return organisation


def _kept(content: bytes, actor: User) -> StoredFile:
    return keep_file(SimpleUploadedFile("photo.jpg", content, "image/jpeg"), by=actor, extensions={"jpg"})
