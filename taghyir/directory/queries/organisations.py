"""Organisations for pages, reports and other rooms."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from taghyir.consents.models import Consent, ConsentText
from taghyir.core.text import folded
from taghyir.directory.models import Identifier, LegalForm, Membership, Organisation, OrganisationQuerySet
from taghyir.directory.policies import visible_files, visible_organisations
from taghyir.people.models import Person
from taghyir.places.models import Territory


def organisations_matching(actor: Any, text: str) -> OrganisationQuerySet:
    """Organisations `actor` may see, found by half a name in any script, an acronym, or where they are."""
    return visible_organisations(actor).found_by(text).select_related("place", "territory", "legal_form")


_VERBS = (
    *("organisation.added", "organisation.brought", "organisation.changed", "organisation.published"),
    *("organisation.hidden", "organisation.described", "organisation.shown_chosen", "organisation.confirmed"),
    *("organisation.faded", "organisation.merged", "organisation.parted", "organisation.labels_counted"),
    *("label.recorded", "label.checked", "label.removed"),
)
_LAST_CHANGE = (  # each the end of an index; words of ours, written in the statement rather than sent with it
    f"SELECT max(last.at)::text FROM unnest('{{{','.join(_VERBS)}}}'::varchar[]) AS said(verb), "
    "LATERAL (SELECT max(at) AS at FROM core_entry WHERE core_entry.verb = said.verb) last"
)


def successor_of(actor: Any, pk: int) -> Organisation | None:
    """The organisation with this number, or the one into which it was merged; None when `actor` may not see it."""
    while merged := Organisation.objects.filter(pk=pk).values_list("merged_into", flat=True).first():
        pk = merged
    return card_of(actor, pk)


def card_of(actor: Any, pk: int) -> Organisation | None:
    """One with all its card shows, for a page that only reads: who its reader is to it is asked once. None when not visible."""
    found = cards_of(visible_organisations(actor)).filter(pk=pk).first()
    vars(found or Organisation())["asked_once"] = {}
    return found


def as_shown_to(actor: Any, organisations: Iterable[Organisation]) -> Iterator[Organisation]:
    """The same, each without what it does not show to somebody who does not follow it. One query for five hundred."""
    organisations = iter(organisations)
    while chunk := list(islice(organisations, 500)):
        keys = [organisation.pk for organisation in chunk]
        files = set(visible_files(actor).filter(pk__in=keys).order_by().values_list("pk", flat=True))
        for organisation in chunk:
            if organisation.pk not in files:
                organisation.hide_what_is_not_shown()
            yield organisation


def cards_of(organisations: OrganisationQuerySet) -> OrganisationQuerySet:
    """These organisations with all their card shows."""
    return organisations.select_related("legal_form", "place__parent", "territory")


def directory_changed_at() -> str:
    """The moment of the last line of the journal about organisations: what was kept before it is no longer true."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_CHANGE)
        return str(cursor.fetchone())


def organisation_counts(actor: Any) -> dict[str, int]:
    """How many organisations `actor` may see: in all, led by women, and of each kind."""
    kinds = {kind: Count("pk", filter=Q(kind=kind)) for kind in Organisation.Kind.values}
    return (
        visible_organisations(actor)
        .order_by()
        .aggregate(all=Count("pk"), women_led=Count("pk", filter=Q(is_women_led=True)), **kinds)
    )


def organisations_by_territory(actor: Any) -> dict[int, int]:
    """How many organisations `actor` may see in each territory, by its key. A territory without any is absent."""
    rows = visible_organisations(actor).order_by().exclude(territory=None).values_list("territory")
    return dict(rows.annotate(count=Count("pk")))


def organisations_of(person: Person | None) -> OrganisationQuerySet:
    """The organisations `person` belongs to today."""
    own = Membership.objects.standing().filter(person=person).values("organisation")
    rows = Organisation.objects.filter(pk__in=own, merged_into=None)
    return rows.select_related("place", "territory", "legal_form")


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who belongs to it today, the board first."""
    return organisation.memberships.standing().select_related("person").order_by("-is_board", "function", "pk")  # type: ignore[attr-defined,no-any-return]


def accounts_of(organisation: Organisation) -> list[Any]:
    """The accounts of those who belong to it today, to tell them something."""
    held = Membership.objects.standing().filter(organisation=organisation, person__user__is_active=True)
    return [membership.person.user for membership in held.select_related("person__user").order_by("pk")]


def organisations_alike(*names: str, territory: Territory | None, country: str) -> OrganisationQuerySet:
    """Those that bear one of these names, however it is written, in the same territory."""
    orders = [folded(name)[:200] for name in names if name.strip()]
    return Organisation.objects.filter(sort_name__in=orders, territory=territory, country=country)


def values_read(organisation: Organisation, names: Iterable[str]) -> list[str]:
    """These facts of it as they stand, in words: what a sheet about it was opened on."""
    said = {"kind": organisation.get_kind_display(), "sectors": organisation.sector_names}
    values = {name: said.get(name) or getattr(organisation, name) for name in names}
    yes = {name: Organisation._meta.get_field(name).verbose_name for name, value in values.items() if value is True}  # type: ignore[union-attr]
    return [str(value or "") for value in (values | yes).values()]


def legal_forms_of(country: str = "") -> QuerySet[LegalForm]:
    """The legal forms of a country, or of both."""
    return LegalForm.objects.filter(country=country) if country else LegalForm.objects.all()


def same_number_elsewhere(organisation: Organisation, type: str, value: str) -> QuerySet[Identifier]:
    """The same number, of the same kind and country, at other organisations."""
    return (
        Identifier.objects.filter(type=type, country=organisation.country, value=value)
        .exclude(organisation=organisation)
        .select_related("organisation")
    )


def has_consent_of_representative(organisation: Organisation) -> bool:
    """Whether somebody of its board today agreed to the public directory, and did not take it back."""
    board = Membership.objects.standing().filter(organisation=organisation, is_board=True).values("person")
    agreed = Consent.objects.standing().filter(text__purpose=ConsentText.Purpose.DIRECTORY)
    return agreed.filter(person__in=board).exists()


def published_without_consent() -> OrganisationQuerySet:
    """What is published and speaks of a person, while nobody of its board today agrees to it."""
    agreed = Consent.objects.standing().filter(text__purpose=ConsentText.Purpose.DIRECTORY).values("person")
    board = Membership.objects.standing().filter(organisation=OuterRef("pk"), is_board=True, person__in=agreed)
    is_persons_own = Q(legal_form=None, kind=Organisation.Kind.ENTERPRISE)
    is_persons_own |= Q(legal_form__is_informal=True) | Q(legal_form__is_one_person=True)
    return Organisation.objects.filter(is_persons_own, ~Exists(board), is_public=True).order_by("pk")
