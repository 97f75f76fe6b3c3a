"""A card is told in words, hours, photos and relations by those who keep it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from taghyir.cards import queries
from taghyir.cards.models import SHOWS, Opening, Photo, Reach, Relation, Words
from taghyir.cards.pictures import picture_of
from taghyir.cards.policies import (
    can_accept_relation,
    can_add_photo,
    can_move_photo,
    can_propose_relation,
    can_put_photo_first,
    can_remove_photo,
    can_remove_relation,
    can_set_hours,
    can_write_words,
)
from taghyir.consents.queries import who_no_longer_agrees
from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.models import StoredFile
from taghyir.core.storage import store
from taghyir.directory.actions import confirm_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.policies import can_vouch_for_organisation
from taghyir.people.models import Person, User
from taghyir.places.queries import as_e164
from taghyir.tables.text import cleaned

MOST_PHOTOS = 8
MOST_SPANS = 2  # in a day
LATEST = dt.time(6)  # what closes after midnight closes by then: a later one is a slip of the pen
Span = tuple[dt.time, dt.time]


@action("card.words_written")
def write_words(*, actor: User, organisation: Organisation, words: Mapping[str, str]) -> Organisation:
    """`words` by language: those that are empty are taken away, the languages that are not named stay as they are.

    Words that did not change keep who wrote them, and when. Refused when none did. What its own people change, they confirm.
    """
    require(can_write_words(actor, organisation))
    _lock(organisation)
    known = dict(Words.objects.filter(organisation=organisation).order_by("pk").values_list("language", "words"))
    changed = {language: said for language, text in words.items() if (said := cleaned(text)) != known.get(language, "")}
    if not changed:
        raise Refused(_("Nothing is changed."), code="same")
    Words.objects.filter(organisation=organisation, language__in=changed).delete()
    for language, said in changed.items():
        if said:
            store(Words(organisation=organisation, language=language, words=said, written_by=actor))
    _vouch(actor, organisation)
    vars(organisation)["journal_details"] = {"languages": sorted(changed)}
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

    What closes earlier than it opens closes in the night after, at six in the morning at the latest. Refused when it closes
    otherwise before it opens, beyond two spans a day, when two overlap, for a phone that does not exist, when nothing changed.
    """
    require(can_set_hours(actor, organisation))
    week = {weekday: list(spans) for weekday, spans in hours.items() if spans}
    _check_week(week)
    number = as_e164(whatsapp, organisation.country, field="whatsapp")
    words = {"whatsapp": number, "note_fr": cleaned(note_fr), "note_ar": cleaned(note_ar)}
    _lock(organisation)
    if queries.hours_known(organisation) == {"hours": {day: sorted(spans) for day, spans in week.items()}} | words:
        raise Refused(_("Nothing is changed."), code="same")
    Reach.objects.filter(organisation=organisation).delete()
    reach = store(Reach(organisation=organisation, **words))
    for weekday, spans in week.items():
        for opens, closes in spans:
            store(Opening(reach=reach, weekday=weekday, opens_at=opens, closes_at=closes))
    _vouch(actor, organisation)
    return organisation


def _check_week(week: Mapping[int, list[Span]]) -> None:
    """Refused at the first span that cannot be: in its day, or because the night before has not ended."""
    for weekday, spans in week.items():
        _check_day(weekday, spans)
    for weekday, spans in week.items():
        opens, closes = max(spans)
        for number, (next_opens, _closes) in enumerate(week.get((weekday + 1) % 7, []), 1):
            if next_opens < closes < opens:
                sentence = _("It is still open from the night before.")
                raise Refused(sentence, code="overlap", field=f"opens_{(weekday + 1) % 7}_{number}")


def _check_day(weekday: int, spans: list[Span]) -> None:
    """Refused at the span that cannot be, counted as they were written."""
    if len(spans) > MOST_SPANS:
        raise Refused(_("Two spans a day at most."), code="many", field=f"opens_{weekday}_{MOST_SPANS}")
    for number, (opens, closes) in enumerate(spans, 1):
        if closes == opens or LATEST < closes < opens:
            sentence = _("It closes after it opens, by six in the morning of the next day at the latest.")
            raise Refused(sentence, code="reversed", field=f"closes_{weekday}_{number}")
    ordered = sorted(spans)
    for (opens, closes), (next_opens, _closes) in pairwise(ordered):
        if closes < opens or closes > next_opens:
            raise Refused(_("Two times of this day overlap."), code="overlap", field=f"opens_{weekday}_{len(spans)}")


@action("card.photo_added")
def add_photo(
    *,
    actor: User,
    organisation: Organisation,
    file: UploadedFile,
    agreed: bool,
    seen_fr: str = "",
    seen_ar: str = "",
    people: Sequence[Person] = (),
) -> Photo:
    """A photo, made small and without the place the camera wrote in it. `agreed`: those who can be recognised on it said yes.

    Whoever of its `people` takes back what they agreed to hides it. Refused without `agreed`, when one of them took it back
    already, without words for who does not see it, when it is no photo, and beyond eight.
    """
    require(can_add_photo(actor, organisation))
    if not agreed:
        raise Refused(_("Ask first those who can be recognised on it."), code="agreed", field="agreed")
    _require_agreeing(people)
    seen_fr, seen_ar = cleaned(seen_fr), cleaned(seen_ar)
    if not seen_fr and not seen_ar:
        raise Refused(_("Say what is seen on it, for who does not see it."), code="seen", field="seen_fr")
    picture = picture_of(file)  # made of pixels alone: what was sent is not kept, whatever it was called
    _lock(organisation)  # two photos, one last place
    ranks = list(Photo.objects.filter(organisation=organisation).values_list("rank", flat=True))
    if len(ranks) >= MOST_PHOTOS:
        raise Refused(_("Eight photos are enough: take one away first."), code="many")
    photo = Photo(organisation=organisation, width=picture.width, height=picture.height, added_by=actor)
    photo.seen_fr, photo.seen_ar, photo.rank = seen_fr, seen_ar, max(ranks, default=0) + 1
    photo.large, photo.small = _kept(picture.large, actor), _kept(picture.small, actor)
    store(photo).people.set(people)
    return photo


def _require_agreeing(people: Sequence[Person]) -> None:
    taken_back = who_no_longer_agrees(*SHOWS) if people else ()
    if against := Person.objects.filter(pk__in=[one.pk for one in people]).filter(pk__in=taken_back).first():
        sentence = _("%(who)s no longer agrees to be shown: ask them first.") % {"who": against}
        raise Refused(sentence, code="agreed", field="people")


@action("card.photo_put_first")
def put_photo_first(*, actor: User, photo: Photo) -> Photo:
    """It comes before the others, and goes with the address of the card when it is shared."""
    require(can_put_photo_first(actor, photo))
    _lock(photo.organisation)
    others = Photo.objects.filter(organisation=photo.organisation_id).exclude(pk=photo.pk)
    for rank, other in enumerate(others.order_by("rank", "added_at", "pk"), 2):
        others.filter(pk=other.pk).update(rank=rank)
    photo.rank = 1
    return store(photo)


@action("card.photo_moved")
def move_photo(*, actor: User, photo: Photo, is_earlier: bool) -> Photo:
    """It changes places with the one before it, or after it. Refused at the end of the row."""
    require(can_move_photo(actor, photo))
    _lock(photo.organisation)
    row = queries.kept_photos_of(photo.organisation)
    here = row.index(photo)
    there = here - 1 if is_earlier else here + 1
    if not 0 <= there < len(row):
        raise Refused(_("It is at the end of the row already."), code="end")
    row[here], row[there] = row[there], row[here]
    for rank, one in enumerate(row, 1):
        Photo.objects.filter(pk=one.pk).exclude(rank=rank).update(rank=rank)
    photo.rank = there + 1
    return photo


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

    Shown once the other side agrees; at once when `actor` keeps both cards, or when the other side had proposed the same. Refused
    the second time, with itself, and as long as the other side cannot see who asks.
    """
    require(can_propose_relation(actor, organisation, other))
    subject, to = (other, organisation) if is_reversed else (organisation, other)
    known = queries.relation_between(kind, subject, to)
    if known and known.accepted_by is None and can_accept_relation(actor, known):
        known.accepted_by = actor
        return store(known)
    if known:
        raise Refused(_("This relation is already written."), code="known")
    relation = Relation(kind=kind, subject=subject, to=to, proposed_by=actor, is_proposed_by_subject=not is_reversed)
    if can_accept_relation(actor, relation):
        relation.accepted_by = actor
    elif not queries.is_seen_by_everybody(organisation):
        raise Refused(_("The other side does not see this card yet: publish it first."), code="unseen", field="other")
    return store(relation)


@action("relation.accepted")
def accept_relation(*, actor: User, relation: Relation) -> Relation:
    """The other side agrees: both cards show it. Refused when it had agreed already, or when it was taken away meanwhile."""
    require(can_accept_relation(actor, relation))
    written = Relation.objects.select_for_update(of=("self",)).filter(pk=relation.pk).first()
    if written is None:
        raise Refused(_("One of the two sides took this relation away."), code="gone")
    if written.accepted_by_id:
        raise Refused(_("Both sides agreed already."), code="agreed")
    written.accepted_by = actor
    return store(written)


@action("relation.removed")
def remove_relation(*, actor: User, relation: Relation) -> Organisation:
    """One of the two sides takes it away."""
    require(can_remove_relation(actor, relation))
    organisation = relation.subject
    vars(organisation)["journal_details"] = {"kind": relation.kind, "to": relation.to_id}
    relation.delete()
    return organisation


def _vouch(actor: User, organisation: Organisation) -> None:
    """What its own people write on the card today says that it is true today: they are not asked again."""
    if can_vouch_for_organisation(actor, organisation):
        confirm_organisation(actor=actor, organisation=organisation)


def _lock(organisation: Organisation) -> None:
    """Nobody else writes on this card until the end of the transaction."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _kept(content: bytes, actor: User) -> StoredFile:
    return keep_file(SimpleUploadedFile("photo.jpg", content, "image/jpeg"), by=actor, extensions={"jpg"})
