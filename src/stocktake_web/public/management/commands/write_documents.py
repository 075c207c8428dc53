"""``stocktake-web write_documents``: write the documents of an account, in a process of its own."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from stocktake_web.public.documents.writing import write_pickled


class Command(BaseCommand):
    """Take content from standard input, and write the documents to standard output."""

    help = "Write the documents of an account. The application calls this by itself."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them."""
        sys.stdout.buffer.write(write_pickled(sys.stdin.buffer.read()))
