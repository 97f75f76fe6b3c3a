"""Who writes on a card, and who sees its photos and relations."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.cards.models import Photo, Relation
from taghyir.directory.models import Organisation
from taghyir.directory.policies import can_describe_organisation, visible_organisations


def visible_photos(actor: Any) -> QuerySet[Photo]:
    """Those of the cards one sees, unless somebody marked on it no longer agrees."""
    return Photo.objects.shown().filter(organisation__in=visible_organisations(actor).order_by().values("pk"))


def visible_relations(actor: Any) -> QuerySet[Relation]:
    """Those between two organisations one sees."""
    seen = visible_organisations(actor).order_by().values("pk")
    return Relation.objects.filter(Q(subject__in=seen) & Q(to__in=seen))


def can_keep_card(actor: Any, organisation: Organisation) -> bool:
    """Those of its members who keep it, and field staff where it is."""
    return can_describe_organisation(actor, organisation)


can_write_words = can_set_hours = can_add_photo = can_keep_card


def can_propose_relation(actor: Any, organisation: Organisation, other: Organisation) -> bool:
    """Who keeps the one, to another they see."""
    return can_keep_card(actor, organisation) and visible_organisations(actor).filter(pk=other.pk).exists()


def can_remove_photo(actor: Any, photo: Photo) -> bool:
    """Who keeps the card."""
    return can_keep_card(actor, photo.organisation)


can_put_photo_first = can_move_photo = can_remove_photo


def can_accept_relation(actor: Any, relation: Relation) -> bool:
    """Who keeps the card of the side that did not propose it."""
    other = relation.to if relation.is_proposed_by_subject else relation.subject
    return can_keep_card(actor, other)


def can_remove_relation(actor: Any, relation: Relation) -> bool:
    """Who keeps one of the two cards."""
    return can_keep_card(actor, relation.subject) or can_keep_card(actor, relation.to)
