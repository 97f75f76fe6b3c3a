"""Who sent an answer is told what is said of it, who judged it what is said back; files that were kept are erased."""

from procrastinate.contrib.django import app

from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.people.models import User
from taghyir.review.kept import forget_old
from taghyir.review.models import Remark, State
from taghyir.review.queries import last_judge


@on("submission.commented")
def tell_other_side(entry: Entry) -> None:
    """Tell who sent the answers, or who judged them last, with a link and not the words. Safe to run twice."""
    remark = _remark_of(entry)
    if remark is None:
        return
    sender = remark.submission.submitted_by
    _tell(last_judge(remark.submission) if sender == remark.by else sender, entry, remark)


@on("submission.judged")
def tell_sender(entry: Entry) -> None:
    """Tell who sent the answers that there is something to mend, or that they are left out. Safe to run twice."""
    remark = _remark_of(entry)
    if remark is not None and remark.state in (State.HAS_ISSUES, State.REJECTED):
        _tell(remark.submission.submitted_by, entry, remark)


def _remark_of(entry: Entry) -> Remark | None:
    remarks = Remark.objects.select_related("by__person", "submission__form", "submission__submitted_by__person")
    return remarks.filter(pk=entry.details.get("remark")).first()


def _tell(user: User | None, entry: Entry, remark: Remark) -> None:
    if user is not None and user.is_active and user != remark.by:
        link = remark.submission.get_absolute_url()
        template = f"review/told/{remark.state or 'commented'}.txt"
        tell(user, about=entry, template=template, link=link, remark=remark, submission=remark.submission)


@app.periodic(cron="*/10 * * * *")
@app.task(name="forget_exports", queue="seals", queueing_lock="forget_exports")
def forget_exports(timestamp: int) -> None:
    """Erase files of answers that were made more than ten minutes ago. Safe to run twice."""
    forget_old()
