"""Ten thousand answers with repeats: taken away as linked tables, and again; a page of their list."""

import csv
import io
import json
import random
import secrets

from django.db import connection

from bench.measure import Case, Visitor
from taghyir.core.models import StoredFile, private_storage
from taghyir.people.models import User
from taghyir.review.actions import make_feed_key
from taghyir.surveys.models import Form, FormVersion

ANSWERS = 10_000
NAME = "bench_household"
KINDS = {
    "name": "text",
    "commune": "text",
    "age": "integer",
    "income": "decimal",
    "seen_on": "date",
    "place": "geopoint",
}
CHOICES = {value: {"fr": f"Choix {value}", "ar": f"اختيار {value}"} for value in ("market", "care", "water", "credit")}


def cases() -> list[Case]:
    form = _form()
    pilar = Visitor(User.objects.get(email="pilar@taghyir.example"))
    tables = f"/fr/forms/{form.pk}/answers/take/?format=zip&values=codes"
    feed = f"/api/odata/forms/{form.pk}.svc/Submissions?$filter=__system/submissionDate%20gt%202020-01-01"
    secret, program = secrets.token_urlsafe(24), Visitor()
    make_feed_key(actor=User.objects.get(email="pilar@taghyir.example"), name="bench", secret=secret)
    first = f"10,000 answers as linked CSV, {_turns(form)} turns"

    def anew() -> bytes:
        _forget_kept()
        return pilar.ask(tables)

    return [
        Case(first, 450, anew, lambda: _written_by_hand(form)),
        Case("the same again, nothing written meanwhile", 50, lambda: pilar.ask(tables)),
        Case("OData, a page of 250, by key", 20, lambda: program.ask(feed, HTTP_AUTHORIZATION=f"Bearer {secret}")),
        Case("the list of 10,000 answers, a page", 40, lambda: pilar.ask(f"/fr/forms/{form.pk}/answers/")),
    ]


def _form() -> Form:
    if known := Form.objects.filter(xform_id=NAME).first():
        return known
    form = Form.objects.create(xform_id=NAME, title="Bench household")
    questions = [_question(name, kind) for name, kind in KINDS.items()]
    questions += [_question("theme", "select_one", choices=CHOICES, values=list(CHOICES))]
    questions += [_question("tried", "select_multiple", choices=CHOICES, values=list(CHOICES))]
    questions += [_question("children", "repeat")]
    questions += [
        _question(f"children/{name}", kind, "children") for name, kind in (("name", "text"), ("age", "integer"))
    ]
    form.current = FormVersion.objects.create(
        form=form,
        version="1",
        source=StoredFile.objects.order_by("pk")[0],
        xform="<h/>",
        md5="0",
        questions=questions,
        languages=["fr", "ar"],
        published_by=User.objects.get(email="pilar@taghyir.example"),
    )
    form.save()
    _fill(form)
    return form


def _question(path, kind, repeat="", **more):
    labels = {"fr": path.capitalize(), "ar": path}
    return {"path": path, "name": path.rpartition("/")[2], "type": kind, "repeat": repeat, "labels": labels} | more


def _fill(form: Form) -> None:
    luck = random.Random(1956)
    karim = User.objects.get(email="karim@taghyir.example")
    columns = "version_id, form_id, instance_id, xml, digest, answers, folded, expected_files, submitted_by_id, device"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO surveys_submission ({columns}, received_at) VALUES (%s, %s, %s, %s, md5(%s), %s, '', '[]', %s, 'web', "
            "now() - %s * interval '1 minute')",
            [
                (
                    form.current_id,
                    form.pk,
                    f"uuid:{n:08}",
                    "<data/>" * 200,
                    str(n),
                    json.dumps(_answers(luck, n)),
                    karim.pk,
                    n,
                )
                for n in range(ANSWERS)
            ],
        )
        cursor.execute("ANALYZE surveys_submission")


def _answers(luck: random.Random, number: int) -> dict:
    children = [
        {"children/name": f"Enfant {n}", "children/age": str(luck.randint(0, 17))} for n in range(luck.randint(0, 4))
    ]
    return {
        "name": f"Famille Benali {number}",
        "commune": luck.choice(("Zaïo", "زايو", "Nefta", "Selouane")),
        "age": str(luck.randint(18, 80)),
        "income": f"{luck.randint(500, 9_000)}.50",
        "seen_on": f"2026-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}",
        "place": f"{luck.uniform(33, 36):.5f} {luck.uniform(-6, 10):.5f} 0 0",
        "theme": luck.choice(list(CHOICES)),
        "tried": " ".join(luck.sample(list(CHOICES), luck.randint(1, 3))),
    } | ({"children": children} if children else {})


def _turns(form: Form) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(jsonb_array_length(coalesce(answers -> 'children', '[]'))) FROM surveys_submission WHERE form_id = %s",
            [form.pk],
        )
        return f"{cursor.fetchone()[0]:,}"


def _forget_kept() -> None:
    for name in private_storage().listdir("exports")[1] if private_storage().exists("exports") else ():
        private_storage().delete(f"exports/{name}")


def _written_by_hand(form: Form) -> int:
    """Two tables of CSV with the names of the questions, and nothing else: no key, no words, no policy, no zip."""
    paths, children = [*KINDS, "theme", "tried"], ["children/name", "children/age"]
    first, second = io.StringIO(), io.StringIO()
    answers, turns = csv.writer(first), csv.writer(second)
    with connection.cursor() as cursor:
        cursor.execute("SELECT instance_id, answers FROM surveys_submission WHERE form_id = %s ORDER BY id", [form.pk])
        for instance, raw in cursor:
            found = raw if isinstance(raw, dict) else json.loads(raw)
            answers.writerow([instance, *(found.get(path) for path in paths)])
            turns.writerows([instance, *(turn.get(path) for path in children)] for turn in found.get("children", ()))
    return first.tell() + second.tell()
