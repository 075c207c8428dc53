"""The console script ``stocktake-web``: every administrative command."""

from __future__ import annotations

import os
import sys

# What these write is for a web server, which is another account.
FOR_OTHERS = {"collectstatic", "export_site"}


def run(arguments: list[str] | None = None) -> None:
    """Run one command, such as ``stocktake-web migrate``."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake_web.settings.local")
    words = arguments or sys.argv[1:]
    # Databases, back-ups and exports of a person are for who made them alone.
    if not set(words[:1]) & FOR_OTHERS:
        os.umask(0o077)
    execute_from_command_line(["stocktake-web", *words])


if __name__ == "__main__":
    run()
