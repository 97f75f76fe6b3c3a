import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import taghyir.devices.models

# The table of the passwords of phones comes from the room of forms with all its rows; the journal still finds them.
TABLE_COMES = "ALTER TABLE surveys_devicepassword RENAME TO devices_device"
TABLE_GOES = "ALTER TABLE devices_device RENAME TO surveys_devicepassword"
JOURNAL_FOLLOWS = (
    "UPDATE django_content_type SET app_label = 'devices', model = 'device'"
    " WHERE app_label = 'surveys' AND model = 'devicepassword'"
)
JOURNAL_GOES_BACK = (
    "UPDATE django_content_type SET app_label = 'surveys', model = 'devicepassword'"
    " WHERE app_label = 'devices' AND model = 'device'"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        ("surveys", "0002_followed_forms"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Device",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80, verbose_name="phone")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="devices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={"ordering": ["-created_at", "-pk"]},
                ),
            ],
            database_operations=[
                migrations.RunSQL(TABLE_COMES, TABLE_GOES),
                migrations.RunSQL(JOURNAL_FOLLOWS, JOURNAL_GOES_BACK),
            ],
        ),
        migrations.AddField(
            model_name="device",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="devices",
                to="people.person",
                verbose_name="carried by",
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="territory",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.territory",
                verbose_name="territory",
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="expires_on",
            field=models.DateField(default=taghyir.devices.models.last_day_of_new, verbose_name="last day"),
        ),
        migrations.AddField(
            model_name="device",
            name="last_seen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="device", name="client", field=models.CharField(blank=True, editable=False, max_length=120)
        ),
        migrations.AddField(
            model_name="device",
            name="installation",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
    ]
