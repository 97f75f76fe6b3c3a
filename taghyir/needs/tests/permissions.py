"""Who gets what at each door of the needs, for one need of Nador, heard by Leïla and owned by Karim."""

from taghyir.core.testing import Line
from taghyir.needs.tests.factories import AnsweredNeedFactory, NeedFactory, NeedMappingFactory
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory

READ = {"amina": 200, "karim": 200, "leila": 200, "pilar": 200, "ines": 200}
WORK = {"amina": 200, "karim": 200, "leila": 403, "pilar": 200, "ines": 403}
DONE = {"amina": 302, "karim": 302, "leila": 403, "pilar": 302, "ines": 403}


def permissions() -> list[Line]:
    need, answered, form = NeedFactory(), AnsweredNeedFactory(), PublishedFormFactory(territory=TerritoryFactory())
    mapping = NeedMappingFactory(form=form)
    one = (need.pk,)
    listeners = dict.fromkeys(("amina", "karim", "hedi", "leila", "youssef", "pilar"), 200)
    heard = {**dict.fromkeys(listeners, 302), "hedi": 200}
    words = {"territory": TerritoryFactory().pk, "words": "Il manque des bocaux", "theme": "production"}
    answer = {"answer": "service", "answer_words": "Une commande groupée."}
    readers_of_form = {"amina": 200, "pilar": 200, "karim": 403, "ines": 403}
    return [
        Line("needs:needs", {}, everybody_else=200),
        Line("needs:needs", {}, everybody_else=200, query="format=csv"),
        Line("needs:hear_need", listeners, everybody_else=403),
        Line("needs:hear_need", heard, everybody_else=403, method="post", body=words),
        Line("needs:need", READ, args=one),
        Line("needs:take_need", WORK, args=one),
        Line("needs:take_need", DONE, args=one, method="post"),
        Line("needs:answer_need", WORK, args=one),
        Line("needs:answer_need", DONE, args=one, method="post", body=answer),
        Line("needs:raise_need", WORK, args=one),
        Line("needs:raise_need", DONE, args=one, method="post", body={"reason": "Personne ici"}),
        Line("needs:set_priorities", WORK, args=one),
        Line("needs:set_priorities", DONE, args=one, method="post", body={"said_priority": "3"}),
        Line("needs:tell_answer", WORK, args=one),
        Line("needs:tell_answer", DONE, args=(answered.pk,), method="post", body={"told_how": "au marché"}),
        Line("needs:answer_slip", WORK, args=(answered.pk,)),
        Line("needs:answer_slip", WORK | dict.fromkeys(("amina", "karim", "pilar"), 404), args=one),
        Line("needs:change_need", WORK, args=one),
        Line("needs:change_need", DONE, args=one, method="post", body={"theme": "market"}),
        Line("needs:heat_map", {"noor": 403}, everybody_else=200),
        Line("needs:heat_map", {"noor": 403}, everybody_else=200, query="format=csv"),
        Line("needs:mapped_forms", {}, everybody_else=200),
        Line("needs:map_form_to_needs", readers_of_form, args=(form.pk,)),
        Line(
            "needs:remove_need_mapping",
            {"amina": 302, "pilar": 302, "karim": 403, "ines": 403},
            args=(mapping.pk,),
            method="post",
        ),
    ]
