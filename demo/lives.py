"""Five accompaniments that lasted years, one of each legal form: from the first word to the exit or today. All is invented."""

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from demo.cast import ADVISERS, COORDINATORS
from demo.clock import on_day
from demo.diagnoses import diagnose_whole
from demo.enterprises import register
from demo.giving import SOURCE, invented_paper
from demo.milestones import hold_when_due
from demo.organisations import Invented, invented_organisations
from demo.own_files import signature_drawn
from demo.setting import Atlas
from demo.words import DEMANDS, NEEDS, NOTES, OBJECTIVES, PRACTISED
from taghyir.accompaniment import actions as accompaniment
from taghyir.accompaniment.models import Case
from taghyir.catalogue.models import ServiceKind
from taghyir.conventions.actions import draft_convention, lock_convention, sign_convention
from taghyir.conventions.models import Side
from taghyir.conventions.queries import speakers_of
from taghyir.directory.models import Organisation
from taghyir.documents.actions import add_document
from taghyir.duties.actions import call_assembly, keep_calendar, record_assembly, record_outcome
from taghyir.duties.queries import duties_of
from taghyir.handovers.actions import record_handover
from taghyir.needs import actions as needs
from taghyir.people.models import User
from taghyir.plans import actions as plans

FIRST, EVERY = 40, 56  # days: the first service after the demand, then one after the other
DIAGNOSED = (25, 260, 720)  # T0, T1, T2
AGENDA = ("Rapport de l’année", "الحسابات", "Élection du bureau")


@dataclass(frozen=True)
class Life:
    """An enterprise, how many days ago it asked, and how many days ago its file was closed: 0, it is open."""

    invented: Invented
    asked: int
    closed: int = 0


LINES = """
NAD|Coopérative Azekka (inventée)|تعاونية أزكا (مختلقة)|MA_COOP|Zaio|Couscous d’orge|كسكس الشعير|11|1|yes|food|
BER|Association Tagmat (inventée)|جمعية تاكمات (مختلقة)|MA_ASSO|Madagh|Cantine et jardin|مطعم وحديقة|14|6|yes|catering|care
TNG|GIE Les Deux Rives (inventé)|مجموعة الضفتين (مختلقة)|MA_GIE|Assilah|Vente groupée|بيع جماعي|9|8|yes|trade|
KEF|SMSA Les Épis (inventée)|شركة تعاضدية السنابل (مختلقة)|TN_SMSA|Dahmani|Blé et farine|قمح ودقيق|12|20|yes|farming|
TUN|Fil et Lin (inventée)|الخيط والكتان (مختلقة)|TN_SOC|El Menzah|Tabliers|مآزر|6|2|yes|crafts|circular
"""
DAYS_AGO = ((1700, 420), (1520, 0), (1290, 0), (1810, 400), (1340, 0))  # asked, closed
LIVES = [Life(one, *days) for one, days in zip(invented_organisations(LINES), DAYS_AGO, strict=True)]
LONGEST = max(life.asked for life in LIVES)


def live_long_lives(today: dt.date) -> int:
    """Returns how many deeds there were."""
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    luck, atlas = random.Random(1937), Atlas()
    return sum(_Years(life, number, today, users, luck).live(atlas) for number, life in enumerate(LIVES))


class _Years:
    """The years of one of them, in the hands of the adviser and the coordinator of its territory."""

    def __init__(self, life: Life, number: int, today: dt.date, users: dict[str, User], luck: random.Random):
        code = life.invented.territory
        self.life, self.number, self.luck, self.today = life, number, luck, today
        self.adviser, self.coordinator = users[ADVISERS[code]], users[COORDINATORS[code]]
        self.begins = today - dt.timedelta(days=life.asked)
        self.ends = today - dt.timedelta(days=life.closed + 20)

    def live(self, atlas: Atlas) -> int:
        """Day by day: whatever the house refuses cannot be invented."""
        with on_day(self.begins):
            organisation = register(self.life.invented, atlas, self.adviser, self.coordinator, self.luck)
            case = self._open(organisation)
        self._agree(case)
        base = [self.luck.choice((0, 1, 1, 2)) for _each in range(12)]
        diagnose_whole(case, self._day(DIAGNOSED[0]), base, self.luck)
        self._plan(case)
        self._keep(case)
        for moment, after in enumerate(DIAGNOSED[1:], 1):
            diagnose_whole(case, self._day(after), [level + moment for level in base], self.luck)
        done = self._serve(case)
        self._end(case)
        return done + hold_when_due(case, self.number, self.today) + 20

    def _day(self, after: int) -> dt.date:
        return self.begins + dt.timedelta(days=after)

    def _open(self, organisation: Organisation) -> Case:
        """A need, a demand for it, a file."""
        theme, words, _answer = NEEDS[self.number % len(NEEDS)]
        today = timezone.localdate()
        heard = {"territory": organisation.territory, "organisation": organisation, "heard_on": today}
        self.need = needs.hear_need(actor=self.adviser, theme=theme, words=words, sex="F", said_by="", **heard)
        asked = DEMANDS[self.number % len(DEMANDS)]
        demand = accompaniment.record_demand(
            actor=self.adviser, organisation=organisation, channel="visit", words=asked, needs=[self.need]
        )
        return accompaniment.accept_demand(actor=self.coordinator, demand=demand, adviser=self.adviser)

    def _agree(self, case: Case) -> None:
        """A convention of four years, signed by both."""
        speaker = speakers_of(case).first()
        with on_day(self._day(15)):
            facts = {"language": "ar" if self.number % 2 else "fr", "starts_on": case.opened_on, "months": 48}
            drafted = draft_convention(actor=self.adviser, case=case, speaker=speaker, **facts)
            locked = lock_convention(actor=self.adviser, convention=drafted)
            for side in Side:
                pen = SimpleUploadedFile("signature.png", signature_drawn(), "image/png")
                known = {"side": side, "speaker": speaker if side == Side.ENTERPRISE else None, "drawing": pen}
                sign_convention(actor=self.adviser, convention=locked, digest=locked.digest, **known)

    def _plan(self, case: Case) -> None:
        """Two objectives; the first action answers the need, which is told back; the first objective is reached."""
        who = {"done_by": str(self.adviser), "needs": [self.need]}
        with on_day(self._day(32)):
            reached, planned = None, []
            for words, steps in OBJECTIVES[self.number % 3 : self.number % 3 + 2]:
                objective = plans.add_objective(actor=self.adviser, case=case, words=words)
                reached = reached or objective
                known = {"objective": objective, "words": steps[0], "due_on": self._day(200)}
                planned.append(plans.plan_action(actor=self.adviser, **known, **who))
        answer = NEEDS[self.number % len(NEEDS)][2]
        with on_day(self._day(190)):
            accompaniment.finish_action(actor=self.adviser, planned_action=planned[0], answer_words=answer)
        with on_day(self._day(194)):
            self.need.refresh_from_db()
            needs.tell_answer(actor=self.adviser, need=self.need, told_how="في اللقاء")
        with on_day(self._day(610)):
            plans.reach_objective(actor=self.adviser, objective=reached, reached_on=self._day(610))

    def _keep(self, case: Case) -> None:
        """Its statutes, something handed over, its duties with one settled, an assembly."""
        with on_day(self._day(60)):
            paper = invented_paper("statuts.pdf", str(case.organisation), "Statuts")
            add_document(actor=self.adviser, case=case, kind="statutes", title="Statuts", file=paper, is_shared=True)
            self._duties(case.organisation)
        with on_day(self._day(230)):
            amount, currency = ("4200.00", "MAD") if case.territory.country == "MA" else ("1350.500", "TND")
            money = {"amount": Decimal(amount), "currency": currency, "source": SOURCE}
            what = {"kind": "equipment", "what": "آلة تلفيف", "serial": f"AZ-{self.number}", "state": "new"}
            record_handover(actor=self.adviser, case=case, handed_on=self._day(230), **what, **money)
        self._assembly(case.organisation)

    def _duties(self, organisation: Organisation) -> None:
        founded = organisation.founded_on
        facts = {"founded_on": founded, "year_end_day": 31, "year_end_month": 12}
        keep_calendar(actor=self.adviser, organisation=organisation, **facts)
        today = timezone.localdate()
        duty = next((one for one in duties_of(organisation) if one.due_on and one.due_on <= today), None)
        if duty:
            said = {"kind": "done", "on": duty.due_on, "words": "Vu ensemble, pièce gardée"}
            record_outcome(actor=self.adviser, duty=duty, **said)

    def _assembly(self, organisation: Organisation) -> None:
        day, members = self._day(420), organisation.women_members + organisation.men_members
        facts = {"kind": "ordinary", "place": "دار الشباب", "starts_at": dt.time(15), "year": day.year - 1}
        with on_day(self._day(395)):
            called = call_assembly(actor=self.adviser, organisation=organisation, held_on=day, agenda=AGENDA, **facts)
        vote = {"decision": "Approuvé", "votes_for": members - 1, "votes_against": 0, "abstentions": 0}
        there = {"members": members, "women_present": organisation.women_members, "women_represented": 0}
        there["men_present"] = organisation.men_members - 1
        with on_day(day, hour=18):
            decisions = {item.pk: vote for item in called.items.all()}
            chair = {"chaired_by": "Présidente (inventée)", **there}
            record_assembly(actor=self.adviser, assembly=called, decisions=decisions, **chair)

    def _serve(self, case: Case) -> int:
        """One service every eight weeks, its kind in turn."""
        kinds = list(ServiceKind.objects.offered_in(case.territory.country).order_by("order", "pk"))
        day, done = self._day(FIRST), 0
        while day <= self.ends:
            kind = kinds[(done * 5 + self.number) % len(kinds)]
            with on_day(day):
                accompaniment.record_service(
                    actor=self.adviser,
                    case=case,
                    minutes=self.luck.choice((45, 60, 90, 120)),
                    mode=self.luck.choice(("visit", "visit", "desk", "phone")),
                    topic=kind.topic,
                    kind=kind,
                    women=self.luck.randint(2, 6),
                    men=self.luck.randint(0, 2),
                    notes=NOTES.get(kind.topic, ""),
                    no_practice=PRACTISED if kind.is_training else "",
                )
            day, done = day + dt.timedelta(days=EVERY), done + 1
        return done

    def _end(self, case: Case) -> None:
        if self.life.closed:
            with on_day(self.today - dt.timedelta(days=self.life.closed)):
                reason = "Les objectifs sont atteints, dits en assemblée. استقلت المقاولة بعملها."
                accompaniment.close_case(actor=self.coordinator, case=case, exit="achieved", exit_reason=reason)
