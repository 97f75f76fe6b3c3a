"""Fill an empty house with one invented year, or print who lives there."""

import datetime as dt
import random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone, translation

from demo.cards import let_cards_speak
from demo.cast import ADVISERS, CAST, COORDINATORS
from demo.clock import on_day
from demo.consents import ask_people_of_the_film
from demo.conventions import agree_with_enterprises
from demo.criteria import let_peers_listen
from demo.days import propose_and_approve
from demo.desk import open_the_desk
from demo.diagnoses import diagnose_enterprises
from demo.duties import keep_duties
from demo.enterprises import register
from demo.giving import give_and_keep
from demo.intake import receive_demands
from demo.labels import give_labels
from demo.lives import LONGEST, live_long_lives
from demo.milestones import hold_milestones
from demo.organisations import invented_organisations
from demo.own_files import read_own_files
from demo.paper import bring_paper_back
from demo.phones import enrol_phones
from demo.rising import weigh_and_raise_needs
from demo.setting import (
    PASSWORD,
    Atlas,
    open_accounts,
    prepare_house,
    publish_instruments,
    say_how_to_reach,
    write_matrix,
)
from demo.sources import bring_files
from demo.spaces import open_spaces
from demo.subscriptions import keep_searches
from demo.upkeep import keep_directory_true
from demo.visits import visit_workshops
from demo.year import Calendar, YearOfTerritory
from taghyir.accompaniment.actions import set_next_step
from taghyir.accompaniment.models import Case
from taghyir.core.seals import seal_lines
from taghyir.people.models import Role, User

LATE_COMERS = ("Selouane", "Saïdia", "Charf", "Senan", "Hazoua", "Hraïria")  # they have just asked
NEWS_OF = dt.timedelta(days=3)  # older mails of the invented year are not sent


class Command(BaseCommand):
    help = "Load one year of invented work, once. Twice changes nothing. Never in production."

    def add_arguments(self, parser):
        parser.add_argument("--people", action="store_true", help="print the demo people and their password")

    def handle(self, *args, people, **options):
        if settings.IN_PRODUCTION:
            raise CommandError("The demonstration is never loaded in production.")
        if people:
            with translation.override("en"):
                self.print_people()
        elif not User.objects.filter(email="karim@taghyir.example").exists():
            with transaction.atomic():
                deeds = live_a_year(timezone.localdate())
                today = timezone.localdate()
                deeds += keep_searches() + give_labels(today) + keep_directory_true(today)
                deeds += open_the_desk(today) + let_cards_speak() + ask_people_of_the_film(today) + bring_files(today)
                deeds += weigh_and_raise_needs() + visit_workshops(today) + bring_paper_back(today)
                deeds += let_peers_listen(today) + enrol_phones(today) + read_own_files(today) + open_spaces(today)
                deeds += hold_milestones(today)
                deeds += keep_duties(today)
                deeds += diagnose_enterprises(today)
                deeds += propose_and_approve(today)
                deeds += receive_demands(today) + agree_with_enterprises(today)
                deeds += give_and_keep(today)
                deeds += live_long_lives(today)
                forget_old_news(today)
            seal_lines(limit=1_000_000)
            self.stdout.write(f"{deeds} deeds of an invented year")

    def print_people(self):
        roles = {kind.value: str(kind.label) for kind in Role.Kind}
        self.stdout.write(f"  Everybody signs in with the password {PASSWORD}. All of them are invented:\n")
        for member in CAST:
            where = member.territory or "the programme"
            what = roles.get(member.role, "only visits") if member.role else "only visits"
            self.stdout.write(f"    {member.key}@taghyir.example".ljust(34) + f"{member.given}, {what}, {where}")


def promise_to_fatma(karim: User, today: dt.date) -> None:
    """A promise for yesterday, which nobody kept: the first thing of the day of the adviser."""
    case = Case.objects.open().filter(organisation__name="Coopérative Tifawin").order_by("pk").first()
    if case:
        step, on = "Rappeler Fatma : dossier d’étiquettes", today - dt.timedelta(days=1)
        set_next_step(actor=karim, case=case, next_step=step, next_step_on=on)


def live_a_year(today: dt.date) -> int:
    """The whole year, the same each time it is asked for the same day."""
    begins = today - dt.timedelta(days=365)
    luck = random.Random(1956)
    with on_day(begins):
        prepare_house()
        users = open_accounts(since=today - dt.timedelta(days=LONGEST + 30))
        say_how_to_reach(users)
        write_matrix(users["pilar"], today.year)
        publish_instruments(users["pilar"])
    calendar, atlas = Calendar(today), Atlas()
    years = {
        code: YearOfTerritory(calendar, atlas.territories[code], users[ADVISERS[code]], users[COORDINATORS[code]], luck)
        for code in ADVISERS
    }
    for invented in invented_organisations():
        year = years[invented.territory]
        president = users["fatma"].person if invented.name.endswith("Tifawin") else None
        is_last = invented.name.endswith(LATE_COMERS)
        day = begins + dt.timedelta(days=5 if president else 361 if is_last else luck.randint(3, 340))
        calendar.plan(
            day,
            lambda i=invented, y=year, p=president, d=day: y.follow(
                register(i, atlas, y.adviser, y.coordinator, luck, p), d
            ),
        )
    for year in years.values():
        with on_day(begins):
            year.meet_people(34)
        for week in range(2, 52, 3):
            day = begins + dt.timedelta(days=7 * week + luck.randint(0, 4))
            calendar.plan(day, lambda y=year, d=day: y.gather(d))
        coming = today + dt.timedelta(days=luck.randint(4, 20))
        calendar.plan(today, lambda y=year, d=coming: y.gather(d))
    calendar.plan(today - dt.timedelta(days=4), lambda: promise_to_fatma(users["karim"], today))
    deeds = calendar.live()
    forget_old_news(today)
    return deeds


def forget_old_news(today: dt.date) -> None:
    """The mails of a year are not sent on the day of the demonstration."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM procrastinate_jobs WHERE task_name = 'react' AND status = 'todo'
               AND (args ->> 'entry_id')::bigint IN (SELECT id FROM core_entry WHERE at < %s)""",
            [today - NEWS_OF],
        )
