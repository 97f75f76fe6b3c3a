"""The phones of the demonstration: one in use, some to look at, one that was lost. Nobody knows their passwords."""

import datetime as dt
import uuid

from demo.clock import on_day
from taghyir.devices.actions import enrol_device, revoke_device
from taghyir.devices.models import Device
from taghyir.devices.passwords import new_secret
from taghyir.people.actions import record_person
from taghyir.people.models import User
from taghyir.surveys.actions import receive_submission
from taghyir.surveys.definitions import definition_of
from taghyir.surveys.instances import read_sheet

# who carries it, its name, enrolled so many days ago, ends in so many days, seen so many days ago, with what
PHONES = (
    ("nadia", "Samsung A05 de Nadia", 210, 155, 0, "ODK Collect v2026.1.2"),
    ("nadia", "Ancien Tecno de Nadia", 356, 9, 4, "ODK Collect v2024.3.4"),
    ("karim", "Tecno de Karim", 300, 65, 1, "KoboCollect v2025.2.3"),
    ("amina", "هاتف أمينة", 190, 175, 75, "ODK Collect v2025.1.1"),
    ("hedi", "Infinix du Kef", 120, 245, None, ""),
)
HEARD = (
    ("une couturière de Beni Makada", "F", "market", "نخيط جيدا ولا نعرف أين نبيع خارج الحي.", (3, 2)),
    (
        "un menuisier de Boukhalef",
        "M",
        "network",
        "Nous cherchons un atelier à partager, trois jours par semaine.",
        (1, 3),
    ),
)


def enrol_phones(today: dt.date) -> int:
    """Enrol each, once. Returns how many there are."""
    if Device.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person__territory")}
    for who, name, ago, left, seen, client in PHONES:
        device = _enrolled(users[who], name, today - dt.timedelta(days=ago), today + dt.timedelta(days=left))
        if seen is not None:
            with on_day(today - dt.timedelta(days=seen)):
                Device.objects.note_seen(device, client=client, installation=f"collect:{uuid.uuid4().hex[:16]}")
    _lend_for_a_campaign(users["samira"], today)
    lost = _enrolled(users["karim"], "Nokia perdu au souk", today - dt.timedelta(days=340), today)
    with on_day(today - dt.timedelta(days=301)):
        revoke_device(actor=users["karim"], device=lost)
    for answer in HEARD:
        _send(Device.objects.get(name=PHONES[0][1]), *answer)
    return Device.objects.count()


def _enrolled(user: User, name: str, day: dt.date, last: dt.date) -> Device:
    assert user.person
    with on_day(day):
        return enrol_device(
            actor=user, name=name, secret=new_secret(), territory=user.person.territory, expires_on=last
        )


def _lend_for_a_campaign(samira: User, today: dt.date) -> None:
    """A collector without account, for a week."""
    assert samira.person
    tanger = samira.person.territory
    names = {"given_name": "Zineb", "family_name": "Chaoui", "given_name_ar": "زينب", "family_name_ar": "الشاوي"}
    with on_day(today - dt.timedelta(days=2)):
        zineb = record_person(actor=samira, territory=tanger, sex="F", **names)
        last = today + dt.timedelta(days=5)
        enrol_device(
            actor=samira, person=zineb, name="Itel de Zineb", secret=new_secret(), territory=tanger, expires_on=last
        )


def _send(phone: Device, said_by: str, sex: str, theme: str, words: str, presses: tuple[int, int]) -> None:
    """One quick listening, as that phone sends it; `presses`: how much, for them and for who listens."""
    form, version = "ecoute_rapide", None
    sheet = read_sheet(
        f'<data id="{form}"><consent>OK</consent><said_by>{said_by}</said_by><sex>{sex}</sex><territory>TNG</territory>'
        f"<theme>{theme}</theme><words>{words}</words><priority>{presses[0]}</priority>"
        f"<adviser_priority>{presses[1]}</adviser_priority><meta><instanceID>uuid:{uuid.uuid4()}</instanceID></meta></data>".encode()
    )
    definition = definition_of(form, version)
    assert definition, "the quick listening is published"
    receive_submission(actor=phone.user, definition=definition, sheet=sheet, phone=phone)
