"""The pages of the desk: those of who asks, and those of who answers."""

from taghyir.desk.views.answering import (
    answer_request,
    close_request,
    help_request,
    make_need_of_request,
    requests,
    take_request,
)
from taghyir.desk.views.asking import acknowledge_answer, ask_for_help, find_request, follow_request

__all__ = [
    "acknowledge_answer",
    "answer_request",
    "ask_for_help",
    "close_request",
    "find_request",
    "follow_request",
    "help_request",
    "make_need_of_request",
    "requests",
    "take_request",
]
