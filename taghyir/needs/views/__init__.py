"""Pages of the needs."""

from taghyir.needs.views.forms import map_form_to_needs, mapped_forms, remove_need_mapping
from taghyir.needs.views.reading import heat_map, need, needs
from taghyir.needs.views.work import (
    answer_need,
    answer_slip,
    change_need,
    hear_need,
    raise_need,
    set_priorities,
    take_need,
    tell_answer,
)

__all__ = [
    "answer_need",
    "answer_slip",
    "change_need",
    "hear_need",
    "heat_map",
    "map_form_to_needs",
    "mapped_forms",
    "need",
    "needs",
    "raise_need",
    "remove_need_mapping",
    "set_priorities",
    "take_need",
    "tell_answer",
]
