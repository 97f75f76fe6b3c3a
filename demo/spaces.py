"""Rooms, desks and equipment of the six mechanisms, and a year of their life. The places are invented; such places exist."""

import datetime as dt
import random

from demo.cast import ADVISERS, COORDINATORS
from demo.clock import on_day
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.spaces.actions import add_space, book_series, book_space, lend_space, record_use, take_space_back
from taghyir.spaces.models import Booking, Space

# territory, kind, French, Arabic, how many people, without a step, where, hours a week
SPACES = (
    ("TNG", "room", "Salle des coopératives", "قاعة التعاونيات", 25, True, "Rez-de-chaussée, porte bleue", None),
    ("TNG", "equipment", "Stand pliant de trois mètres", "جناح عرض قابل للطي", 1, True, "", None),
    ("NAD", "room", "Salle de l’espace collaboratif", "قاعة الفضاء التعاوني", 20, True, "Premier étage, ascenseur", 6),
    ("NAD", "desk", "Poste avec ordinateur", "مكتب بحاسوب", 2, True, "Espace collaboratif", 8),
    ("NAD", "equipment", "Vidéoprojecteur", "جهاز العرض", 1, True, "", None),
    ("NAD", "equipment", "Balance de précision", "ميزان دقيق", 1, True, "", None),
    ("BER", "room", "Salle du jardin", "قاعة الحديقة", 15, False, "Au fond de la cour, deux marches", None),
    ("BER", "equipment", "Étiqueteuse", "آلة لصق البطائق", 1, True, "", None),
    ("KEF", "room", "Salle des formations", "قاعة التكوين", 30, True, "Face au souk", None),
    ("KEF", "equipment", "Tente de marché", "خيمة السوق", 1, True, "", None),
    (
        "NEF",
        "room",
        "Grande salle du vieux marché",
        "القاعة الكبرى بالسوق القديم",
        40,
        True,
        "Ancien marché artisanal",
        None,
    ),
    ("NEF", "room", "Atelier de tissage", "ورشة النسيج", 8, False, "Ancien marché artisanal, à l’étage", 12),
    ("NEF", "equipment", "Caméra et trépied", "كاميرا وحامل", 1, True, "", None),
    ("TUN", "room", "Salle commune", "القاعة المشتركة", 30, True, "Deuxième étage, ascenseur", None),
    ("TUN", "desk", "Bureau partagé", "مكتب مشترك", 4, True, "Deuxième étage", 10),
)
RULES_FR = "On laisse la salle comme on l’a trouvée. Les enfants sont les bienvenus. Prévenez si vous ne venez pas."
RULES_AR = "تُترك القاعة كما وُجدت. الأطفال مرحب بهم. أخبروا إن تعذر عليكم المجيء."
WHAT_FOR = (
    ("meeting", "Réunion du bureau"),
    ("training", "Atelier sur le prix de revient"),
    ("making", "Emballage avant le salon"),
    ("selling", "Exposition des produits"),
    ("meeting", "اجتماع المكتب"),
    ("training", "ورشة حول التغليف"),
)
MORNING, NOON, AFTERNOON, EVENING = dt.time(9, 30), dt.time(12), dt.time(14), dt.time(16)


def open_spaces(today: dt.date) -> int:
    """Describe each space, live a year of it, ask for the next weeks. Returns how many bookings there are."""
    if Space.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    begins = today - dt.timedelta(days=364)
    with on_day(begins):
        spaces = [_described(users, *facts) for facts in SPACES]
    luck = random.Random(38)
    for space in spaces:
        if not space.is_lent:
            _live(space, users[ADVISERS[space.territory.code]], begins, today, luck)
    for space in (space for space in spaces if space.is_lent):
        _lend(space, users[ADVISERS[space.territory.code]], today)
    _ask_for_next_week(users, spaces, today)
    return Booking.objects.count()


def _described(users: dict[str, User], code: str, kind: str, fr: str, ar: str, *facts) -> Space:
    capacity, is_step_free, where, hours = facts
    rules = {} if kind == "equipment" else {"rules_fr": RULES_FR, "rules_ar": RULES_AR}
    return add_space(
        actor=users[COORDINATORS[code]],
        territory=Territory.objects.get(code=code),
        kind=kind,
        name_fr=fr,
        name_ar=ar,
        capacity=capacity,
        is_step_free=is_step_free,
        where=where,
        hours_a_week=hours,
        open_days=[0, 1, 2, 3, 4],
        **rules,
    )


def _working(day: dt.date) -> dt.date:
    """`day`, or the Monday after it."""
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _live(space: Space, adviser: User, begins: dt.date, today: dt.date, luck: random.Random) -> None:
    """Every three weeks or so somebody has it, and who came is counted."""
    near = list(Organisation.objects.filter(territory=space.territory, merged_into=None).order_by("pk")[:12])
    day = _working(begins + dt.timedelta(days=2))
    while near and day < today:
        kind, purpose = luck.choice(WHAT_FOR)
        who = luck.choice(near)
        women = luck.randint(1, max(1, space.capacity * 2 // 3))
        men = luck.randint(0, space.capacity - women)
        with on_day(day):
            hours = {"day": day, "starts": AFTERNOON, "ends": EVENING}
            booked = book_space(actor=adviser, space=space, purpose=purpose, organisation=who, **hours)
        with on_day(day, hour=15):
            record_use(actor=adviser, booking=booked, kind=kind, women=women, men=men)
        day = _working(day + dt.timedelta(days=luck.randint(17, 27)))


def _lend(space: Space, adviser: User, today: dt.date) -> None:
    """Out for a fair and back; the projector of Nador and the camera of Nefta were due two days ago."""
    near = Organisation.objects.filter(territory=space.territory, merged_into=None).order_by("pk").first()
    for out, due, is_back in ((40, 36, True), (9, 3, space.name_fr not in ("Vidéoprojecteur", "Caméra et trépied"))):
        first, last = (_working(today - dt.timedelta(days=days)) for days in (out, due))
        with on_day(first):
            hours = {"day": first, "last_day": max(first, last), "starts": NOON, "ends": EVENING}
            booked = book_space(actor=adviser, space=space, purpose="Salon régional", organisation=near, **hours)
            loan = lend_space(actor=adviser, booking=booked, state_out="Complet, en bon état")
        if is_back:
            with on_day(max(first, last), hour=15):
                take_space_back(actor=adviser, loan=loan, state_in="Complet, une rayure", remarks="Câble à changer")


def _ask_for_next_week(users: dict[str, User], spaces: list[Space], today: dt.date) -> None:
    """In Nador: Fatma asks, Leïla waits behind her, Youssef trains every second week, Karim keeps Thursdays."""
    room = next(space for space in spaces if space.name_fr == "Salle de l’espace collaboratif")
    monday = today + dt.timedelta(days=7 - today.weekday())
    hours = {"day": monday + dt.timedelta(days=1), "starts": MORNING, "ends": NOON, "people": 9}
    book_space(actor=users["fatma"], space=room, purpose="اجتماع مكتب التعاونية", **hours)
    book_space(actor=users["leila"], space=room, purpose="Montage du film", or_wait=True, **hours)
    weekly = {"starts": AFTERNOON, "ends": EVENING, "until": monday + dt.timedelta(weeks=9), "people": 12}
    thursday = monday + dt.timedelta(days=3)
    book_series(actor=users["karim"], space=room, day=thursday, every_weeks=1, purpose="Permanence", **weekly)
    book_series(actor=users["youssef"], space=room, day=monday, every_weeks=2, purpose="Formation", **weekly)
