"""The pages of the criteria: the words, the peers, an interview from its start to its end, and what is published."""

from taghyir.criteria.views.ending import (
    agree_interview,
    ask_for_change,
    close_interview,
    publish_interview,
    record_agreement,
    withdraw_interview,
)
from taghyir.criteria.views.interviews import (
    answer_criterion,
    give_back,
    interview,
    interviews,
    remove_draft,
    start_interview,
)
from taghyir.criteria.views.peers import end_peer, name_peer, peers
from taghyir.criteria.views.reading import criteria, evidence_paper, read_back, signed_sheet, values

__all__ = [
    "agree_interview",
    "answer_criterion",
    "ask_for_change",
    "close_interview",
    "criteria",
    "end_peer",
    "evidence_paper",
    "give_back",
    "interview",
    "interviews",
    "name_peer",
    "peers",
    "publish_interview",
    "read_back",
    "record_agreement",
    "remove_draft",
    "signed_sheet",
    "start_interview",
    "values",
    "withdraw_interview",
]
