import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0001_initial"),
        ("surveys", "0002_followed_forms"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="DevicePassword")],  # its table went to the room of phones
        ),
        migrations.AddField(
            model_name="submission",
            name="phone",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="submissions",
                to="devices.device",
            ),
        ),
    ]
