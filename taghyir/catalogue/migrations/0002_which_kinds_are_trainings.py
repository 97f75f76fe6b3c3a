from django.db import migrations, models


def nothing_was_said_of_it(apps, schema_editor):
    """What the seed said before knew no trainings: so that it is renewed where nobody touched it."""
    for kind in apps.get_model("catalogue", "ServiceKind").objects.exclude(loaded=None):
        kind.loaded["is_training"] = False
        kind.save(update_fields=["loaded"])


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_catalogue'),
    ]

    operations = [
        migrations.AddField(
            model_name='servicekind',
            name='is_training',
            field=models.BooleanField(default=False, verbose_name='a training'),
        ),
        migrations.RunPython(nothing_was_said_of_it, migrations.RunPython.noop),
    ]
