import datetime as dt

import factory

from taghyir.needs.models import Need, NeedMapping, Theme
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.tables.search import search_text


class NeedFactory(factory.django.DjangoModelFactory):
    """Jars are missing in Nador: heard by Leïla in November 2026, owned by Karim. Elsewhere: give territory and owner."""

    class Meta:
        model = Need

    territory = factory.SubFactory(TerritoryFactory)
    theme = Theme.PRODUCTION
    words = "Les bocaux coûtent plus cher que ce qu’on met dedans."
    said_by = "une productrice, à la foire"
    sex = "F"
    heard_on = factory.LazyFunction(lambda: dt.date.today() - dt.timedelta(days=3))
    heard_by = factory.LazyFunction(lambda: somebody("leila"))
    owner = factory.LazyFunction(lambda: somebody("karim"))
    due_on = factory.LazyAttribute(lambda need: need.heard_on + dt.timedelta(days=30))
    folded = factory.LazyAttribute(lambda need: search_text(need.words, need.said_by))


class AnsweredNeedFactory(NeedFactory):
    """The answer is found, and not told yet."""

    state = Need.State.ANSWERED
    answer = Need.Answer.SERVICE
    answer_words = "Commande groupée avec une coopérative voisine."
    answered_on = factory.LazyAttribute(lambda need: need.heard_on + dt.timedelta(days=1))


class ToldNeedFactory(AnsweredNeedFactory):
    state = Need.State.TOLD
    told_on = factory.LazyAttribute(lambda need: need.answered_on + dt.timedelta(days=1))
    told_how = "au téléphone"


class NeedMappingFactory(factory.django.DjangoModelFactory):
    """The words and the theme of the listening form."""

    class Meta:
        model = NeedMapping

    form = factory.SubFactory(PublishedFormFactory)
    words_path = "words"
    theme_path = "theme"
