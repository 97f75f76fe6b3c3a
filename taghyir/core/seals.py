"""The journal sealed in batches: each digest covers its line and the digest before it, so a change behind our back shows.

No lock stands on the write path: lines are written freely, and the worker chains them a moment later.
"""

import hashlib
import json
from collections.abc import Iterator

from django.db import connection, transaction

from taghyir.core.models import Entry, Seal

_LATE = 50_000  # a transaction that commits late is looked for this many lines behind the last sealed one
_ONE_SEALER = 742_019  # key of the advisory lock held while sealing


def digest_of(entry: Entry, previous: bytes) -> bytes:
    """SHA-256 of the previous digest and of the line in canonical JSON."""
    line = [
        entry.pk,
        entry.at.isoformat(),
        entry.actor_id,
        entry.verb,
        entry.subject_type_id,
        entry.subject_id,
        entry.details,
    ]
    text = json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode()).digest()


def seal_lines(limit: int = 5_000) -> int:
    """Chain the lines not yet sealed, oldest first. Returns how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_SEALER])
        last = Seal.objects.order_by("-pk").first()
        digest = bytes(last.digest) if last else b""
        unsealed = Entry.objects.extra(
            where=["NOT EXISTS (SELECT 1 FROM core_seal s WHERE s.entry_id = core_entry.id)"]
        )
        if last:
            unsealed = unsealed.filter(pk__gt=last.entry_id - _LATE)
        seals = []
        for entry in unsealed.order_by("pk")[:limit]:
            digest = digest_of(entry, digest)
            seals.append(Seal(entry_id=entry.pk, digest=digest))
        Seal.objects.bulk_create(seals)
    return len(seals)


def first_broken_seal() -> tuple[Seal, str] | None:
    """The first seal whose line was changed or removed, with what is wrong; None when the chain is whole."""
    previous = b""
    for seal, entry in _sealed_lines():
        if entry is None:
            return seal, "removed"
        if digest_of(entry, previous) != bytes(seal.digest):
            return seal, "changed"
        previous = bytes(seal.digest)
    return None


def _sealed_lines(step: int = 2_000) -> Iterator[tuple[Seal, Entry | None]]:
    after = 0
    while seals := list(Seal.objects.filter(pk__gt=after).order_by("pk")[:step]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        yield from ((seal, entries.get(seal.entry_id)) for seal in seals)
        after = seals[-1].pk
