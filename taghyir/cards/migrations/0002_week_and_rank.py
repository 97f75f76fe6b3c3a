"""A span of hours belongs to the week it is part of, so that a merge never mixes two weeks; photos have an order."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

STATEMENT_EACH = """
INSERT INTO cards_reach (organisation_id, whatsapp, note_fr, note_ar)
SELECT DISTINCT organisation_id, '', '', '' FROM cards_opening
ON CONFLICT (organisation_id) DO NOTHING
"""


def give_weeks(apps, schema_editor):
    """Each span to what is said beside the hours of the same organisation; who had said nothing gets an empty one."""
    opening, reach = apps.get_model("cards", "Opening"), apps.get_model("cards", "Reach")
    schema_editor.execute(STATEMENT_EACH)
    mine = reach.objects.filter(organisation=OuterRef("organisation")).order_by("pk").values("pk")[:1]
    opening.objects.update(reach=Subquery(mine))


def give_organisations(apps, schema_editor):
    opening, reach = apps.get_model("cards", "Opening"), apps.get_model("cards", "Reach")
    mine = reach.objects.filter(pk=OuterRef("reach")).order_by("pk").values("organisation")[:1]
    opening.objects.update(organisation=Subquery(mine))


class Migration(migrations.Migration):
    atomic = True
    dependencies = [("cards", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("opening", "opening_once"),
        migrations.RemoveConstraint("opening", "opening_ends_after_it_begins"),
        migrations.AddField(
            "opening",
            "reach",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="cards.reach"
            ),
        ),
        migrations.AlterField(
            "opening",
            "organisation",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.organisation"
            ),
        ),
        migrations.RunPython(give_weeks, give_organisations),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RemoveField("opening", "organisation"),
        migrations.AlterField(
            "opening",
            "reach",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="cards.reach"
            ),
        ),
        migrations.AddConstraint(
            "opening", models.UniqueConstraint(fields=["reach", "weekday", "opens_at"], name="opening_once")
        ),
        migrations.AddConstraint(
            "opening",
            models.CheckConstraint(
                condition=Q(weekday__lte=6) & ~Q(closes_at=F("opens_at")), name="opening_lasts"
            ),
        ),
        migrations.AddField("photo", "rank", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterModelOptions("photo", options={"ordering": ["rank", "added_at", "pk"]}),
    ]
