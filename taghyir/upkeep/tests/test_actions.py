"""A card from fresh to hidden and back; an error from its report to its answer; a claim, proved or met."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Notice
from taghyir.core.testing import run_reactions
from taghyir.directory.actions import (
    choose_shown,
    confirm_organisation,
    describe_organisation,
    fade_organisation,
    name_keeper,
    set_rhythm,
)
from taghyir.directory.models import Membership, Organisation
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.upkeep import queries, reactions
from taghyir.upkeep.actions import (
    answer_report,
    ask_code,
    ask_to_confirm,
    claim_card,
    confirm_claim,
    count_wrong_code,
    erase_contacts,
    prove_claim,
    refuse_claim,
    report_error,
)
from taghyir.upkeep.models import Claim, Report, Review
from taghyir.upkeep.reactions import review_cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return OrganisationFactory(is_public=True, email="tifawin@example.org")


def aged(organisation, days):
    """As if the card had fallen due `days` ago, and its owner had been asked that day if they were asked at all."""
    due_on = timezone.localdate() - dt.timedelta(days=days)
    on = due_on - dt.timedelta(days=30 * organisation.review_months)
    Organisation.objects.filter(pk=organisation.pk).update(confirmed_on=on)
    asked_at = timezone.now() - dt.timedelta(days=days)
    Review.objects.filter(organisation=organisation).update(due_on=due_on, owner_asked_at=asked_at)


def freshness(organisation):
    return Organisation.objects.get(pk=organisation.pk).freshness


class TestTheRhythm:
    def test_from_fresh_to_hidden_and_back(self, card, client):
        somebody("amina")
        for days, expected in ((-1, "fresh"), (0, "fresh"), (31, "fresh"), (61, "faded"), (121, "hidden")):
            aged(card, days)
            for _twice in range(2):
                review_cards(0)
                run_reactions()
            assert freshness(card) == expected, days
        assert client.get(card.get_absolute_url()).status_code == 404
        confirm_organisation(actor=somebody("karim"), organisation=Organisation.objects.get())
        assert freshness(card) == "fresh"
        assert client.get(card.get_absolute_url()).status_code == 200

    def test_each_is_asked_once_each_time_a_card_falls_due(self, card):
        amina = somebody("amina")
        aged(card, 40)
        for _day in range(3):
            review_cards(0)
            run_reactions()
        to_the_owner = [one for one in mail.outbox if one.to == ["tifawin@example.org"]]
        assert len(to_the_owner) == 1
        assert "هل ما زالت بطاقة" in to_the_owner[0].body + to_the_owner[0].subject
        assert Notice.objects.filter(user=amina).count() == 1
        with pytest.raises(Refused):
            ask_to_confirm(
                actor=User.objects.robot(), organisation=card, due_on=queries.cards_due(0).get().due_on, whom="owner"
            )

    def test_a_card_long_overdue_is_asked_about_before_it_fades(self, card):
        aged(card, 500)
        for _twice in range(2):
            review_cards(0)
            run_reactions()
        assert freshness(card) == "fresh"
        assert len([one for one in mail.outbox if one.to == ["tifawin@example.org"]]) == 1

    def test_many_cards_are_all_asked_about_in_some_mornings(self, monkeypatch):
        monkeypatch.setattr(reactions, "AT_ONCE", 2)
        for card in OrganisationFactory.create_batch(5, is_public=True):
            aged(card, 10)
        for asked in (2, 4, 5):
            review_cards(0)
            assert Review.objects.filter(owner_asked_at__isnull=False).count() == asked

    def test_a_card_confirmed_meanwhile_does_not_fade(self, card):
        aged(card, 61)
        as_it_was = Organisation.objects.get()
        confirm_organisation(actor=somebody("karim"), organisation=card)
        with pytest.raises(Refused):
            fade_organisation(actor=User.objects.robot(), organisation=as_it_was, freshness="faded")
        assert freshness(card) == "fresh"
        assert Organisation.objects.get().confirmed_on == timezone.localdate()

    def test_a_card_nobody_published_is_left_alone(self, card):
        Organisation.objects.update(is_public=False)
        aged(card, 500)
        review_cards(0)
        assert freshness(card) == "fresh"

    def test_the_rhythm_is_from_one_month_to_two_years(self, card):
        amina = somebody("amina")
        set_rhythm(actor=amina, organisation=card, review_months=12)
        assert Organisation.objects.get().review_months == 12
        for months in (0, 25):
            with pytest.raises(Refused):
                set_rhythm(actor=amina, organisation=card, review_months=months)
        with pytest.raises(NotAllowed):
            set_rhythm(actor=somebody("karim"), organisation=card, review_months=3)

    def test_nobody_but_the_robot_fades_a_card(self, card):
        with pytest.raises(NotAllowed):
            fade_organisation(actor=somebody("pilar"), organisation=card, freshness="faded")
        with pytest.raises(Refused):
            fade_organisation(actor=User.objects.robot(), organisation=card, freshness="hidden")


class TestTheLink:
    def test_it_confirms_once_by_its_button_and_never_by_being_opened(self, card, client):
        address = queries.address_of_token(card, "ar")
        for method in (client.get, client.head):
            assert method(address).status_code == 200
        assert Organisation.objects.get().confirmed_on is None
        assert "نعم، كله" in client.get(address).content.decode()
        assert client.post(address).status_code == 200
        assert Organisation.objects.get().confirmed_on == timezone.localdate()
        assert client.post(address).status_code == 410
        assert client.get(address).status_code == 410

    def test_it_is_of_one_organisation_and_of_sixty_days(self, card, monkeypatch):
        token = queries.still_true_token(card)
        assert queries.organisation_of_token(token) == card
        assert queries.organisation_of_token(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
        assert queries.organisation_of_token("") is None
        later = timezone.now().timestamp() + 61 * 86_400
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
        assert queries.organisation_of_token(token) is None


class TestReports:
    def test_from_the_report_to_the_answer(self, card):
        amina = somebody("amina")
        report = report_error(actor=None, organisation=card, kind="moved", words="Au souk\0 neuf", contact="0612345678")
        run_reactions()
        assert Notice.objects.get().user == amina
        assert len(report.code) == 8
        answer_report(actor=somebody("karim"), report=report, state="corrected", answer="Adresse corrigée.")
        with pytest.raises(Refused):
            answer_report(actor=amina, report=report, state="unchanged", answer="Encore")
        Report.objects.update(answered_at=timezone.now() - dt.timedelta(days=91))
        assert erase_contacts(actor=User.objects.robot()) == 1
        assert Report.objects.get().contact == ""

    def test_an_answer_has_words(self, card):
        report = report_error(actor=None, organisation=card, kind="closed")
        with pytest.raises(Refused):
            answer_report(actor=somebody("amina"), report=report, state="corrected", answer=" ")
        with pytest.raises(Refused):
            answer_report(actor=somebody("amina"), report=report, state="open", answer="x")
        with pytest.raises(NotAllowed):
            answer_report(actor=somebody("hedi"), report=report, state="corrected", answer="x")

    def test_thirty_an_hour_for_one_card(self, card):
        for _report in range(30):
            report_error(actor=None, organisation=card, kind="other")
        with pytest.raises(Refused):
            report_error(actor=None, organisation=card, kind="other")
        report_error(actor=None, organisation=OrganisationFactory(name="Autre"), kind="other")

    def test_a_delay_is_told_from_five_answers_on(self, card):
        for days in (1, 2, 3, 10):
            self.answered(card, days)
        assert queries.delay_of(card.territory) is None
        self.answered(card, 30)
        assert queries.delay_of(card.territory) == 3
        assert queries.delays_by_territory()[0][1:] == (3, 0)

    def answered(self, card, days):
        now = timezone.now()
        Report.objects.create(
            organisation=card, code=f"C{Report.objects.count()}", kind="other", state="corrected", answer="fait",
            reported_at=now - dt.timedelta(days=days), answered_at=now,
        )  # fmt: skip


class TestClaims:
    @pytest.fixture
    def claim(self, card):
        return claim_card(actor=somebody("noor"), organisation=card)

    def code_of(self, claim):
        ask_code(actor=somebody("noor"), claim=claim)
        run_reactions()
        return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]

    def test_a_code_sent_to_the_mail_box_of_the_card_makes_a_keeper(self, claim):
        code, noor = self.code_of(claim), somebody("noor")
        assert mail.outbox[-1].to == ["tifawin@example.org"]
        assert code not in Claim.objects.get().code_hash
        prove_claim(actor=noor, claim=claim, code=f" {code} ")
        assert Membership.objects.get().is_keeper
        organisation = Organisation.objects.get()
        describe_organisation(actor=noor, organisation=organisation, activity_fr="Amlou", name="Volé", is_public=False)
        choose_shown(actor=noor, organisation=organisation, shown=["contact", "nothing"])
        organisation.refresh_from_db()
        assert (organisation.activity_fr, organisation.name, organisation.is_public) == (
            "Amlou",
            "Coopérative Tifawin",
            True,
        )
        assert organisation.shown == ["contact"]

    def test_a_code_is_tried_five_times_within_thirty_minutes(self, claim):
        code, noor = self.code_of(claim), somebody("noor")
        for _attempt in range(5):
            count_wrong_code(actor=noor, claim=claim)
            with pytest.raises(Refused, match="pas le code"):
                prove_claim(actor=noor, claim=claim, code="000000" if code != "000000" else "111111")
        count_wrong_code(actor=noor, claim=claim)
        with pytest.raises(Refused, match="plus valable"):
            prove_claim(actor=noor, claim=claim, code=code)
        Claim.objects.update(attempts=0, code_sent_at=timezone.now() - dt.timedelta(minutes=31))
        with pytest.raises(Refused, match="plus valable"):
            prove_claim(actor=noor, claim=claim, code=code)

    def test_a_code_is_not_found_by_asking_for_ever_new_ones(self, claim):
        noor = somebody("noor")
        for _code in range(5):
            ask_code(actor=noor, claim=claim)
            Claim.objects.update(code_sent_at=timezone.now() - dt.timedelta(minutes=11))
        with pytest.raises(Refused, match="Cinq codes"):
            ask_code(actor=noor, claim=claim)
        confirm_claim(actor=somebody("amina"), claim=claim)
        assert Membership.objects.get().is_keeper

    def test_a_card_without_mail_box_gets_the_same_answer_and_no_code(self, claim):
        Organisation.objects.update(email="")
        ask_code(actor=somebody("noor"), claim=claim)
        run_reactions()
        assert not [one for one in mail.outbox if "code" in one.subject]
        with pytest.raises(Refused, match="pas le code"):
            prove_claim(actor=somebody("noor"), claim=claim, code="")
        with pytest.raises(Refused, match="dix minutes"):
            ask_code(actor=somebody("noor"), claim=claim)

    def test_in_person_needs_no_mail(self, claim):
        for name in ("karim", "hedi", "noor", "ines"):
            with pytest.raises(NotAllowed):
                confirm_claim(actor=somebody(name), claim=claim)
        confirm_claim(actor=somebody("amina"), claim=claim)
        assert Membership.objects.get(person=somebody("noor").person).is_keeper
        with pytest.raises(Refused):
            refuse_claim(actor=somebody("amina"), claim=claim, reason="Trop tard")

    def test_a_refusal_has_a_reason_that_the_person_reads(self, claim):
        with pytest.raises(Refused):
            refuse_claim(actor=somebody("amina"), claim=claim, reason="  ")
        refuse_claim(actor=somebody("amina"), claim=claim, reason="Vous n’êtes pas membre.")
        run_reactions()
        assert "pas membre" in Notice.objects.get(user=somebody("noor")).text
        claim_card(actor=somebody("noor"), organisation=claim.organisation)
        with pytest.raises(Refused):
            claim_card(actor=somebody("noor"), organisation=claim.organisation)

    def test_only_who_claimed_proves_and_a_keeper_does_not_claim(self, claim):
        with pytest.raises(NotAllowed):
            prove_claim(actor=somebody("leila"), claim=claim, code="1")
        with pytest.raises(NotAllowed):
            claim_card(actor=somebody("amina"), organisation=claim.organisation)
        name_keeper(actor=somebody("amina"), organisation=claim.organisation, person=somebody("fatma").person)
        with pytest.raises(NotAllowed):
            claim_card(actor=somebody("fatma"), organisation=claim.organisation)

    def test_a_member_becomes_keeper_without_becoming_a_member_twice(self):
        organisation = tifawin()
        name_keeper(actor=somebody("amina"), organisation=organisation, person=somebody("fatma").person)
        assert organisation.memberships.get().is_keeper


def test_completeness_is_counted_and_named_alike(card):
    rows = queries.cards_to_visit(somebody("pilar"))
    for _change in range(3):
        for one in rows.all():
            lacking = len(queries.missing_of(one))
            assert one.completeness == 100 * (len(queries.WHOLE) - lacking) // len(queries.WHOLE)
        Organisation.objects.update(
            latitude=34.9, longitude=-2.7, sectors=["food"], phone="+212536606060", address="Souk"
        )
        Organisation.objects.update(women_members=3, men_members=1)
