"""Cards to confirm, what they lack, how long an error waits for its answer, and the links that need no account."""

import datetime as dt
import hashlib
import re
import statistics
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import (
    Case,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from taghyir.directory.models import Freshness, Organisation, OrganisationQuerySet
from taghyir.directory.policies import visible_files
from taghyir.people.models import COORDINATORS, Role, User
from taghyir.people.queries import coordinators_of, users_with_role
from taghyir.places.models import Territory
from taghyir.tables.cells import western
from taghyir.upkeep.models import Claim, Report, Review
from taghyir.upkeep.policies import visible_claims, visible_reports

SALT, LINK_DAYS = "still-true", 60
FEWEST, LAST_DAYS = 5, 90  # answers from which a delay is told; days looked back
# each fact of a whole card: its name, and the condition that it is there
WHOLE: dict[str, tuple[Any, Q]] = {
    "position": (_("its position on the map"), Q(latitude__isnull=False)),
    "contact": (_("a phone or an e-mail"), ~Q(phone="", email="")),
    "address": (_("an address"), ~Q(address="")),
    "place": (_("its commune or delegation"), Q(place__isnull=False)),
    "legal_form": (_("its legal form"), Q(legal_form__isnull=False)),
    "sectors": (_("its sectors"), Q(sectors__len__gt=0)),
    "activity_fr": (_("what it does, in French"), ~Q(activity_fr="")),
    "activity_ar": (_("what it does, in Arabic"), ~Q(activity_ar="")),
    "names": (_("its name in both scripts"), ~Q(name="") & ~Q(name_ar="")),
    "members": (_("how many women and men it has"), Q(women_members__isnull=False) & Q(men_members__isnull=False)),
}


def _since() -> Coalesce:
    return Coalesce(F("confirmed_on"), Cast("recorded_at", DateField()))


def with_due_date(rows: OrganisationQuerySet) -> Any:
    """`rows` with `due_on`: the day from which each is to be confirmed, a month counting for thirty days."""
    rhythm = ExpressionWrapper(F("review_months") * Value(dt.timedelta(days=30)), output_field=DurationField())
    return rows.annotate(due_on=ExpressionWrapper(_since() + rhythm, output_field=DateField()))


def cards_due(days: int) -> OrganisationQuerySet:
    """Public cards that should have been confirmed `days` ago or more, those that wait longest first."""
    limit = timezone.localdate() - dt.timedelta(days=days)
    public = Organisation.objects.filter(is_public=True, closed_on=None, merged_into=None)
    return with_due_date(public).filter(due_on__lte=limit).order_by("due_on", "pk")


def cards_to_ask(days: int, whom: str) -> OrganisationQuerySet:
    """Of the cards due for `days` and still seen, those of which `whom`, owner or focal_point, was not asked since."""
    asked = Review.objects.filter(
        organisation=OuterRef("pk"), due_on=OuterRef("due_on"), **{f"{whom}_asked_at__isnull": False}
    )
    return cards_due(days).exclude(freshness=Freshness.HIDDEN).filter(~Exists(asked))


def cards_to_fade(days: int, before: str) -> OrganisationQuerySet:
    """Of the cards due, those that are `before` and of which the owner was asked `days` ago or more, without an answer."""
    asked_by = timezone.now() - dt.timedelta(days=days)
    asked = Review.objects.filter(organisation=OuterRef("pk"), due_on=OuterRef("due_on"), owner_asked_at__lte=asked_by)
    return cards_due(0).filter(Exists(asked), freshness=before)


def cards_to_visit(actor: Any) -> OrganisationQuerySet:
    """The cards `actor` follows with `completeness` (0 to 100), the least complete and longest unconfirmed first."""
    there = [
        Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
        for _label, condition in WHOLE.values()
    ]
    total = sum(there[1:], start=there[0])
    rows = with_due_date(visible_files(actor).filter(closed_on=None, merged_into=None))
    share = ExpressionWrapper(total * Value(100) / Value(len(WHOLE)), output_field=IntegerField())
    return (
        rows.annotate(completeness=share).select_related("place", "territory").order_by("completeness", "due_on", "pk")
    )


def missing_of(organisation: Organisation) -> list[str]:
    """What its card still lacks, in words."""
    missing = []
    for name, (label, _condition) in WHOLE.items():
        if not _is_there(organisation, name):
            missing.append(str(label))
    return missing


def _is_there(organisation: Organisation, name: str) -> bool:
    if name == "position":
        return organisation.latitude is not None
    if name == "contact":
        return bool(organisation.phone or organisation.email)
    if name == "names":
        return bool(organisation.name and organisation.name_ar)
    if name == "members":
        return organisation.women_members is not None and organisation.men_members is not None
    if name in ("place", "legal_form"):
        return getattr(organisation, f"{name}_id") is not None
    return bool(getattr(organisation, name))


def still_true_token(organisation: Organisation) -> str:
    """A link that confirms this card once, for sixty days, without an account."""
    return signing.dumps([organisation.pk, str(organisation.confirmed_on)], salt=SALT)


def organisation_of_token(token: str) -> Organisation | None:
    """The organisation a link confirms; None when it is too old, was used, or is none of ours."""
    try:
        pk, confirmed_on = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    organisation = Organisation.objects.filter(pk=pk, closed_on=None, merged_into=None).first()
    return organisation if organisation and str(organisation.confirmed_on) == confirmed_on else None


def address_of_token(organisation: Organisation, language: str) -> str:
    with translation.override(language):
        return reverse("upkeep:still_true", args=[still_true_token(organisation)])


def report_of_code(typed: str) -> Report | None:
    """What was reported under a code, however it is typed: small letters, spaces, Eastern digits. None: there is none."""
    code = re.sub(r"[^0-9A-Z]", "", western(typed).upper())
    return Report.objects.filter(code=code).select_related("organisation__territory").first()


def reports_with_all(actor: Any) -> QuerySet[Report]:
    """What was said of the cards `actor` follows, those not answered first, the oldest first."""
    rows = visible_reports(actor).select_related(
        "organisation__place", "organisation__territory", "answered_by__person"
    )
    return rows.annotate(is_answered=Case(When(state="open", then=0), default=1, output_field=IntegerField())).order_by(
        "is_answered", "reported_at", "pk"
    )


def claims_with_all(actor: Any) -> QuerySet[Claim]:
    return visible_claims(actor).select_related("organisation__territory", "person").order_by("-claimed_at", "-pk")


def delays_by_territory() -> list[tuple[Territory, int | None, int]]:
    """Each territory, the median of days between a report and its answer, and how many wait. None: fewer than five answers."""
    since = timezone.now() - dt.timedelta(days=LAST_DAYS)
    answered = Report.objects.filter(answered_at__gte=since).order_by()
    days: dict[int | None, list[int]] = {}
    for territory, reported, done in answered.values_list("organisation__territory", "reported_at", "answered_at"):
        days.setdefault(territory, []).append((done - reported).days if done else 0)
    waiting = dict(
        Report.objects.filter(state="open").order_by().values_list("organisation__territory").annotate(n=Count("pk"))
    )
    return [(one, _median(days.get(one.pk, [])), waiting.get(one.pk, 0)) for one in Territory.objects.order_by("order")]


def delay_of(territory: Territory | None) -> int | None:
    """The median of days between a report and its answer there; None for fewer than five answers in ninety days."""
    since = timezone.now() - dt.timedelta(days=LAST_DAYS)
    rows = Report.objects.filter(answered_at__gte=since, organisation__territory=territory).order_by()
    return _median(
        [(done - reported).days for reported, done in rows.values_list("reported_at", "answered_at") if done]
    )


def _median(days: list[int]) -> int | None:
    return round(statistics.median(days)) if len(days) >= FEWEST else None


def focal_points_of(organisation: Organisation) -> list[User]:
    """Who looks after it: the focal points of its territory and who stands in for them, else coordinators, from near to far."""
    territory = organisation.territory
    if territory is None:
        near = users_with_role(*COORDINATORS, country=organisation.country)
        return list(near) or list(users_with_role(Role.Kind.PROGRAMME_COORDINATOR))
    return list(users_with_role(Role.Kind.FOCAL_POINT, territory=territory)) or list(coordinators_of(territory))


def keepers_of(organisation: Organisation) -> list[User]:
    """The accounts of those who keep its card."""
    kept = organisation.memberships.standing().filter(is_keeper=True, person__user__is_active=True)  # type: ignore[attr-defined]
    return [membership.person.user for membership in kept.select_related("person__user").order_by("pk")]


def claim_invited_by(invitation: int) -> Claim | None:
    """The claim for which the mail box of a card was sent this invitation, while it waits."""
    waiting = Claim.objects.filter(invitation=invitation, state=Claim.State.WAITING)
    return waiting.select_related("organisation").first()


def claims_over() -> QuerySet[Claim]:
    """Those that wait at a mail box though its offer is over, or no offer was made for as long as one holds."""
    now = timezone.now()
    is_over = Q(invitation__expires_at__lte=now) | Q(invitation__withdrawn_at__lte=now)
    is_over |= Q(invitation=None, claimed_at__lte=now - Claim.WAITS)
    return Claim.objects.filter(is_over, person=None, state=Claim.State.WAITING).order_by("pk")


def hash_of_code(claim: Claim, code: str) -> str:
    """What is kept of a code: nobody who reads the table can tell it."""
    return hashlib.sha256(f"{settings.SECRET_KEY}:{claim.pk}:{code}".encode()).hexdigest()
