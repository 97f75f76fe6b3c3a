"""Consents have a room of their own: the tables take its name, the rows stay."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("consent", "consents_consent"),
                migrations.AlterModelTable("consenttext", "consents_consenttext"),
            ]
        )
    ]
