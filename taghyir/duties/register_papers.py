"""The register of members and the register of shares, on paper."""

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.design.formats import amount_text, date_text, number_text
from taghyir.directory.models import Organisation
from taghyir.duties.blocks import Paper
from taghyir.duties.models import Holder
from taghyir.duties.papers import note_of_model
from taghyir.duties.queries import totals_of_register


def members_paper(organisation: Organisation, holders: list[Holder]) -> Paper:
    """Who entered and who left, and when; nothing else about people."""
    paper = Paper(_("Register of members"), str(organisation))
    rows = [[str(one.number), one.name, date_text(one.entered_on), date_text(one.left_on), ""] for one in holders]
    heads = [_("No."), _("Name"), _("Entered on"), _("Left on"), _("Signature")]
    paper.table(heads, rows, [1, 5, 4, 4, 4], tall=True)
    return _closed(paper)


def shares_paper(organisation: Organisation, holders: list[Holder]) -> Paper:
    """How many shares each member holds and what they paid, and the sum of those who are members today."""
    paper = Paper(_("Register of shares"), str(organisation))
    rows = [
        [str(one.number), one.name, number_text(one.shares), amount_text(one.amount, one.currency)]
        for one in holders
        if one.is_member
    ]
    paper.table([_("No."), _("Name"), _("Shares"), _("Amount paid")], rows, [1, 6, 3, 4])
    for total in totals_of_register(organisation):
        words = {"shares": number_text(total.shares), "amount": amount_text(total.amount, total.currency)}
        paper.say(_("Together: %(shares)s shares, %(amount)s") % words)
    return _closed(paper)


def _closed(paper: Paper) -> Paper:
    paper.say(_("Closed on %(day)s.") % {"day": date_text(timezone.localdate())})
    paper.signatures(_("Who keeps the register"))
    paper.note(
        _(
            "Numbers of identity cards are not kept here. If your law asks for them, write them by hand on your own paper."
        )
    )
    note_of_model(paper)
    return paper
