"""Tables of counts that all workers share; they stand apart from the application's models."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tables() -> list[type[models.Model]]:
    """The tables as they are when this migration is applied."""
    apart = Apps()

    class SharedLimit(models.Model):
        cache_key = models.CharField(max_length=255, primary_key=True)
        value = models.TextField()
        expires = models.DateTimeField(db_index=True)

        class Meta:
            apps = apart
            app_label = "accounts"
            db_table = "accounts_sharedlimit"

    class RequestCount(models.Model):
        id = models.BigAutoField(primary_key=True)
        address = models.GenericIPAddressField()
        begins = models.DateTimeField(db_index=True)
        count = models.PositiveIntegerField(default=0)

        class Meta:
            apps = apart
            app_label = "accounts"
            db_table = "accounts_requestcount"
            constraints = (
                models.UniqueConstraint(fields=("address", "begins"), name="one_count_a_period"),
            )

    return [SharedLimit, RequestCount]


def create(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make them."""
    for table in tables():
        schema_editor.create_model(table)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    for table in tables():
        schema_editor.delete_model(table)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    changes_rows = False

    operations = [migrations.RunPython(create, remove)]
