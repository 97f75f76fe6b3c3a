"""Who answers is told; the answer to a need is read under the code; what is old is erased."""

from contextlib import suppress

from django.utils import translation
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.desk.actions import erase_requests, pass_answer_on
from taghyir.desk.models import HelpRequest
from taghyir.desk.queries import first_reader
from taghyir.people.models import User


@on("help.asked")
@on("help.message_added")
def tell_first_reader(entry: Entry) -> None:
    """Tell who has it in hand, or an adviser of the territory, with a link and not the words. Safe to run twice."""
    request = HelpRequest.objects.select_related("territory", "owner").filter(pk=entry.subject_id).first()
    user = first_reader(request) if request else None
    if request and user and user.is_active:
        with translation.override(user.language):
            link = request.get_absolute_url()
        tell(user, about=entry, template="desk/told/asked.txt", link=link, request=request)


@on("need.answered")
def pass_on(entry: Entry) -> None:
    """Put the answer to a need under the code of who asked. Safe to run twice: an answer is passed on once."""
    request = HelpRequest.objects.filter(need=entry.subject_id).first()
    if request:
        with suppress(Refused):
            pass_answer_on(actor=User.objects.robot(), request=request)


@app.periodic(cron="50 2 * * *")
@app.task(name="erase_requests", queue="seals", queueing_lock="erase_requests")
def erase_old_requests(timestamp: int) -> None:
    """Each night. Safe to run twice."""
    erase_requests(actor=User.objects.robot())
