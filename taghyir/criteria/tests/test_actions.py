import json

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, StoredFile
from taghyir.core.testing import reading_in, run_reactions
from taghyir.criteria.actions import (
    agree_interview,
    ask_for_change,
    close_interview,
    end_peer,
    give_back,
    name_peer,
    publish_interview,
    record_agreement,
    remove_draft,
    save_answer,
    start_interview,
    withdraw_interview,
)
from taghyir.criteria.models import Answer, Interview, Peer
from taghyir.criteria.queries import codes_left, past_of, published_of, said_in
from taghyir.criteria.seeds import SETS
from taghyir.criteria.tests.factories import CODES, a_day, a_paper, a_peer, an_interview, with_paper, written
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.duplicates.actions import merge_organisations
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def refusal_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    assert str(refusal.value)
    return refusal.value.code


def test_a_peer_is_named_once_in_a_territory_and_ended():
    amina, youssef = somebody("amina"), somebody("youssef")
    trained = {"actor": amina, "user": youssef, "trained_by": " REAS  Maroc "}
    nador = TerritoryFactory(code="NAD")
    peer = name_peer(**trained, territory=nador, trained_on=a_day(10))
    assert (peer.trained_by, peer.named_by, peer.is_standing) == ("REAS Maroc", amina, True)
    assert refusal_of(name_peer, **trained, territory=nador, trained_on=a_day(3)) == "conflict"
    assert refusal_of(name_peer, **trained, territory=nador, trained_on=a_day(-1)) == "future"
    with pytest.raises(NotAllowed):
        name_peer(**trained, territory=TerritoryFactory(code="KEF"), trained_on=a_day(3))
    end_peer(actor=youssef, peer=peer)
    assert not Peer.objects.standing().exists()
    assert refusal_of(end_peer, actor=amina, peer=peer) == "ended"
    assert name_peer(**trained, territory=nador, trained_on=a_day(3)).pk != peer.pk, "trained anew"


def test_a_peer_of_the_territory_starts_one_never_with_their_own():
    organisation, youssef = tifawin(is_public=True), a_peer().user
    begin = {"actor": youssef, "organisation": organisation, "held_on": a_day(1)}
    for name in ("amina", "karim", "fatma", "noor"):
        with pytest.raises(NotAllowed):
            start_interview(**begin | {"actor": somebody(name)})
    with pytest.raises(NotAllowed):
        start_interview(**begin | {"organisation": OrganisationFactory(code="KEF", is_public=True)})
    MembershipFactory(organisation=organisation, person=youssef.person)
    with pytest.raises(NotAllowed):
        start_interview(**begin)
    organisation.memberships.filter(person=youssef.person).delete()
    assert refusal_of(start_interview, **begin | {"held_on": a_day(-1)}) == "future"
    assert refusal_of(start_interview, **begin, second_peer=a_peer("fatma")) == "peer", "one of its own people"
    assert refusal_of(start_interview, **begin, second_peer=a_peer("hedi", "KEF")) == "peer", "of elsewhere"
    assert refusal_of(start_interview, **begin, second_peer=a_peer()) == "peer", "oneself"
    interview = start_interview(**begin, second_peer=a_peer("salma"), language="ar")
    assert (interview.set_version, interview.state, interview.language) == (1, "draft", "ar")
    assert refusal_of(start_interview, **begin) == "conflict", "one at a time"


def test_either_peer_saves_each_step_and_goes_on_where_it_was_left():
    salma = a_peer("salma")
    interview = an_interview(second_peer=salma)
    save_answer(
        actor=interview.peer.user, interview=interview, criterion=CODES[0], level=2, evidence=" Le cahier\u200b "
    )
    save_answer(actor=salma.user, interview=interview, criterion=CODES[0], level=4, evidence="Le cahier, page 3")
    save_answer(actor=salma.user, interview=interview, criterion=CODES[2])
    answers = {answer.criterion: answer for answer in Answer.objects.all()}
    assert (answers[CODES[0]].level, answers[CODES[0]].said_to) == (4, salma.user)
    assert answers[CODES[2]].level is None, "said not to have been talked about"
    assert codes_left(Interview.objects.get(pk=interview.pk))[0] == CODES[1]
    step = {"actor": salma.user, "interview": interview}
    assert refusal_of(save_answer, **step, criterion="no_such", level=1) == "criterion"
    assert refusal_of(save_answer, **step, criterion=CODES[1], level=6) == "invalid"
    bad = ContentFile(b"MZ\x90\x00", "virus.exe")
    assert refusal_of(save_answer, **step, criterion=CODES[1], level=1, file=bad) == "kind"
    save_answer(**step, criterion=CODES[1], level=1, file=a_paper())
    assert Answer.objects.get(criterion=CODES[1]).paper.content_type == "application/pdf"
    save_answer(**step, criterion=CODES[1], level=2)
    first = Answer.objects.get(criterion=CODES[1]).paper
    assert first is not None, "a paper stays until another takes its place"
    save_answer(**step, criterion=CODES[1], level=2, file=a_paper())
    assert not StoredFile.objects.filter(pk=first.pk).exists() and not first.content.storage.exists(first.content.name)
    for name in ("amina", "fatma", "karim"):
        with pytest.raises(NotAllowed):
            save_answer(**step | {"actor": somebody(name)}, criterion=CODES[1], level=5)
    end_peer(actor=somebody("amina"), peer=salma)
    with pytest.raises(NotAllowed):
        save_answer(**step, criterion=CODES[1], level=5)


def test_it_is_given_back_once_everything_was_gone_through(mailoutbox):
    interview, fatma = an_interview(), somebody("fatma")
    youssef = interview.peer.user
    assert refusal_of(give_back, actor=youssef, interview=interview) == "left"
    for code in CODES:
        save_answer(actor=youssef, interview=interview, criterion=code)
    assert refusal_of(give_back, actor=youssef, interview=interview) == "nothing"
    save_answer(actor=youssef, interview=interview, criterion=CODES[3], level=2)
    with pytest.raises(NotAllowed):
        give_back(actor=fatma, interview=interview)
    given = give_back(actor=youssef, interview=interview)
    assert (given.state, given.given_back_at is not None) == ("given_back", True)
    run_reactions()
    run_reactions()
    assert [notice.link for notice in fatma.notices.all()] == [f"/ar/criteria/interviews/{given.pk}/read/"]
    assert "Cahier" not in mailoutbox[0].body, "a link, never the words"
    assert refusal_of(save_answer, actor=youssef, interview=given, criterion=CODES[0], level=1) == "given_back"


def test_the_organisation_asks_for_a_change_then_agrees():
    interview, fatma = an_interview(state="given_back"), somebody("fatma")
    youssef = interview.peer.user
    for name in ("amina", "youssef", "karim"):
        with pytest.raises(NotAllowed):
            agree_interview(actor=somebody(name), interview=interview)
        with pytest.raises(NotAllowed):
            ask_for_change(actor=somebody(name), interview=interview, change_words="Non.")
    assert refusal_of(ask_for_change, actor=fatma, interview=interview, change_words=" \u200b") == "empty"
    changed = ask_for_change(actor=fatma, interview=interview, change_words="نحن تسع نساء لا سبع")
    assert (changed.state, changed.change_words) == ("draft", "نحن تسع نساء لا سبع")
    assert refusal_of(agree_interview, actor=fatma, interview=changed) == "draft"
    given = give_back(actor=youssef, interview=changed)
    assert given.change_words == ""
    agreed = agree_interview(actor=fatma, interview=given)
    assert (agreed.state, agreed.ended_by) == ("agreed", fatma)
    assert refusal_of(ask_for_change, actor=fatma, interview=agreed, change_words="Trop tard") == "agreed"
    run_reactions()
    assert set(youssef.notices.values_list("entry__verb", flat=True)) == {"interview.change_asked", "interview.agreed"}


def test_people_without_account_agree_by_their_signature():
    interview, amina = an_interview(state="given_back"), somebody("amina")
    with pytest.raises(NotAllowed):
        record_agreement(actor=interview.peer.user, interview=interview, file=a_paper())
    a_peer("amina")
    interview.second_peer = Peer.objects.get(user=amina)
    interview.save()
    with pytest.raises(NotAllowed):
        record_agreement(actor=amina, interview=interview, file=a_paper())
    assert refusal_of(
        record_agreement, actor=somebody("pilar"), interview=interview, file=ContentFile(b"", "vide.pdf")
    ) == ("size")
    agreed = record_agreement(actor=somebody("pilar"), interview=interview, file=a_paper())
    assert (agreed.state, agreed.signed_sheet.name) == ("agreed", "feuille.pdf")


def test_the_organisation_alone_publishes_and_takes_back():
    interview, fatma = an_interview(state="agreed"), somebody("fatma")
    organisation = interview.organisation
    for name in ("amina", "youssef", "pilar"):
        with pytest.raises(NotAllowed):
            publish_interview(actor=somebody(name), interview=interview)
    assert published_of(None, organisation) == []
    assert refusal_of(withdraw_interview, actor=fatma, interview=interview) == "hidden"
    publish_interview(actor=fatma, interview=interview, shows_evidence=True)
    assert [one.shows_evidence for one in published_of(None, organisation)] == [True]
    with pytest.raises(NotAllowed):
        withdraw_interview(actor=somebody("amina"), interview=interview)
    taken = withdraw_interview(actor=fatma, interview=interview)
    assert (taken.published_at, taken.shows_evidence, taken.withdrawn_at is not None) == (None, False, True)
    assert published_of(None, organisation) == []
    organisation.is_public = False
    organisation.save()
    assert refusal_of(publish_interview, actor=fatma, interview=interview) == "card"
    organisation.memberships.update(is_board=False)
    with pytest.raises(NotAllowed):
        publish_interview(actor=fatma, interview=interview)


def test_it_is_closed_with_a_reason_and_never_published():
    interview, fatma = an_interview(), somebody("fatma")
    assert refusal_of(close_interview, actor=fatma, interview=interview, reason=" ") == "conflict"
    with pytest.raises(NotAllowed):
        close_interview(actor=somebody("karim"), interview=interview, reason="Non")
    closed = close_interview(actor=fatma, interview=interview, reason="La récolte nous prend tout notre temps.")
    assert refusal_of(publish_interview, actor=fatma, interview=closed) == "closed"
    closed.published_at = closed.ended_at
    with pytest.raises(IntegrityError), transaction.atomic():
        closed.save()


def test_a_draft_begun_by_mistake_leaves_but_a_line():
    interview = an_interview()
    organisation, paper = written(interview).organisation, with_paper(interview).paper
    with pytest.raises(NotAllowed):
        remove_draft(actor=somebody("fatma"), interview=interview)
    remove_draft(actor=interview.peer.user, interview=interview)
    assert not Interview.objects.exists() and not Answer.objects.exists() and not StoredFile.objects.exists()
    assert not paper.content.storage.exists(paper.content.name)
    line = Entry.objects.get(verb="interview.removed")
    assert (line.subject, line.details["interview"]) == (organisation, interview.pk)
    given = an_interview(state="given_back")
    assert refusal_of(remove_draft, actor=somebody("amina"), interview=given) == "given_back"


def test_a_later_interview_erases_nothing():
    first = an_interview(state="published", ago=300, level=2)
    an_interview(state="published", ago=3, level=4)
    found = published_of(None, first.organisation)
    assert [one.answers.get(criterion=CODES[1]).level for one in found] == [4, 2]


def test_an_interview_keeps_the_words_of_its_set(monkeypatch):
    interview = an_interview(state="published")
    later = json.loads(json.dumps(SETS[1]))
    later["version"] = 2
    for criterion in later["criteria"]:
        criterion["words"]["en"]["levels"] = [f"New {place}" for place in range(1, 6)]
    later["criteria"][1]["code"] = "brand_new"
    monkeypatch.setitem(SETS, 2, later)
    monkeypatch.setattr("taghyir.criteria.actions.SET", later)
    new = start_interview(actor=a_peer().user, organisation=interview.organisation, held_on=a_day(0))
    save_answer(actor=a_peer().user, interview=new, criterion=CODES[2], level=4)
    assert refusal_of(save_answer, actor=a_peer().user, interview=new, criterion=CODES[1], level=4) == "criterion"
    with reading_in("en"):
        _first, added, third = said_in(Interview.objects.get(pk=new.pk), past_of(new))[0].said
    assert (third.words, third.before[0].level) == ("New 4", 3)
    assert not third.before[0].words.startswith("New"), "each in the words of its own set"
    assert (added.answer, added.before[0].level) == (None, None), "the former set did not have it"


def test_a_merge_brings_interviews_together_but_for_two_under_way():
    stays, goes = tifawin(is_public=True), OrganisationFactory(name="Tifawin de Zaïo")
    past = close_interview(actor=a_peer().user, interview=an_interview(goes), reason="Autre jour")
    both = an_interview(stays), an_interview(goes)
    merge_organisations(actor=somebody("amina"), stays=stays, goes=goes)
    of_stays = Interview.objects.filter(organisation=stays)
    assert set(of_stays) == {past, both[0]}, "what both have stays with the entry that goes"
