"""How a card comes to its own people: by the mail box it has, without an account; or in person, without an e-mail."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.actions import end_keeper, name_keeper
from taghyir.directory.models import Membership
from taghyir.directory.policies import can_describe_organisation
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.people.models import Invitation, Leave, Role, User
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.upkeep.actions import (
    ask_by_mail,
    claim_card,
    confirm_claim,
    expire_claim,
    invite_by_mail,
    report_error,
    take_by_mail,
)
from taghyir.upkeep.models import Claim, Report
from taghyir.upkeep.queries import focal_points_of
from taghyir.upkeep.reactions import review_cards, write_to_mail_box

pytestmark = pytest.mark.django_db
PASSWORD = "amandes-et-huiles-2026"


@pytest.fixture
def rif():
    """A public card with a mail box, which nobody keeps."""
    return OrganisationFactory(name="Coopérative Rif", is_public=True, email="rif@example.org")


def test_whoever_reads_its_mail_box_keeps_the_card(rif, client, mailoutbox):
    somebody("amina")
    address = f"/fr/upkeep/cards/{rif.pk}/claim/"
    assert "adresse électronique" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    run_reactions()
    assert [mail.to for mail in mailoutbox] == [["rif@example.org"]]
    link = re.search(r"http\S+(/fr/\S+)", mailoutbox[0].body)[1]
    names = {"given_name": "Malika", "family_name": "Rifi", "password": PASSWORD}
    assert client.post(link, names).status_code == 302
    run_reactions()
    malika = User.objects.get(email="rif@example.org")
    assert can_describe_organisation(malika, rif)
    assert Claim.objects.get().state == Claim.State.CONFIRMED
    assert malika.notices.filter(entry__verb="claim.taken").exists()


def test_the_answer_is_the_same_when_the_card_has_no_mail_box(rif, client, mailoutbox):
    silent = OrganisationFactory(name="Coopérative Muette", is_public=True)
    pages = []
    for card in (rif, silent):
        answer = client.post(f"/fr/upkeep/cards/{card.pk}/claim/", follow=True).content.decode()
        pages.append(re.findall(r"Si la fiche a une adresse électronique, un courrier y est ou y part : [^<]*", answer))
    run_reactions()
    assert pages[0] == pages[1]
    assert len(mailoutbox) == 1


def test_a_mail_box_that_has_an_account_is_told_to_use_it(client, mailoutbox):
    fatma = somebody("fatma")
    card = tifawin(is_public=True, email=fatma.email)
    ask_by_mail(actor=None, organisation=card, language="ar")
    run_reactions()
    assert not Invitation.objects.exists()
    assert "C’est notre organisation" in mailoutbox[0].body
    assert "هذه منظمتنا" in mailoutbox[0].body
    write_to_mail_box(Entry.objects.get(verb="card.asked_by_mail"))
    assert len(mailoutbox) == 1, "run twice, it writes once"


def test_a_mail_box_is_not_filled_by_asking_for_ever(rif, mailoutbox):
    ask_by_mail(actor=None, organisation=rif)
    with pytest.raises(Refused, match="."):
        ask_by_mail(actor=None, organisation=rif)
    for hours in range(1, 5):
        Claim.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=hours))
        ask_by_mail(actor=None, organisation=rif)
    Claim.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=6))
    with pytest.raises(Refused) as refusal:
        ask_by_mail(actor=None, organisation=rif)
    assert refusal.value.code == "many"
    run_reactions()
    assert len(mailoutbox) == 1, "one open invitation at a time"


def test_who_has_an_account_claims_by_name_and_nobody_takes_a_card_by_hand(rif):
    noor = somebody("noor")
    with pytest.raises(NotAllowed):
        ask_by_mail(actor=noor, organisation=rif)
    claim = ask_by_mail(actor=None, organisation=rif)
    for name in ("noor", "amina"):
        with pytest.raises(NotAllowed):
            invite_by_mail(actor=somebody(name), claim=claim, language="fr")
        with pytest.raises(NotAllowed):
            take_by_mail(actor=somebody(name), claim=claim, person=noor.person)
    with pytest.raises(Refused) as refusal:
        confirm_claim(actor=somebody("amina"), claim=claim)
    assert refusal.value.code == "nobody"


def test_in_person_a_member_without_e_mail_keeps_the_card_until_it_is_given_back(as_user):
    card = tifawin(is_public=True)
    member = MembershipFactory(organisation=card)
    amina = as_user(somebody("amina"))
    address = f"/fr/upkeep/cards/{card.pk}/keepers/"
    assert amina.post(address, {"person": "999999"}).status_code == 200
    assert amina.post(address, {"person": member.person_id}).status_code == 302
    member.refresh_from_db()
    assert member.is_keeper
    assert amina.post(f"/fr/upkeep/cards/{card.pk}/rhythm/", {"review_months": "99"}, follow=True).status_code == 200
    assert amina.post(f"/fr/upkeep/cards/{card.pk}/rhythm/", {"review_months": "3"}).status_code == 302
    card.refresh_from_db()
    assert card.review_months == 3
    assert amina.post(f"/fr/upkeep/keepers/{member.pk}/end/").status_code == 302
    member.refresh_from_db()
    assert not member.is_keeper


def test_a_keeper_gives_the_card_back_and_nobody_else_takes_it():
    card, fatma = tifawin(), somebody("fatma")
    name_keeper(actor=somebody("amina"), organisation=card, person=fatma.person)
    kept = Membership.objects.get(organisation=card, person=fatma.person)
    for name in ("karim", "hedi", "noor", "ines"):
        with pytest.raises(NotAllowed):
            end_keeper(actor=somebody(name), membership=kept)
    assert not end_keeper(actor=fatma, membership=kept).is_keeper
    with pytest.raises(NotAllowed):
        end_keeper(actor=fatma, membership=kept)


def test_who_asked_for_a_card_reads_where_to_be_confirmed_and_how_to_call(rif, as_user):
    rif.territory.phone = "+212520123456"
    rif.territory.save()
    claim = claim_card(actor=somebody("noor"), organisation=rif)
    assert (
        'href="tel:+212520123456"' in as_user(somebody("noor")).get(f"/fr/upkeep/claims/{claim.pk}/").content.decode()
    )


def test_the_list_of_claims_shows_who_asks_by_mail(rif, as_user):
    ask_by_mail(actor=None, organisation=rif)
    amina = as_user(somebody("amina"))
    assert "Par son adresse électronique" in amina.get("/fr/upkeep/claims/").content.decode()
    assert "Par son adresse" in amina.get(f"/fr/upkeep/claims/{Claim.objects.get().pk}/").content.decode()


def test_one_sender_says_five_things_a_day_and_silences_nobody_else(rif):
    for _number in range(5):
        report_error(actor=None, organisation=rif, kind="moved", sender="one")
    with pytest.raises(Refused) as refusal:
        report_error(actor=None, organisation=rif, kind="moved", sender="one")
    assert refusal.value.code == "often"
    assert report_error(actor=None, organisation=rif, kind="moved", sender="two").code


def test_the_address_of_who_reports_is_kept_nowhere(rif, client, monkeypatch):
    monkeypatch.setattr("taghyir.design.visitors.VisitorForm._took_time", lambda *_: True)
    address = f"/fr/upkeep/cards/{rif.pk}/error/"
    client.post(address, {"kind": "moved"}, REMOTE_ADDR="198.51.100.7")
    client.post(address, {"kind": "closed"}, REMOTE_ADDR="203.0.113.9")
    senders = list(Report.objects.values_list("sender", flat=True))
    assert len(set(senders)) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", sender) for sender in senders)


def test_who_is_told_is_who_looks_after_the_territory_and_who_stands_in_for_them(rif):
    karim, amina, pilar, hedi = (somebody(name) for name in ("karim", "amina", "pilar", "hedi"))
    RoleFactory(user=karim, kind="focal_point", territory=TerritoryFactory(code="TNG"))
    assert focal_points_of(rif) == [amina], "a focal point elsewhere is none here"
    focal = RoleFactory(kind="focal_point", territory=rif.territory).user
    assert focal_points_of(rif) == [focal]
    today = timezone.localdate()
    Leave.objects.create(user=focal, substitute=hedi, starts_on=today, ends_on=today)
    assert set(focal_points_of(rif)) == {focal, hedi}
    Role.objects.filter(user__in=(focal, amina)).delete()
    of_country = RoleFactory(kind="partner_coordinator", territory=None, country="MA").user
    assert focal_points_of(rif) == [of_country]
    elsewhere = OrganisationFactory(name="Sfax", place=None, territory=None, country="TN", legal_form=None)
    assert focal_points_of(elsewhere) == [pilar]


def test_a_claim_at_a_mail_box_is_refused_or_ends_with_its_offer(rif, as_user, client, mailoutbox):
    silent = OrganisationFactory(name="Coopérative Muette", is_public=True)
    offered, unanswered, nothing = (ask_by_mail(actor=None, organisation=card) for card in (rif, tifawin(), silent))
    run_reactions()
    offered.refresh_from_db()
    amina, page = as_user(somebody("amina")), f"/fr/upkeep/claims/{offered.pk}/"
    assert "quatorze jours" in amina.get(page).content.decode()
    answer = amina.post(f"{page}refuse/", {"reason": "Personne du bureau ne l’a demandé."}, follow=True)
    assert "La demande est close" in answer.content.decode()
    assert not Invitation.objects.get().is_open, "the letter opens no account any more"
    with pytest.raises(NotAllowed):
        expire_claim(actor=somebody("amina"), claim=nothing)
    Claim.objects.filter(pk=unanswered.pk).update(claimed_at=timezone.now() - dt.timedelta(days=15))
    review_cards(0)
    states = dict(Claim.objects.values_list("pk", "state"))
    assert states == {offered.pk: "refused", unanswered.pk: "expired", nothing.pk: "waiting"}
