"""Cells are kept as the map is sent them. Those that are there go: the grid is made anew within a minute."""

from django.db import migrations, models


def forget_grid(apps, _schema_editor):
    for name in ("Cell", "Grid"):
        apps.get_model("atlas", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("atlas", "0001_initial")]

    operations = [
        migrations.RunPython(forget_grid, forget_grid),
        migrations.RemoveField(model_name="cell", name="only"),
        migrations.AddField(
            model_name="cell", name="drawn", field=models.TextField(default=""), preserve_default=False
        ),
        migrations.AddField(
            model_name="cell", name="drawn_ar", field=models.TextField(default=""), preserve_default=False
        ),
    ]
