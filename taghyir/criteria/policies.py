"""Who is named a peer, who interviews, who agrees and publishes, and who may read. Nobody may compare two organisations."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.criteria.models import Answer, Interview, Peer, PeerQuerySet
from taghyir.directory.models import Membership, Organisation, published
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Role, User
from taghyir.places.models import Territory

State = Interview.State


def visible_peers(actor: Any) -> PeerQuerySet:
    """Field staff and peers see the peers of their territories; an auditor, all."""
    if not actor.is_authenticated:
        return Peer.objects.none()
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    if actor.is_robot or reach.everywhere:
        return Peer.objects.all()
    return Peer.objects.filter(reach.q() | Q(territory__in=_peer_of(actor).values("territory")))


def visible_interviews(actor: Any) -> QuerySet[Interview]:
    """With every answer: its peers, the organisation, coordinators of its territory. Nobody else, before it is published."""
    if not actor.is_authenticated:
        return Interview.objects.none()
    return Interview.objects.filter(_followed(actor))


def visible_publications(actor: Any) -> QuerySet[Interview]:
    """What organisations chose to publish, as long as their card is public: for everybody."""
    return Interview.objects.filter(_PUBLISHED)


def visible_outlines(actor: Any) -> QuerySet[Interview]:
    """That it was held, when, and where it stands: of what one may read whole, and of what is published."""
    followed = _followed(actor) if actor.is_authenticated else Q(pk__in=[])
    return Interview.objects.filter(_PUBLISHED | followed)


def visible_papers(actor: Any) -> QuerySet[Answer]:
    """The files given as evidence are never published: who reads the whole interview opens them."""
    return Answer.objects.filter(interview__in=visible_interviews(actor).order_by().values("pk"), paper__isnull=False)


def can_read_interviews(actor: Any) -> bool:
    """The list: field staff, auditors, and peers."""
    if not actor.is_authenticated:
        return False
    return bool(actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR) or _peer_of(actor).exists())


can_read_peers = can_read_interviews


def can_name_peer(actor: Any, territory: Territory | None) -> bool:
    """Coordinators of the territory."""
    return actor.is_authenticated and (actor.is_robot or actor.reach(*COORDINATORS).covers(territory))


def can_name_peers(actor: Any) -> bool:
    """Whether `actor` may name one anywhere: for the buttons of a page."""
    return actor.is_authenticated and actor.has_role(*COORDINATORS)


def can_end_peer(actor: Any, peer: Peer) -> bool:
    """Coordinators of the territory, and the peer."""
    return can_name_peer(actor, peer.territory) or (actor.is_authenticated and actor.pk == peer.user_id)


def can_start_interview(actor: Any, organisation: Organisation) -> bool:
    """A peer of its territory; never of an organisation one belongs to."""
    if not actor.is_authenticated or organisation.territory_id is None:
        return False
    return _peer_of(actor).filter(territory=organisation.territory_id).exists() and not _belongs(actor, organisation)


def can_save_answer(actor: Any, interview: Interview) -> bool:
    """Either of its peers."""
    keys = [key for key in (interview.peer_id, interview.second_peer_id) if key]
    return actor.is_authenticated and _peer_of(actor).filter(pk__in=keys).exists()


can_give_back = can_save_answer


def can_remove_draft(actor: Any, interview: Interview) -> bool:
    """Its peers, and coordinators of the territory."""
    return can_save_answer(actor, interview) or can_name_peer(actor, interview.organisation.territory)


def can_agree_interview(actor: Any, interview: Interview) -> bool:
    """Who belongs to the organisation."""
    return _belongs(actor, interview.organisation)


can_ask_for_change = can_agree_interview


def can_record_agreement(actor: Any, interview: Interview) -> bool:
    """Coordinators of the territory, with the sheet the organisation signed; none of them who held the interview."""
    return can_name_peer(actor, interview.organisation.territory) and not can_save_answer(actor, interview)


def can_close_interview(actor: Any, interview: Interview) -> bool:
    """Its peers, the organisation, coordinators of the territory."""
    return can_remove_draft(actor, interview) or can_agree_interview(actor, interview)


def can_publish_interview(actor: Any, interview: Interview) -> bool:
    """The organisation alone: who keeps its card, or sits on its board."""
    return _belongs(actor, interview.organisation, Q(is_keeper=True) | Q(is_board=True))


can_withdraw_interview = can_publish_interview

_PUBLISHED = Q(published_at__isnull=False) & published("organisation__")


def _followed(actor: User) -> Q:
    if actor.is_robot:
        return Q(pk__isnull=False)
    own, peers = Membership.objects.standing().filter(person=actor.person_id), _peer_of(actor).order_by().values("pk")
    mine = Q(organisation__in=own.order_by().values("organisation")) | Q(peer__in=peers) | Q(second_peer__in=peers)
    reach = actor.reach(*COORDINATORS)
    return (mine | reach.q("organisation__territory")) if reach else mine


def _peer_of(actor: User) -> PeerQuerySet:
    """Where `actor` is a peer today."""
    return Peer.objects.standing().filter(user=actor.pk)


def _belongs(actor: Any, organisation: Organisation, how: Q | None = None) -> bool:
    if not actor.is_authenticated or not actor.person_id:
        return False
    standing = Membership.objects.standing().filter(organisation=organisation, person=actor.person_id)
    return (standing.filter(how) if how is not None else standing).exists()
