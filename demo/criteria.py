"""Peers who listen and what organisations say of their values, in the demonstration: one published with its past."""

import datetime as dt

from django.utils import timezone

from demo.clock import on_day
from taghyir.criteria.actions import (
    agree_interview,
    ask_for_change,
    close_interview,
    give_back,
    name_peer,
    publish_interview,
    save_answer,
    start_interview,
)
from taghyir.criteria.models import Interview
from taghyir.criteria.queries import codes_of, peers_to_join
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.places.models import Territory

TRAINED_BY = "REAS, cycle des pairs"
# who listens, where, named by whom; the first is joined by the second in Nador
PEERS = (
    ("youssef", "NAD", "amina"),
    ("salma", "NAD", "amina"),
    ("youssef", "BER", "houda"),
    ("youssef", "TNG", "samira"),
    ("hedi", "KEF", "rania"),
    ("hedi", "NEF", "olfa"),
    ("hedi", "TUN", "mariem"),
)
# the end of a name, who listens, days ago, language, a level for each criterion (0: not talked about; shorter: not finished)
HELD = (
    ("Tifawin", "youssef", 320, "ar", "221312021341210"),
    ("Caprine Chouihia", "youssef", 2, "fr", "2213"),
    ("Crèche Bni Makada", "youssef", 6, "fr", "454342013432254"),
    ("Jebel Dyr", "hedi", 4, "ar", "113222343"),
    ("Sirop de Dattes", "hedi", 9, "ar", "332431241320333"),
    ("Établi de la Médina", "hedi", 30, "fr", "12021"),
    ("Tifawin", "youssef", 12, "ar", "343422133443321"),
)
SHOWN_BY = {
    "care_work": "صارت الاجتماعات بعد دخول الأطفال إلى المدرسة.",
    "pay": "دفتر الأجور معلق في الورشة.",
    "waste": "قشور اللوز تُباع علفا لمربي الماعز في زايو.",
    "vote": "محضر الجمع العام الأخير، وقعته إحدى عشرة امرأة.",
}


def let_peers_listen(today: dt.date) -> int:
    """All of it, once. Returns how many interviews there are."""
    if Interview.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    with on_day(today - dt.timedelta(days=340)):
        for name, code, by in PEERS:
            name_peer(
                actor=users[by],
                user=users[name],
                territory=Territory.objects.get(code=code),
                trained_on=today - dt.timedelta(days=345),
                trained_by=TRAINED_BY,
            )
    for name, peer, ago, language, levels in HELD:
        with on_day(today - dt.timedelta(days=ago)):
            interview = _held(_card(name), users[peer], language, levels)
        if len(levels) == len(codes_of(interview.set_version)):
            with on_day(today - dt.timedelta(days=ago - 1)):
                give_back(actor=users[peer], interview=interview)
        if name == "Tifawin":
            with on_day(today - dt.timedelta(days=ago - 4)):
                _answered(interview, users, asks_first=ago < 100)
        elif name.endswith("Médina"):
            close_interview(
                actor=users[peer], interview=interview, reason="L’atelier déménage : nous reprendrons après."
            )
    return Interview.objects.count()


def _card(name: str) -> Organisation:
    return Organisation.objects.select_related("territory").filter(name__endswith=name).order_by("pk")[0]


def _held(organisation: Organisation, peer: User, language: str, levels: str) -> Interview:
    day = timezone.localdate()  # the day that is lived again
    together = peers_to_join(organisation, peer).first()
    interview = start_interview(
        actor=peer, organisation=organisation, held_on=day, language=language, second_peer=together
    )
    for code, level in zip(codes_of(interview.set_version), levels, strict=False):
        evidence = SHOWN_BY.get(code, "") if language == "ar" else ""
        save_answer(actor=peer, interview=interview, criterion=code, level=int(level) or None, evidence=evidence)
    return interview


def _answered(interview: Interview, users: dict[str, User], *, asks_first: bool) -> None:
    """Fatma reads it, has it changed once, agrees, and publishes it."""
    if asks_first:
        ask_for_change(actor=users["fatma"], interview=interview, change_words="القشور تُباع، ولا تُعطى مجانا.")
        give_back(actor=users["youssef"], interview=interview)
    agree_interview(actor=users["fatma"], interview=interview)
    publish_interview(actor=users["fatma"], interview=interview, shows_evidence=asks_first)
