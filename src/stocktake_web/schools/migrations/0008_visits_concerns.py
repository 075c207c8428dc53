"""Concerns about academies, the replies to them, and interests that advisers declare."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stocktake_web.schools.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_school_types"),
        ("schools", "0007_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AcademyConcern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("trust", "With the trust"),
                            ("director", "With the Regional Director"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("noticed_on", models.DateField()),
                ("concern", models.TextField(max_length=3000)),
                ("evidence", models.TextField(max_length=4000)),
                ("to_trust_on", models.DateField(blank=True, null=True)),
                ("to_director_on", models.DateField(blank=True, null=True)),
                ("director_reason", models.TextField(blank=True, max_length=2000)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, max_length=2000)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.area",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.school",
                    ),
                ),
            ],
            options={
                "ordering": ("-noticed_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="AdviserInterest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("nature", models.CharField(blank=True, max_length=300)),
                ("declared_on", models.DateField()),
                ("confirmed_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.area",
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.school",
                    ),
                ),
            ],
            options={
                "ordering": ("declared_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ConcernReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[("trust", "The trust"), ("director", "The Regional Director")],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                ("replied_on", models.DateField()),
                ("by_role", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.area",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="schools.academyconcern",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.school",
                    ),
                ),
            ],
            options={
                "ordering": ("replied_on", "pk"),
            },
        ),
        refuse_changes("schools_concernreply"),
    ]
