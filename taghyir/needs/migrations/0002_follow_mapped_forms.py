from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial"), ("surveys", "0002_followed_forms")]
    operations = [
        migrations.RunSQL(
            "UPDATE surveys_form SET is_followed = true WHERE id IN (SELECT form_id FROM needs_needmapping)",
            migrations.RunSQL.noop,
        )
    ]
