"""What was asked: under a code, waiting, and how to answer it from a phone."""

import re
from typing import Any

from django.core.cache import cache
from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from taghyir.design.formats import written_in
from taghyir.design.messages import text_message, whatsapp
from taghyir.desk.models import HelpRequest
from taghyir.desk.policies import visible_requests
from taghyir.needs.queries import owner_for
from taghyir.people.models import User
from taghyir.places.queries import places_of, territories
from taghyir.tables.cells import western
from taghyir.voices.queries import name_notice

NOTICE = name_notice(
    "desk",
    gettext_lazy("Before one writes to the mechanism"),
    gettext_lazy(
        "Only the people of the mechanism of your territory and those who check the programme read what you write."
        " Each time is noted."
    ),
    gettext_lazy("You receive a code. With it you see the answer, and can add a word."),
    gettext_lazy("Your name and your phone are not needed. All of it is erased a year after it is closed."),
)
KEPT_FOR = 300  # seconds the places to choose are kept
State = HelpRequest.State
NARROW = ("commune", "delegation")


def request_of_code(typed: str) -> HelpRequest | None:
    """The request under a code, however it is typed: small letters, spaces, dashes, Eastern digits. None: there is none."""
    code = re.sub(r"[^0-9A-Z]", "", western(typed).upper())
    if len(code) != 8:
        return None
    found = HelpRequest.objects.filter(code=code)
    return found.select_related("territory", "place", "owner__person", "need__owner").first()


def requests_with_all(actor: Any) -> QuerySet[HelpRequest]:
    """What `actor` may read, what waits first, by the day on which an answer is due."""
    rank = Case(
        When(state=State.CLOSED, then=2), When(is_waiting=False, then=1), default=0, output_field=IntegerField()
    )
    rows = visible_requests(actor).select_related("territory", "place", "owner__person", "need__owner")
    return rows.annotate(rank=rank).order_by("rank", "due_on", "pk")


def requests_waiting(actor: Any) -> QuerySet[HelpRequest]:
    """Those that wait for a word, which nobody has in hand, or `actor` has: for their day."""
    open_ones = visible_requests(actor).exclude(state=State.CLOSED).filter(is_waiting=True)
    mine = open_ones.filter(owner=None) | open_ones.filter(owner=actor)
    return mine.order_by("due_on", "pk")


def first_reader(request: HelpRequest) -> User | None:
    """Who is told that it was asked: who has it in hand, else an adviser of the territory, else the programme."""
    return request.owner or owner_for(request.territory)


def places_to_choose() -> list[tuple[str, list[tuple[str, str]]]]:
    """The communes and delegations of each territory, by name, as the choices of a select."""

    def read() -> list[tuple[str, list[tuple[str, str]]]]:
        found = []
        for territory in territories():
            narrow = [place for place in places_of(territory) if place.level in NARROW]
            found.append((str(territory), [(str(place.pk), str(place)) for place in sorted(narrow, key=str)]))
        return found

    return cache.get_or_set(f"desk-places-{get_language()}", read, KEPT_FOR) or []


def ready_to_send(request: HelpRequest, link: str) -> tuple[str, str]:
    """Addresses that open WhatsApp and a text message to who asked, with words in their language, ready to be sent."""
    with written_in(request.language, request.territory.country if request.territory else None):
        name = f" {request.name}" if request.name else ""
        words = _("Good day%(name)s. You asked for help under the code %(code)s. The answer is here: %(link)s") % {
            "name": name,
            "code": request.shown_code,
            "link": link,
        }
    return whatsapp(request.phone, words), text_message(request.phone, words)
