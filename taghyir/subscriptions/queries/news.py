"""What became public, and when: read from the journal, for the mails and for the feed."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from taghyir.core.models import Entry
from taghyir.directory.models import Organisation, OrganisationQuerySet
from taghyir.directory.queries import Asked, as_shown_to, cards_of, narrowed

_PUBLISHED, _HIDDEN = "organisation.published", "organisation.hidden"
_SETTLES = dt.timedelta(
    minutes=10
)  # a line is written before its transaction ends: younger ones wait for the next time
SHOWN = 50  # organisations of a feed


def line_of_now() -> int:
    """The last line of the journal before which nothing can still come in."""
    return Entry.objects.filter(at__lt=timezone.now() - _SETTLES).aggregate(last=Max("pk"))["last"] or 0


def _lines_of_organisation(*verbs: str) -> QuerySet[Entry]:
    about = ContentType.objects.get_for_model(Organisation)
    return Entry.objects.filter(verb__in=verbs, subject_type=about, subject_id=OuterRef("pk"))


def new_since(asked: Asked, line: int, up_to: int) -> OrganisationQuerySet:
    """Those that answer `asked`, are public now, became so after `line` up to `up_to`, and were not public at `line`."""
    became = _lines_of_organisation(_PUBLISHED).filter(pk__gt=line, pk__lte=up_to)
    before = _lines_of_organisation(_PUBLISHED, _HIDDEN).filter(pk__lte=line).order_by("-pk").values("verb")[:1]
    rows = narrowed(Organisation.objects.published(), asked).filter(Exists(became))
    rows = rows.annotate(verb_before=Subquery(before)).filter(~Q(verb_before=_PUBLISHED) | Q(verb_before=None))
    return cards_of(rows).order_by("sort_name", "pk")


def latest_published(asked: Asked) -> list[Organisation]:
    """The fifty that answer `asked` and became public last, the newest first, with `public_at`. Two queries."""
    hidden = Entry.objects.filter(
        verb=_HIDDEN, subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id")
    )
    after = Coalesce(Subquery(hidden.order_by("-pk").values("pk")[:1]), 0)
    since = _lines_of_organisation(_PUBLISHED).filter(pk__gt=after).order_by("pk").values("at")[:1]
    became = Subquery(since, output_field=DateTimeField())
    rows = narrowed(Organisation.objects.published(), asked).annotate(public_at=Coalesce(became, "recorded_at"))
    found = cards_of(rows).order_by(F("public_at").desc(), "-pk")[:SHOWN]
    return list(as_shown_to(AnonymousUser(), found))
