"""Who gets what at the doors of voices."""

from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import Line
from taghyir.people.tests.factories import PEOPLE
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.voices.tests.factories import NoticeVoiceFactory, VoiceFactory, wav

FIELD = ("amina", "karim", "hedi", "pilar", "ines")
OURS = {"amina": 200, "pilar": 200, "karim": 403, "ines": 403}
SAY = {"amina": 200, "pilar": 200}
EVERYWHERE = {"pilar": 200, "amina": 403, "karim": 403, "hedi": 403, "ines": 403}


class Again(SimpleUploadedFile):
    """A file that each person sends from its beginning."""

    def read(self, *size):
        self.seek(0)
        return super().read(*size)


def permissions():
    """A voice of a form of Nador, and one of a form for every territory."""
    nador = TerritoryFactory()
    TerritoryFactory(code="KEF")
    ours = VoiceFactory(form=PublishedFormFactory(territory=nador))
    everywhere = VoiceFactory(form=PublishedFormFactory())
    heard, name = {"amina": 200, "karim": 200, "pilar": 200, "ines": 200}, ours.address.rpartition("/")[2]
    other = everywhere.address.rpartition("/")[2]
    told, said = {"sound": Again("a.wav", wav())}, "language=fr"
    notice, everybody = NoticeVoiceFactory(territory=nador), {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    at, heard_by_all, say = f"territory={nador.slug}", notice.address.rpartition("/")[2], ("need", "tarifit")
    after = {who: 302 if status == 200 else status for who, status in OURS.items()}
    return [
        Line("voices:form_voices", OURS, args=(ours.form_id,)),
        Line("voices:form_voices", EVERYWHERE, args=(everywhere.form_id,)),
        Line("voices:form_voices", OURS, args=(ours.form_id,), query="language=ar"),
        Line("voices:record_voice", OURS, args=(ours.form_id, "theme"), query=said),
        Line("voices:record_voice", OURS | {"amina": 404, "pilar": 404}, args=(ours.form_id, "none"), query=said),
        Line("voices:record_voice", OURS, args=(ours.form_id, "theme"), method="post", query=said),
        Line("voices:record_voice", after, args=(ours.form_id, "theme"), method="post", query=said, body=told),
        Line("voices:voice", heard, args=(ours.form_id, name)),
        Line("voices:voice", dict.fromkeys(FIELD, 200), args=(everywhere.form_id, other)),
        Line("voices:voice", {}, args=(ours.form_id, other)),
        Line("voices:remove_voice", after, args=(ours.pk,), method="post"),
        Line("voices:notice_voices", SAY, 403),
        Line("voices:notice_voices", {"amina": 200, "pilar": 200}, 403, query=at),
        Line("voices:notice_voices", {"amina": 403, "pilar": 200}, 403, query="territory=all"),
        Line("voices:record_notice_voice", SAY, 403, say, query=at),
        Line("voices:record_notice_voice", {"amina": 404, "pilar": 404}, 403, ("need", "tunisian"), query=at),
        Line("voices:record_notice_voice", {"amina": 404, "pilar": 404}, 403, ("none", "fr")),
        Line("voices:record_notice_voice", dict.fromkeys(SAY, 302), 403, say, "post", told, at),
        Line("voices:notice_voice", everybody, args=(heard_by_all,)),
        Line("voices:notice_voice", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=(name,)),
        Line("voices:remove_notice_voice", dict.fromkeys(SAY, 302), 403, (notice.pk,), "post"),
    ]
