"""What pages and other rooms ask about meetings: how many came, how many different people, who is to be written down."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from taghyir.directory.models import Membership, Organisation
from taghyir.directory.queries import organisations_matching
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.gatherings.policies import visible_gatherings, visible_people_to_sign
from taghyir.people.models import Person, PersonQuerySet, User
from taghyir.places.models import Territory
from taghyir.tables.sounds import sounded


@dataclass(frozen=True)
class Presence:
    """Two figures that are never shown one without the other, and their parts.

    `attendances`: names on the sheets and heads counted; who comes twice is counted twice.
    `people`: different persons named on a sheet. Counted heads have no name: they are not de-duplicated, and not here.
    """

    attendances: int
    people: int
    women: int  # attendances of women, heads included
    men: int
    women_people: int  # different women
    men_people: int
    women_counted: int  # heads, without a name
    men_counted: int

    @property
    def counted(self) -> int:
        return self.women_counted + self.men_counted

    @property
    def unsaid(self) -> int:
        """Attendances of people who are neither said woman nor man."""
        return self.attendances - self.women - self.men


def attendances_and_people(gatherings: QuerySet[Gathering]) -> Presence:
    """Both figures over `gatherings`, in one statement. Unique by person; counted heads are not de-duplicated."""
    chosen = Attendance.objects.filter(gathering__in=gatherings.order_by().values("pk")).order_by()

    def of_sheets(what: str, sex: str = "", *, once: bool = False) -> Max:
        rows = (chosen.filter(sex=sex) if sex else chosen).annotate(everything=Value(1)).values("everything")
        counted = rows.annotate(n=Count(what, distinct=once)).values("n")
        return Max(Coalesce(Subquery(counted, output_field=IntegerField()), 0))

    found = Gathering.objects.filter(pk__in=gatherings.order_by().values("pk")).aggregate(
        women_counted=Sum("women_counted"),
        men_counted=Sum("men_counted"),
        names=of_sheets("pk"),
        women_names=of_sheets("pk", "F"),
        men_names=of_sheets("pk", "M"),
        people=of_sheets("person", once=True),
        women_people=of_sheets("person", "F", once=True),
        men_people=of_sheets("person", "M", once=True),
    )
    n = {name: number or 0 for name, number in found.items()}
    return Presence(
        attendances=n["names"] + n["women_counted"] + n["men_counted"],
        people=n["people"],
        women=n["women_names"] + n["women_counted"],
        men=n["men_names"] + n["men_counted"],
        women_people=n["women_people"],
        men_people=n["men_people"],
        women_counted=n["women_counted"],
        men_counted=n["men_counted"],
    )


def gatherings_with_presence(actor: User) -> QuerySet[Gathering]:
    """The meetings `actor` may see, the latest first, each with who came: `came`, `women_came`, `men_came`, `names`."""
    return (
        visible_gatherings(actor)
        .select_related("territory", "organised_by__person", "place", "sheet")
        .annotate(
            names=_names_on_sheet(),
            came=_names_on_sheet() + F("women_counted") + F("men_counted"),
            women_came=_names_on_sheet(sex="F") + F("women_counted"),
            men_came=_names_on_sheet(sex="M") + F("men_counted"),
        )
        .order_by("-held_on", "-pk")
    )


def _names_on_sheet(**condition: Any) -> Coalesce:
    names = Attendance.objects.filter(gathering=OuterRef("pk"), **condition).order_by().values("gathering")
    return Coalesce(Subquery(names.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def attendance_of(gathering: Gathering) -> QuerySet[Attendance]:
    """Who is on the sheet of `gathering`, by name."""
    return (
        Attendance.objects.filter(gathering=gathering)
        .select_related("person", "organisation")
        .order_by("person__family_name", "person__given_name", "person__family_name_ar", "pk")
    )


def people_to_sign(actor: User, gathering: Gathering) -> PersonQuerySet:
    """Everybody who may be added to the sheet: known here, and not on it yet."""
    return visible_people_to_sign(actor, gathering).exclude(attendances__gathering=gathering)


def people_to_propose(actor: User, gathering: Gathering, text: str = "") -> PersonQuerySet:
    """Whom to tick first: found by half a name in any script; without a name, who came lately in the territory."""
    standing = Membership.objects.standing().select_related("organisation")
    people = people_to_sign(actor, gathering).prefetch_related(Prefetch("memberships", standing))
    if text.strip():
        return people.found_by(text).order_by("family_name", "given_name", "family_name_ar", "pk")
    near = Q(attendances__gathering__territory=gathering.territory_id)
    lately = people.annotate(last_came_on=Max("attendances__gathering__held_on", filter=near))
    return lately.filter(last_came_on__isnull=False).order_by("-last_came_on", "family_name", "pk")


def people_sounding_like(actor: User, gathering: Gathering, *names: str) -> PersonQuerySet:
    """Known persons whose names hold the sounds of all of `names`: perhaps the same person, written otherwise."""
    people = visible_people_to_sign(actor, gathering)
    sounds = [word for name in names for word in sounded(name).split()]
    for word in sounds:
        people = people.filter(folded__contains=f" {word} ")
    return people.order_by("family_name", "given_name", "pk") if sounds else Person.objects.none()


def organisations_near(actor: User, text: str, territory: Territory | None) -> list[Organisation]:
    """Up to four organisations `actor` may see, found by half a name: those of the territory, else from anywhere."""
    matching = organisations_matching(actor, text).order_by("sort_name", "pk")
    return list(matching.filter(territory=territory)[:4]) or list(matching[:4])
