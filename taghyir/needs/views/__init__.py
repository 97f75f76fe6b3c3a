"""Pages of the needs."""

from taghyir.needs.views.forms import map_form_to_needs, mapped_forms, remove_need_mapping
from taghyir.needs.views.reading import heat_map, need, needs
from taghyir.needs.views.work import answer_need, answer_slip, change_need, hear_need, take_need, tell_answer

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
    "remove_need_mapping",
    "take_need",
    "tell_answer",
]
