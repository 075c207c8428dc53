"""Fields get the words of the vocabulary; what they hold stays as it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RenameField("eventvalues", "held", "content"),
        migrations.AlterField(
            "eventvalues",
            "event",
            models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="stored_values",
                serialize=False,
                to="audit.event",
            ),
        ),
    ]
