import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from taghyir.core.files import keep_file
from taghyir.criteria.actions import agree_interview, give_back, publish_interview, save_answer, start_interview
from taghyir.criteria.models import Answer, Interview, Peer
from taghyir.criteria.queries import codes_of
from taghyir.criteria.seeds import SET
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

CODES = codes_of(SET["version"])
STATES = ("draft", "given_back", "agreed", "published")


def a_day(ago: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=ago)


def a_peer(name: str = "youssef", code: str = "NAD", **facts) -> Peer:
    """Somebody who was trained; made once per test."""
    user, territory = somebody(name), TerritoryFactory(code=code)
    trained = {"trained_on": a_day(200), "trained_by": "REAS Maroc", "named_by": somebody("amina")}
    return Peer.objects.get_or_create(user=user, territory=territory, defaults=trained | facts)[0]


def shown_tifawin() -> Organisation:
    """The cooperative of Fatma, its card public, whoever made it."""
    organisation = tifawin(is_public=True)
    if not organisation.is_public:
        organisation.is_public = True
        organisation.save()
    return organisation


def an_interview(organisation=None, state: str = "draft", ago: int = 5, level: int = 3, **facts) -> Interview:
    """Youssef talks with Tifawin, whose card is public, as far as `state`: written, given back, agreed, published."""
    organisation = organisation or shown_tifawin()
    youssef, fatma = a_peer().user, somebody("fatma")
    found = start_interview(actor=youssef, organisation=organisation, held_on=a_day(ago), **{"language": "ar"} | facts)
    steps = STATES.index(state)
    if steps >= 1:
        found = give_back(actor=youssef, interview=written(found, level))
    if steps >= 2:
        found = agree_interview(actor=fatma, interview=found)
    if steps >= 3:
        found = publish_interview(actor=fatma, interview=found, shows_evidence=True)
    return found


def written(interview: Interview, level: int = 3) -> Interview:
    """Each criterion gone through; the first was not talked about."""
    facts = {"interview": interview, "said_to": interview.peer.user}
    answers = [Answer(criterion=code, level=level, evidence=f"Cahier {code}", **facts) for code in CODES]
    answers[0].level, answers[0].evidence = None, ""
    Answer.objects.bulk_create(answers)
    return save_answer(
        actor=interview.peer.user, interview=interview, criterion=CODES[1], level=level, evidence="Le cahier de caisse"
    )


def a_paper() -> ContentFile:
    return ContentFile(b"%PDF-1.7", "feuille.pdf")


def with_paper(interview: Interview) -> Answer:
    answer = interview.answers.get(criterion=CODES[1])
    answer.paper = keep_file(a_paper(), by=None, extensions={"pdf"})
    answer.save()
    return answer
