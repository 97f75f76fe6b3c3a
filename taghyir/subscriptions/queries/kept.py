"""The searches people keep: in words, due, too old, counted."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.text import listed
from taghyir.directory.models import LabelKind, LegalForm, Organisation, Sector
from taghyir.directory.queries import Asked
from taghyir.places.models import Place, Territory
from taghyir.subscriptions.models import Subscriber, Subscription, SubscriptionQuerySet
from taghyir.subscriptions.policies import visible_counted_territories
from taghyir.tables.text import cleaned

LIMIT_A_DAY = 5  # requests not confirmed, for one address
_KEPT_UNCONFIRMED = dt.timedelta(days=7)
_RHYTHM = dt.timedelta(days=7)
SMALLEST = 5  # fewer than this is not said: a small place knows its people


def described(asked: Asked) -> str:
    """A search in the words of the page: what is looked for, what it is, where. Four queries at most."""
    return described_each([asked])[0]


def described_each(searches: Sequence[Asked]) -> list[str]:
    """The same for many, in their order. Three queries at most, for any number of them."""
    names = _names_for(searches)
    return [listed(word for word in _words_of(asked, names) if word) or _("The whole directory") for asked in searches]


def _names_for(searches: Sequence[Asked]) -> dict[str, Any]:
    """Territories by slug and code, legal forms by code, places by key: those that some search names."""
    named: dict[str, Any] = {}
    if any(asked.territory for asked in searches):
        named |= {key: one for one in Territory.objects.order_by("pk") for key in (one.slug, one.code)}
    if codes := {asked.legal_form for asked in searches if asked.legal_form}:
        named |= {form.code: form for form in LegalForm.objects.filter(code__in=codes).order_by("pk")}
    if codes := {asked.label for asked in searches if asked.label}:
        named |= {f"label {kind.code}": kind for kind in LabelKind.objects.filter(code__in=codes).order_by("pk")}
    if keys := {key for asked in searches for key in (asked.place, asked.near) if key}:
        condition = Q(pk__in=[])
        for country, _dash, code in (key.partition("-") for key in keys):
            condition |= Q(country=country, code=code)
        named |= {f"{place.country}-{place.code}": place for place in Place.objects.filter(condition).order_by("pk")}
    return named


def _words_of(asked: Asked, names: dict[str, Any]) -> Iterator[str]:
    for words in (asked.q, asked.product):
        yield _("“%(words)s”") % {"words": cleaned(words)} if cleaned(words) else ""
    yield str(Sector(asked.sector).label) if asked.sector else ""
    yield str(Organisation.Kind(asked.kind).label) if asked.kind else ""
    yield str(names.get(asked.legal_form, ""))
    yield str(names.get(f"label {asked.label}", ""))
    yield _("led by women") if asked.women_led else ""
    yield _("takes care of people") if asked.care else ""
    yield _("keeps materials in use") if asked.circular else ""
    yield str(names.get(asked.territory, ""))
    yield str(names.get(asked.place, ""))
    if asked.near in names:
        yield _("less than %(km)s km from %(place)s") % {"km": asked.within, "place": names[asked.near]}


def territory_asked(asked: Asked) -> Territory | None:
    """The territory a search names, by its slug or its code."""
    there = Q(slug=asked.territory) | Q(code=asked.territory)
    return Territory.objects.filter(there).first() if asked.territory else None


def mails_of_today(subscriber: Subscriber) -> int:
    """How many requests were made for this address in 24 hours and are not confirmed."""
    since = timezone.now() - dt.timedelta(days=1)
    return Subscription.objects.filter(
        subscriber=subscriber, state=Subscription.State.ASKED, asked_at__gt=since
    ).count()


def stale_requests() -> SubscriptionQuerySet:
    """Requests nobody confirmed within seven days."""
    before = timezone.now() - _KEPT_UNCONFIRMED
    return Subscription.objects.filter(state=Subscription.State.ASKED, asked_at__lt=before).order_by("pk")


def subscriptions_due() -> SubscriptionQuerySet:
    """Active searches that were told nothing for a week, and whose last failure is far enough."""
    now = timezone.now()
    told = Q(last_told_at=None) | Q(last_told_at__lte=now - _RHYTHM)
    return Subscription.objects.active().filter(told, Q(try_again_at=None) | Q(try_again_at__lte=now)).order_by("pk")


def subscription_counts(actor: Any) -> list[tuple[str, int | None]]:
    """Territory and how many active searches are of it, where `actor` coordinates. None: from 1 to 4. Two queries."""
    counted = dict(
        Subscription.objects.active().exclude(territory=None).order_by().values_list("territory").annotate(Count("pk"))
    )
    rows = [(str(one), counted.get(one.pk, 0)) for one in visible_counted_territories(actor).order_by("order")]
    return [(name, None if 0 < count < SMALLEST else count) for name, count in rows]
