"""Models and fields by the names of the vocabulary, feature by feature."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import migrations, models
from django.db.models import deletion

import stocktake_web.services.clock

NOT_NEGATIVE = [MinValueValidator(0)]
ACADEMIC_YEAR = RegexValidator(
    r"^20\d{4}$", "Academic year must be six digits, such as 202627", "invalid"
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_standing_engine_version")]

    operations = [
        # Risks
        migrations.RenameField("risk", "words", "title"),
        migrations.AlterField(
            model_name="risk",
            name="reviewed_on",
            field=models.DateField(default=stocktake_web.services.clock.today),
        ),
        # Activities
        migrations.RenameField("update", "by", "author"),
        migrations.RenameField("update", "by_role", "author_role"),
        migrations.RenameField("update", "at", "created_at"),
        migrations.RenameField("update", "told_of", "effective_date"),
        migrations.RenameField("update", "words", "text"),
        migrations.AlterModelOptions("update", {"ordering": ("-effective_date", "-pk")}),
        migrations.RenameField("evidencecontent", "update_given", "update"),
        migrations.RenameField("evidencecontent", "held", "content"),
        # Dependencies
        migrations.RenameModel("WaitsOn", "Dependency"),
        migrations.RenameField("dependency", "words", "title"),
        # Links and pending updates
        migrations.RenameField("actionlink", "made_by", "created_by"),
        migrations.RenameField("actionlink", "created", "created_at"),
        migrations.RenameField("actionlink", "expires", "expires_at"),
        migrations.AlterModelOptions("actionlink", {"ordering": ("-created_at",)}),
        migrations.RenameModel("OfferedUpdate", "PendingUpdate"),
        migrations.RenameField("pendingupdate", "at", "created_at"),
        migrations.RenameField("pendingupdate", "told_of", "effective_date"),
        migrations.RenameField("pendingupdate", "words", "text"),
        migrations.AlterModelOptions("pendingupdate", {"ordering": ("created_at",)}),
        migrations.AlterField(
            model_name="pendingupdate",
            name="link",
            field=models.OneToOneField(
                on_delete=deletion.PROTECT,
                related_name="pending_update",
                to="plans.actionlink",
            ),
        ),
        # Revisions and drafts
        migrations.RenameField("planrevision", "created", "created_at"),
        migrations.RenameField("plandraft", "changed", "changed_at"),
        # funding
        *(
            migrations.AlterField(
                model_name="fundingline",
                name=name,
                field=models.DecimalField(
                    max_digits=12, decimal_places=2, default=0, validators=NOT_NEGATIVE
                ),
            )
            for name in ("committed_pounds", "spent_pounds", "forecast_pounds")
        ),
        # objectives
        migrations.RenameField("interimobjective", "words", "title"),
        migrations.AlterField(
            model_name="interimobjective",
            name="academic_year",
            field=models.CharField(max_length=6, validators=[ACADEMIC_YEAR]),
        ),
        migrations.AlterField(
            model_name="interimobjective",
            name="evidence",
            field=models.TextField(blank=True, max_length=2000),
        ),
        # decisions
        migrations.AlterModelOptions(
            name="opendecision", options={"ordering": ("opened_at", "pk")}
        ),
        migrations.RenameField("opendecision", "opened", "opened_at"),
        migrations.RenameField("opendecision", "words", "text"),
        migrations.AlterField(
            model_name="opendecision",
            name="text",
            field=models.TextField(blank=True, max_length=2000),
        ),
        # likelihood
        migrations.RenameField("likelihoodround", "opened", "opened_at"),
        migrations.RenameField("likelihoodscore", "words", "comment"),
        # recommendations
        migrations.RenameField("recommendation", "words", "text"),
        migrations.AlterField(
            model_name="recommendation",
            name="text",
            field=models.TextField(max_length=2000),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="actions",
            field=models.TextField(blank=True, max_length=4000),
        ),
        migrations.RenameField("recommendationevidence", "words", "text"),
        migrations.AlterField(
            model_name="recommendationevidence",
            name="text",
            field=models.TextField(max_length=2000),
        ),
        # comments
        migrations.RenameField("comment", "words", "text"),
        # returns
        migrations.RenameField("localrequest", "asked_at", "requested_at"),
        migrations.AlterField(
            model_name="localrequest",
            name="requested_at",
            field=models.DateTimeField(default=stocktake_web.services.clock.now),
        ),
        # sheets
        migrations.AlterField(
            model_name="sheetimport",
            name="rows",
            field=models.JSONField(blank=True),
        ),
        # digest
        migrations.AlterField(
            model_name="digestsent",
            name="at",
            field=models.DateTimeField(default=stocktake_web.services.clock.now),
        ),
        # targets
        migrations.AlterField(
            model_name="targetrating",
            name="reason",
            field=models.TextField(max_length=2000),
        ),
    ]
