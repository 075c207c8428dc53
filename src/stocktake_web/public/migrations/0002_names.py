"""The fields of a correction by the names of the vocabulary."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("public", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("correction", "what", "subject"),
        migrations.RenameField("correction", "was_wrong", "wrong_text"),
        migrations.RenameField("correction", "is_now", "corrected_text"),
        migrations.AlterField(
            model_name="correction",
            name="wrong_text",
            field=models.TextField(max_length=1000),
        ),
        migrations.AlterField(
            model_name="correction",
            name="corrected_text",
            field=models.TextField(max_length=1000),
        ),
        migrations.AlterField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
