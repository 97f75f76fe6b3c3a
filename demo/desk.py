"""People who ask for help without an account, in the demonstration."""

import datetime as dt

from demo.clock import on_day
from taghyir.desk.actions import add_message, answer_request, ask_for_help, close_request, make_need_of_request
from taghyir.desk.models import HelpRequest
from taghyir.people.models import User
from taghyir.places.models import Place

# commune or délégation, days ago, language, words, name, phone, group, who answers
ASKED = (
    ("Zaio", 1, "ar", "نحن سبع نساء نصنع الكسكس ونريد تأسيس تعاونية. من أين نبدأ؟", "مليكة", "0661 22 33 44", "", ""),
    (
        "Nador",
        4,
        "fr",
        "Notre balance est en panne et le salon est dans dix jours.",
        "",
        "",
        "Coopérative Aman",
        "karim",
    ),
    ("Selouane", 20, "ar", "أريد أن أتعلم كيف أحسب ثمن البيع.", "سعاد", "0662 33 44 55", "", "karim"),
    ("Nefta", 3, "ar", "قطعت الماء عن الواحة ولا نعرف من نكلم.", "", "", "", ""),
    ("Kef Ouest", 12, "fr", "Comment déclarer nos ouvrières saisonnières ?", "Besma", "20 123 456", "", "hedi"),
    ("Tanger", 6, "fr", "Nous cherchons une crèche ouverte tôt le matin.", "", "0663 44 55 66", "", ""),
)


def open_the_desk(today: dt.date) -> int:
    """Ask each, once; some are answered, one is a need, one is closed. Returns how many there are."""
    if HelpRequest.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    for place, ago, language, words, name, phone, group, who in ASKED:
        day = today - dt.timedelta(days=ago)
        with on_day(day):
            asked = ask_for_help(
                actor=None,
                words=words,
                place=Place.objects.filter(name_fr=place, level__in=("commune", "delegation")).first(),
                name=name,
                phone=phone,
                organisation_name=group,
                language=language,
            )
        if who:
            with on_day(day + dt.timedelta(days=2)):
                _answer(asked, users[who])
    return HelpRequest.objects.count()


def _answer(asked: HelpRequest, user: User) -> None:
    if asked.language == "ar":
        make_need_of_request(actor=user, request=asked, theme="model")
        answer_request(
            actor=user, request=asked, words="شكرا على رسالتك. هناك ورشة حول الأثمان الأسبوع القادم، وسنتصل بك."
        )
        add_message(actor=None, request=asked, words="شكرا، أنتظر اتصالكم.")
    elif asked.organisation_name:
        answer_request(
            actor=user, request=asked, words="Le mécanisme prête une balance : passez la prendre dès demain."
        )
    else:
        close_request(
            actor=user, request=asked, outcome="helped", words="Nous l’avons fait ensemble au bureau. À bientôt."
        )
