"""``stocktake-web permission_matrix``: who may do what at every address, as CSV."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web.accounts.permissions.matrix import COLUMNS, matrix


class Command(BaseCommand):
    """Print the matrix of permissions."""

    help = (
        "Print who may do what at every address: yes, own (only their school, board or own "
        "things) or no. Read the difference before the table is committed again: "
        "permission_matrix > tests/web/permission_matrix.csv"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(matrix())
