"""Fields and models by the names of the vocabulary."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import stocktake_web.services.clock


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial")]

    operations = [
        migrations.RenameField("seat", "role_words", "role"),
        migrations.RenameField("meeting", "held_on", "meeting_date"),
        migrations.RenameField("agendaitem", "words", "description"),
        migrations.RenameField("papercontent", "held", "content"),
        migrations.RenameField("packtemplate", "held", "content"),
        migrations.RenameField("decision", "words", "text"),
        migrations.RenameField("decision", "made_at", "created_at"),
        migrations.RenameField("action", "words", "text"),
        migrations.RenameField("actionupdate", "words", "text"),
        migrations.RenameField("minuteentry", "words", "text"),
        migrations.RenameField("addendum", "words", "text"),
        migrations.RenameField("proposal", "words", "description"),
        migrations.RenameField("proposal", "asked_pounds", "requested_pounds"),
        migrations.RenameField("criterion", "words", "title"),
        migrations.RenameModel("Withdrawal", "Recusal"),
        migrations.AlterModelOptions(
            name="decision",
            options={"ordering": ("created_at", "pk")},
        ),
        migrations.AlterModelOptions(
            name="meeting",
            options={"ordering": ("meeting_date", "pk")},
        ),
        migrations.RemoveIndex(
            model_name="meeting",
            name="boards_meet_area_id_c9d2ed_idx",
        ),
        migrations.AlterField(
            model_name="action",
            name="text",
            field=models.TextField(max_length=1000),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="description",
            field=models.TextField(blank=True, max_length=4000),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="note",
            field=models.TextField(blank=True, max_length=8000),
        ),
        migrations.AlterField(
            model_name="body",
            name="absence_months",
            field=models.PositiveSmallIntegerField(
                default=6, validators=[django.core.validators.MaxValueValidator(24)]
            ),
        ),
        migrations.AlterField(
            model_name="body",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.area"
            ),
        ),
        migrations.AlterField(
            model_name="body",
            name="meets",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="body",
            name="quorum_count",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="quorate",
            field=models.BooleanField(),
        ),
        migrations.AlterField(
            model_name="decision",
            name="text",
            field=models.TextField(max_length=2000),
        ),
        migrations.AlterField(
            model_name="minuteentry",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minute_entry",
                to="boards.agendaitem",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="description",
            field=models.TextField(max_length=4000),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="requested_pounds",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="recusal",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="boards.agendaitem",
            ),
        ),
        migrations.AlterField(
            model_name="recusal",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="boards.seat",
            ),
        ),
        migrations.AlterField(
            model_name="seat",
            name="role",
            field=models.CharField(max_length=120),
        ),
        migrations.AlterField(
            model_name="seat",
            name="starts",
            field=models.DateField(
                default=stocktake_web.services.clock.today, verbose_name="start of term"
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["area", "meeting_date"], name="boards_meet_area_id_596509_idx"
            ),
        ),
    ]
