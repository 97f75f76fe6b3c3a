"""The columns of the lists people take away."""

from django.utils.translation import gettext_lazy as _

from taghyir.core.text import listed

EXPORTED = [
    (_("One"), lambda pair: str(pair.first)),
    (_("Other"), lambda pair: str(pair.second)),
    (_("Numbers"), lambda pair: f"{pair.first_id} / {pair.second_id}"),
    (_("How sure"), lambda pair: pair.get_proposal_display()),
    (_("Why"), lambda pair: listed(pair.reasons_in_words)),
    (_("Metres apart"), lambda pair: pair.metres),
    (_("Decision"), lambda pair: pair.get_decision_display()),
]
MERGES_EXPORTED = [
    (_("Stayed"), lambda merge: str(merge.stays)),
    (_("Became part of it"), lambda merge: str(merge.goes)),
    (_("Merged by"), lambda merge: str(merge.merged_by)),
    (_("Merged on"), lambda merge: merge.merged_at.date()),
    (_("Undone on"), lambda merge: merge.undone_at.date() if merge.undone_at else None),
]
