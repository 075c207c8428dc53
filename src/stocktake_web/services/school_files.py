"""Files about an area's schools, made by a command and read by pages.

Making one compares every school of the country, which takes seconds and more memory than a worker
has; so no page makes one. A file can be thrown away at any time: it says itself what it rests on.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from pydantic import BaseModel, ConfigDict, ValidationError

from stocktake_web.services.area import AreaFields


class StoredFile(BaseModel):
    """What is kept in a file, with what it rests on.

    Parameters
    ----------
    area : str
        The area's slug: another area may have definitions of its own.
    state : str
        Digest of releases and definitions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    area: str
    state: str


F = TypeVar("F", bound=StoredFile)


def school_file(area: str, name: str) -> Path | None:
    """Where a file is kept; None where this installation keeps none."""
    folder = settings.STOCKTAKE_SCHOOL_PROFILES
    if not folder:
        return None
    return Path(folder) / sha256(area.encode()).hexdigest()[:16] / name


def keep_file(area: AreaFields, name: str, stored: StoredFile) -> None:
    """Write a file, whole or not at all.

    Raises
    ------
    OSError
        Nothing can be written where files are kept.
    """
    path = school_file(area.slug, name)
    if path is None:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    incoming = path.with_name(f".{uuid4().hex}")
    incoming.write_text(stored.model_dump_json(), encoding="utf-8")
    os.replace(incoming, path)


def read_file(area: AreaFields, name: str, kind: type[F]) -> F | None:
    """What is kept; None where nothing was made, or the file is damaged or another area's."""
    path = school_file(area.slug, name)
    if path is None:
        return None
    try:
        stored = kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return stored if stored.area == area.slug else None


def discard_file(area: AreaFields, name: str) -> None:
    """Remove a file of which nothing is so any longer."""
    path = school_file(area.slug, name)
    if path is not None:
        path.unlink(missing_ok=True)
