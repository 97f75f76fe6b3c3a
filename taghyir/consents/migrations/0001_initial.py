"""The consents that people held, moved; the journal goes on naming them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def name_in_journal(apps, schema_editor):
    """What the journal says of a consent stays said of it under its new name."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kinds.filter(app_label="people", model__in=["consent", "consenttext"]).update(app_label="consents")


def name_as_before(apps, schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kinds.filter(app_label="consents", model__in=["consent", "consenttext"]).update(app_label="people")


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("people", "0002_consents_move"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ConsentText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('file', 'being followed in a file'), ('directory', 'public directory'), ('photo', 'photograph'), ('video', 'film'), ('voice', 'recorded voice'), ('testimony', 'story told under their name'), ('research', 'research, without their name')], max_length=12, verbose_name='purpose')),
                        ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                        ('language', models.CharField(choices=[('fr', 'Français'), ('ar', 'العربية'), ('es', 'Español'), ('en', 'English')], max_length=2, verbose_name='language')),
                        ('text', models.TextField(verbose_name='text')),
                    ],
                    options={
                        'ordering': ['purpose', '-version', 'language'],
                        'constraints': [models.UniqueConstraint(fields=('purpose', 'version', 'language'), name='one_text_per_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('explained_in', models.CharField(max_length=20, verbose_name='explained in')),
                        ('manner', models.CharField(choices=[('written', 'signed on paper'), ('screen', 'signed on screen'), ('spoken', 'said aloud, before a witness')], max_length=8, verbose_name='how')),
                        ('witness', models.CharField(blank=True, max_length=120, verbose_name='witness')),
                        ('given_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='given on')),
                        ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                        ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                        ('collected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='collected by')),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='consents.consenttext', verbose_name='text')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.person', verbose_name='person')),
                    ],
                    options={
                        'ordering': ['-given_on', '-pk'],
                    },
                ),
                migrations.AddConstraint(
                    model_name='consent',
                    constraint=models.CheckConstraint(condition=models.Q(('manner', 'spoken'), ('witness', ''), _negated=True), name='spoken_consent_has_witness', violation_error_message='Name the witness of a consent said aloud.'),
                ),
            ]
        ),
        migrations.RunPython(name_in_journal, name_as_before),
    ]
