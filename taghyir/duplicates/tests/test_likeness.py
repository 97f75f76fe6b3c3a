"""What makes two entries look like one organisation; on real entries, what a person found is found, and no more."""

import csv

import pytest
from django.core.management import call_command

from taghyir.directory.models import Organisation
from taghyir.duplicates.actions import find_duplicates
from taghyir.duplicates.likeness import Entry, compared, contacts_of, initials_of, keys_of, metres_between
from taghyir.duplicates.models import Candidate
from taghyir.people.models import User

HERE = {"latitude": 36.8, "longitude": 10.18, "country": "TN", "place": 1}


def proposed(one, other):
    found = compared(Entry(1, one.pop("names"), **HERE | one), Entry(2, other.pop("names"), **HERE | other))
    return found[0] if found else ""


@pytest.mark.parametrize(
    "one, other, proposal",
    [
        ({"names": ["L'aigle du Bois"]}, {"names": ["L’AIGLE du bois"]}, "same"),
        ({"names": ["FTDES"]}, {"names": ["Forum Tunisien pour les Droits Economiques et Sociaux"]}, "same"),
        ({"names": ["شبكة مراقبون"]}, {"names": ["مراقبون"]}, "same"),
        ({"names": ["Zaïo"]}, {"names": ["زايو"]}, "ask"),
        ({"names": ["Tifawin"]}, {"names": ["Tifawine"]}, "ask"),
        ({"names": ["Al Khatt"]}, {"names": ["Soyons actifs / actives"]}, ""),
        ({"names": ["Association"]}, {"names": ["Coopérative"]}, ""),
        ({"names": ["Amal"]}, {"names": ["Amal"], "latitude": 36.803}, "ask"),
        ({"names": ["Amal"]}, {"names": ["Amal"], "latitude": 37.5}, ""),
        ({"names": ["Amal"]}, {"names": ["Amal"], "latitude": 37.5, "contacts": []}, ""),
        ({"names": ["Amal"], "legal_form": 1}, {"names": ["Amal"], "legal_form": 2}, "ask"),
        (
            {"names": ["النور"], "legal_form": 1, "activity": "Irrigation"},
            {"names": ["النور"], "legal_form": 1, "activity": "Eau potable"},
            "ask",
        ),
        ({"names": ["A"], "numbers": ["i:ice:1"]}, {"names": ["B"], "numbers": ["i:ice:1"], "latitude": 30.0}, "same"),
        (
            {"names": ["Amal"], "contacts": ["p:+216"]},
            {"names": ["Amal"], "contacts": ["p:+216"], "latitude": 37.5},
            "same",
        ),
        (
            {"names": ["Amal"], "contacts": ["p:+216"]},
            {"names": ["Nour"], "contacts": ["p:+216"], "latitude": 37.5},
            "",
        ),
    ],
)
def test_what_is_proposed_of_a_pair(one, other, proposal):
    assert proposed(dict(one), dict(other)) == proposal
    assert proposed(dict(other), dict(one)) == proposal


def test_a_contact_that_many_share_is_none():
    assert contacts_of("", "", "https://www.facebook.com/amal") == []
    assert contacts_of("+212536606060", "A@amal.ma", "https://www.amal.ma/x") == [
        "p:+212536606060",
        "e:a@amal.ma",
        "h:amal.ma",
    ]


def test_small_words_give_no_initial():
    assert initials_of("forum tunisien pour les droits economiques et sociaux") == "ftdes"
    assert initials_of("amal zaio") == ""


def test_what_lies_within_a_few_metres_shares_a_key_whatever_the_cell():
    for step in range(200):
        latitude, longitude = 36.8 + step * 0.00037, 10.1 + step * 0.00029
        one = Entry(1, ["Atelier Amal"], latitude=latitude, longitude=longitude)
        other = Entry(2, ["Amal bois"], latitude=latitude + 0.0004, longitude=longitude - 0.0005)
        assert metres_between(one, other) < 80
        assert {key for key in keys_of(one) if key.startswith("w:")} & set(keys_of(other))


@pytest.mark.django_db
def test_what_a_person_found_among_real_entries_is_found(real):
    rows = list(csv.DictReader(real("sse/dup_pairs_tunis.tsv").open(encoding="utf-8"), delimiter="\t"))
    call_command("load_territories")
    call_command("load_legal_forms")
    call_command("import_organisations", str(real("sse/tn_osm_sse_tunis_kef_tozeur.json")), "--apply")
    known = {ref.rpartition("/")[2]: pk for ref, pk in Organisation.objects.values_list("source_ref", "pk")}
    find_duplicates(actor=User.objects.robot())
    found = {(one.first_id, one.second_id): one.proposal for one in Candidate.objects.order_by("pk")}
    for row in rows:
        pair = tuple(sorted((known[row["osm_id_a"]], known[row["osm_id_b"]])))
        expected = {"same": "same", "ask": "ask", "different": None}[row["verdict"]]
        assert found.get(pair) == expected, row
    assert len(rows) == 10
    assert len(found) <= 25, "a person reads each of them"
    assert find_duplicates(actor=User.objects.robot()) == 0
    assert not Organisation.objects.exclude(merged_into=None).exists()
