"""The console script ``stocktake-web``: every administrative command."""

from __future__ import annotations

import os
import sys


def run(arguments: list[str] | None = None) -> None:
    """Run one command, such as ``stocktake-web migrate``."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake_web.settings.local")
    execute_from_command_line(["stocktake-web", *(arguments or sys.argv[1:])])


if __name__ == "__main__":
    run()
