"""What can be done with needs."""

from taghyir.needs.actions.answering import (
    answer_need,
    change_need,
    raise_need,
    set_priorities,
    take_need,
    tell_answer,
)
from taghyir.needs.actions.hearing import hear_need, hear_need_in_answer
from taghyir.needs.actions.mapping import map_form_to_needs, remove_need_mapping

__all__ = [
    "answer_need",
    "change_need",
    "hear_need",
    "hear_need_in_answer",
    "map_form_to_needs",
    "raise_need",
    "remove_need_mapping",
    "set_priorities",
    "take_need",
    "tell_answer",
]
