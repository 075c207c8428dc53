"""The fields of a correction by the names of the vocabulary, and the pages of the footer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
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
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "Contact"),
                            ("accessibility", "Accessibility statement"),
                            ("privacy", "Privacy notice"),
                            ("cookies", "Cookies"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.area",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("area", "kind"), name="notice_once_in_an_area"
            ),
        ),
    ]
