"""What pages, reports and other rooms ask about needs."""

from taghyir.needs.queries.figures import (
    PEOPLE,
    Heat,
    NeedFigures,
    need_figures,
    need_figures_by_territory,
    needs_by_theme_and_territory,
    public_need_figures,
)
from taghyir.needs.queries.heard import HeardAnswer, needs_in_answers, theme_values_unknown
from taghyir.needs.queries.notice import NOTICE
from taghyir.needs.queries.telling import Telling, phone_to_tell, tellings_of
from taghyir.needs.queries.work import (
    Moment,
    coordinators_at,
    due_day,
    forms_to_map,
    history_of,
    mappings_in_words,
    needs_due,
    needs_in_order,
    needs_of,
    needs_to_raise,
    needs_waiting_long,
    next_level,
    open_needs_of,
    owner_for,
    owners_possible,
)

__all__ = [
    "NOTICE",
    "PEOPLE",
    "Heat",
    "HeardAnswer",
    "Moment",
    "NeedFigures",
    "Telling",
    "coordinators_at",
    "due_day",
    "forms_to_map",
    "history_of",
    "mappings_in_words",
    "need_figures",
    "need_figures_by_territory",
    "needs_by_theme_and_territory",
    "needs_due",
    "needs_in_answers",
    "needs_in_order",
    "needs_of",
    "needs_to_raise",
    "needs_waiting_long",
    "next_level",
    "open_needs_of",
    "owner_for",
    "owners_possible",
    "phone_to_tell",
    "public_need_figures",
    "tellings_of",
    "theme_values_unknown",
]
