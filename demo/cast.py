"""The people of the demonstration. All are invented; the same ones walk through the tests and the screenshots."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """Somebody who has an account: name in both scripts, sex, role, where, language of the page."""

    key: str
    given: str
    family: str
    given_ar: str
    family_ar: str
    sex: str
    role: str
    territory: str = ""
    language: str = "fr"


CAST = (
    Member("pilar", "Pilar", "Ortega", "بيلار", "أورتيغا", "F", "programme_coordinator", language="es"),
    Member("ines", "Inés", "Robledo", "إينيس", "روبليدو", "F", "auditor", language="es"),
    Member("amina", "Amina", "Benali", "أمينة", "بنعلي", "F", "partner_coordinator", "NAD", "ar"),
    Member("karim", "Karim", "Azzouzi", "كريم", "العزوزي", "M", "adviser", "NAD", "fr"),
    Member("fatma", "Fatma", "Aït Said", "فاطمة", "آيت سعيد", "F", "member", "NAD", "ar"),
    Member("leila", "Leïla", "Mansouri", "ليلى", "المنصوري", "F", "communicator", "NAD", "ar"),
    Member("youssef", "Youssef", "El Idrissi", "يوسف", "الإدريسي", "M", "trainer", "NAD"),
    Member("salma", "Salma", "Ghazouani", "سلمى", "الغزواني", "F", "researcher", "NAD"),
    Member("noor", "Noor", "Haddad", "نور", "حداد", "F", "", language="en"),
    Member("hedi", "Hédi", "Trabelsi", "الهادي", "الطرابلسي", "M", "adviser", "KEF", "ar"),
    Member("rania", "Rania", "Jlassi", "رانية", "الجلاصي", "F", "partner_coordinator", "KEF"),
    Member("sonia", "Sonia", "Ben Amor", "سنية", "بن عمر", "F", "adviser", "NEF"),
    Member("olfa", "Olfa", "Mzoughi", "ألفة", "المزوغي", "F", "partner_coordinator", "NEF"),
    Member("walid", "Walid", "Chebbi", "وليد", "الشابي", "M", "adviser", "TUN"),
    Member("mariem", "Mariem", "Gharbi", "مريم", "الغربي", "F", "partner_coordinator", "TUN"),
    Member("nadia", "Nadia", "Tazi", "نادية", "التازي", "F", "adviser", "TNG"),
    Member("samira", "Samira", "Alaoui", "سميرة", "العلوي", "F", "partner_coordinator", "TNG"),
    Member("brahim", "Brahim", "Oulhaj", "إبراهيم", "أولحاج", "M", "adviser", "BER"),
    Member("houda", "Houda", "Rahmani", "هدى", "الرحماني", "F", "partner_coordinator", "BER"),
)

ADVISERS = {"NAD": "karim", "KEF": "hedi", "NEF": "sonia", "TUN": "walid", "TNG": "nadia", "BER": "brahim"}
COORDINATORS = {"NAD": "amina", "KEF": "rania", "NEF": "olfa", "TUN": "mariem", "TNG": "samira", "BER": "houda"}
