from taghyir.core.testing import Line
from taghyir.desk.tests.factories import HelpRequestFactory
from taghyir.people.tests.factories import PEOPLE

READS = {"amina": 200, "karim": 200, "pilar": 200, "ines": 200}
ANSWERS = {"amina": 302, "karim": 302, "pilar": 302, "ines": 403}


def permissions():
    """Somebody of Zaïo asks for help. Hédi of Le Kef does not see it; whoever has the code does."""
    asked = HelpRequestFactory()
    everybody = {"nobody": 200} | dict.fromkeys(PEOPLE, 200)
    code, one = (asked.shown_code,), (asked.pk,)
    return [
        Line("desk:ask_for_help", everybody),
        Line("desk:find_request", everybody),
        Line("desk:follow_request", everybody, args=code),
        Line("desk:follow_request", {"nobody": 404} | dict.fromkeys(PEOPLE, 404), args=("XXXX-XXXX",)),
        Line("desk:follow_request", everybody, args=code, method="post", body={"words": ""}),
        Line("desk:acknowledge_answer", everybody, args=code, method="post"),
        Line("desk:requests", READS | {"hedi": 200}, 403),
        Line("desk:requests", READS | {"hedi": 200}, 403, query="format=csv"),
        Line("desk:help_request", READS, args=one),
        Line("desk:take_request", ANSWERS, args=one, method="post"),
        Line("desk:answer_request", ANSWERS, args=one, method="post", body={"words": "Venez lundi."}),
        Line("desk:make_need_of_request", ANSWERS, args=one, method="post", body={"theme": "market"}),
        Line(
            "desk:close_request", ANSWERS, args=one, method="post", body={"outcome": "helped", "words": "C’est fait."}
        ),
    ]
