"""One year of invented work, lived day by day through the actions of the house: whatever it refuses cannot be invented."""

import datetime as dt
import heapq
import random
from collections.abc import Callable
from itertools import count
from typing import Any

from django.utils import timezone

from demo.clock import on_day
from demo.words import DEMANDS, FAMILY, GIVEN, HOW, MEETINGS, NEEDS, NEXT_STEPS, NOTES, OBJECTIVES, PRACTISED, SAID_BY
from taghyir.accompaniment import actions as accompaniment
from taghyir.accompaniment.models import Case, Demand
from taghyir.catalogue.models import ServiceKind
from taghyir.directory.models import Organisation
from taghyir.gatherings import actions as gatherings
from taghyir.gatherings.models import Gathering
from taghyir.needs import actions as needs
from taghyir.needs.models import Need
from taghyir.people.actions import record_person
from taghyir.people.models import Person, User
from taghyir.places.models import Territory
from taghyir.plans import actions as plans

Deed = Callable[[], Any]


class Calendar:
    """Deeds by day. A deed may plan later ones; those after today never happen."""

    def __init__(self, today: dt.date):
        self.today, self._order = today, count()
        self._waiting: list[tuple[dt.date, int, Deed]] = []

    def plan(self, day: dt.date, deed: Deed) -> None:
        if day.weekday() > 4:
            day += dt.timedelta(days=7 - day.weekday())
        if day <= self.today:
            heapq.heappush(self._waiting, (day, next(self._order), deed))

    def live(self) -> int:
        """Do everything planned, in order. Returns how many deeds."""
        done = 0
        while self._waiting:
            day, _order, deed = heapq.heappop(self._waiting)
            with on_day(day):
                deed()
            done += 1
        return done


class YearOfTerritory:
    """What one territory lives: people come, ask, are accompanied, meet."""

    def __init__(self, calendar: Calendar, territory: Territory, adviser: User, coordinator: User, luck: random.Random):
        self.calendar, self.territory, self.luck = calendar, territory, luck
        self.adviser, self.coordinator = adviser, coordinator
        self.people: list[Person] = []

    def days(self, least: int, most: int) -> dt.timedelta:
        return dt.timedelta(days=self.luck.randint(least, most))

    def meet_people(self, number: int) -> None:
        """People of the neighbourhood, who come to meetings."""
        for _each in range(number):
            (given, given_ar, sex), (family, family_ar) = self.luck.choice(GIVEN), self.luck.choice(FAMILY)
            person = record_person(
                actor=self.adviser,
                territory=self.territory,
                given_name=given,
                family_name=family,
                given_name_ar=given_ar,
                family_name_ar=family_ar,
                sex=sex,
                age_band=self.luck.choice(("18-29", "30-44", "45-59", "60+")),
            )
            self.people.append(person)

    def follow(self, organisation: Organisation, day: dt.date) -> None:
        """An organisation from its first need on."""
        self.hear(organisation)
        for _each in range(self.luck.randint(0, 3)):
            self.calendar.plan(day + self.days(2, 90), lambda: self.hear(organisation))
        self.calendar.plan(day + self.days(1, 12), lambda: self.ask(organisation))

    def hear(self, organisation: Organisation | None, gathering: Gathering | None = None) -> None:
        theme, words, answer = self.luck.choice(NEEDS)
        today = timezone.localdate()
        need = needs.hear_need(
            actor=self.adviser,
            territory=self.territory,
            organisation=organisation,
            gathering=gathering,
            theme=theme,
            words=words,
            said_by="" if organisation else self.luck.choice(SAID_BY),
            sex=self.luck.choice("FFFM"),
            heard_on=today,
        )
        if self.luck.random() < 0.8:
            self.calendar.plan(today + self.days(6, 50), lambda: self.answer(need, answer))

    def answer(self, need: Need, words: str) -> None:
        need.refresh_from_db()
        kind = self.luck.choice(("service", "service", "referred", "matched", "no"))
        answered = needs.answer_need(actor=self.adviser, need=need, answer=kind, answer_words=words)
        if self.luck.random() < 0.85:
            how = self.luck.choice(("par téléphone", "في اللقاء", "à l’atelier"))
            day = timezone.localdate() + self.days(1, 9)
            self.calendar.plan(day, lambda: needs.tell_answer(actor=self.adviser, need=answered, told_how=how))

    def ask(self, organisation: Organisation) -> None:
        demand = accompaniment.record_demand(
            actor=self.adviser,
            organisation=organisation,
            channel=self.luck.choice(("fair", "visit", "desk", "phone")),
            words=self.luck.choice(DEMANDS),
            needs=list(Need.objects.filter(organisation=organisation)[:2]),
            is_new_enterprise=bool(organisation.legal_form and organisation.legal_form.is_informal),
        )
        today = timezone.localdate()
        self.calendar.plan(today + self.days(1, 18), lambda: self.decide(demand))

    def decide(self, demand: Demand) -> None:
        chance = self.luck.random()
        if chance < 0.82:
            step, on = self._step()
            case = accompaniment.accept_demand(
                actor=self.coordinator, demand=demand, adviser=self.adviser, next_step=step, next_step_on=on
            )
            self.accompany(case)
        elif chance < 0.88:
            reason = "Son activité est suivie par une autre structure."
            accompaniment.refer_demand(
                actor=self.coordinator,
                demand=demand,
                referred_to="ODCO" if demand.territory.country == "MA" else "ONA",
                reason=reason,
            )
        elif chance < 0.95:
            accompaniment.put_demand_to_wait(
                actor=self.coordinator, demand=demand, reason="Une place se libère au printemps."
            )
        else:
            accompaniment.refuse_demand(actor=self.coordinator, demand=demand, reason="لا يتعلق الطلب بعمل جماعي.")

    def accompany(self, case: Case) -> None:
        """Objectives, actions, then a service every two or three weeks; some end well."""
        today = timezone.localdate()
        for_needs = list(Need.objects.filter(organisation=case.organisation))
        for words, steps in self.luck.sample(OBJECTIVES, self.luck.randint(2, 3)):
            objective = plans.add_objective(actor=self.adviser, case=case, words=words)
            for step in steps if for_needs else ():
                planned = plans.plan_action(
                    actor=self.adviser,
                    objective=objective,
                    words=step,
                    needs=[self.luck.choice(for_needs)],
                    done_by=str(self.adviser),
                    due_on=today + self.days(30, 150),
                    **HOW[len(step) % len(HOW)],
                )
                if self.luck.random() < 0.6:
                    self.calendar.plan(
                        today + self.days(20, 140),
                        lambda planned=planned: self._if_open(
                            case, lambda: accompaniment.finish_action(actor=self.adviser, planned_action=planned)
                        ),
                    )
        self.calendar.plan(today + self.days(2, 15), lambda: self.serve(case))
        if self.luck.random() < 0.15:
            self.calendar.plan(today + self.days(200, 260), lambda: self.end(case))

    def serve(self, case: Case) -> None:
        self._if_open(case, lambda: self._serve(case))

    def _serve(self, case: Case) -> None:
        topic = self.luck.choice(list(NOTES))
        step, on = self._step()
        women, kind = self.luck.randint(1, 7), self._kind_about(topic, case)
        accompaniment.record_service(
            actor=self.adviser,
            case=case,
            minutes=self.luck.choice((30, 45, 60, 60, 90, 90, 120, 180)),
            mode=self.luck.choice(("visit", "visit", "desk", "phone", "group")),
            topic=topic,
            kind=kind,
            no_practice=PRACTISED if kind and kind.is_training else "",
            women=women,
            men=self.luck.randint(0, 3),
            notes=NOTES[topic],
            next_step=step,
            next_step_on=on,
        )
        self.calendar.plan(timezone.localdate() + self.days(9, 34), lambda: self.serve(case))

    def _kind_about(self, topic: str, case: Case) -> ServiceKind | None:
        """Kinds of one subject in turn; none now and then, as people do who are in a hurry."""
        kinds = ServiceKind.objects.offered_in(case.territory.country).filter(topic=topic).order_by("order", "pk")
        turn = case.pk + timezone.localdate().toordinal()
        return kinds[turn % len(kinds)] if turn % 7 and kinds else None

    def end(self, case: Case) -> None:
        how = self.luck.choice(("achieved", "autonomous"))
        self._if_open(
            case,
            lambda: accompaniment.close_case(
                actor=self.coordinator,
                case=case,
                exit=how,
                exit_reason="Les objectifs sont atteints, dits en assemblée.",
            ),
        )

    def _if_open(self, case: Case, deed: Deed) -> None:
        if Case.objects.open().filter(pk=case.pk).exists():
            deed()

    def gather(self, day: dt.date) -> None:
        kind, title, is_open = self.luck.choice(MEETINGS)
        meeting = gatherings.record_gathering(
            actor=self.adviser,
            kind=kind,
            title=title,
            territory=self.territory,
            held_on=day,
            starts_at=dt.time(9, 30),
            ends_at=dt.time(13, 0),
            childcare_offered=is_open and self.luck.random() < 0.5,
        )
        if day > timezone.localdate():
            return
        for person in self.luck.sample(self.people, min(len(self.people), self.luck.randint(5, 12))):
            gatherings.record_attendance(actor=self.adviser, gathering=meeting, person=person)
        if is_open and self.luck.random() < 0.4:
            gatherings.count_heads(
                actor=self.adviser,
                gathering=meeting,
                women_counted=self.luck.randint(2, 14),
                men_counted=self.luck.randint(0, 6),
            )
        if kind in ("cafe", "fair"):
            self.hear(None, meeting)

    def _step(self) -> tuple[str, dt.date]:
        return self.luck.choice(NEXT_STEPS), timezone.localdate() + self.days(8, 40)
