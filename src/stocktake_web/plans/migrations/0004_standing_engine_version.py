"""Standings say under which version of the judging engine they were noticed.

Those that exist were noticed under the first: the next look takes the verdict as it is then, and
opens no decision.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_comments")]

    operations = [
        migrations.AddField(
            model_name="targetstanding",
            name="engine_version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
