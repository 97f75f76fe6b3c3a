"""Organisations and what is known of them."""

from taghyir.directory.models.identifiers import Identifier
from taghyir.directory.models.labels import Label, LabelKind, LabelQuerySet
from taghyir.directory.models.memberships import Membership, MembershipQuerySet
from taghyir.directory.models.organisations import (
    Freshness,
    LegalForm,
    Organisation,
    OrganisationQuerySet,
    Sector,
    Shown,
    published,
)

__all__ = [
    "Freshness",
    "Identifier",
    "Label",
    "LabelKind",
    "LabelQuerySet",
    "LegalForm",
    "LegalForm",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Sector",
    "Shown",
    "published",
]
