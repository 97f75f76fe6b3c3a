"""People no longer speak of consents."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0002_consents_move"), ("consents", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("consent"), migrations.DeleteModel("consenttext")]
        )
    ]
