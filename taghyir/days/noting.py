"""What each calendar told is noted, so that a phone hears of what is due no more. Reading a calendar writes nothing itself."""

from django.db import transaction
from django.utils import timezone

from taghyir.days.models import Feed, Noted
from taghyir.days.queries import Dated, beside, due_in_feed, is_told

_KEPT = ["on", "where", "sequence", "raised", "is_gone", "changed_at"]


def note_told(feed: Feed) -> None:
    """Note what the calendar tells now, and what it does not tell any more. Run twice, it finds nothing to write."""
    with transaction.atomic():
        feed = Feed.objects.select_for_update(of=("self",)).select_related("owner__person").get(pk=feed.pk)
        noted = {one.uid: one for one in feed.noted.all()}
        due = {one.uid: one for one in due_in_feed(feed)}
        new = [_first(feed, one) for one in due.values() if one.is_on and one.uid not in noted]
        Noted.objects.bulk_create(new)
        changed = [one for one in noted.values() if _is_changed(one, due.get(one.uid))]
        Noted.objects.bulk_update(changed, _KEPT)
        old = [one.pk for uid, one in noted.items() if uid not in due and not is_told(one)]
        Noted.objects.filter(pk__in=old).delete()


def _first(feed: Feed, dated: Dated) -> Noted:
    return Noted(
        feed=feed, uid=dated.uid, kind=dated.kind, on=dated.on, where=dated.where[:400], sequence=dated.sequence
    )


def _is_changed(noted: Noted, dated: Dated | None) -> bool:
    """Brings `noted` up to date; whether something changed."""
    before = [getattr(noted, name) for name in _KEPT]
    if dated is not None and dated.is_on:
        noted.on, noted.where, noted.sequence = dated.on, dated.where[:400], beside(dated, noted).sequence
    is_gone = dated is None or not dated.is_on
    if is_gone != noted.is_gone:
        noted.raised += 2 * noted.is_gone
        noted.is_gone, noted.changed_at = is_gone, timezone.now()
    return before != [getattr(noted, name) for name in _KEPT]
