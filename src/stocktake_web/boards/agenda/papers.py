"""Checks a document that somebody uploads: its kind by its content, and its size. Pure."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import PurePosixPath

from stocktake.sources import check_package

LARGEST_BYTES = 10_000_000
LARGEST_WORDS = "10 MB"

_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    ".pdf": ("application/pdf", ""),
    ".docx": (f"{_OFFICE}wordprocessingml.document", "word/document.xml"),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet", "xl/workbook.xml"),
    ".pptx": (f"{_OFFICE}presentationml.presentation", "ppt/presentation.xml"),
}
"""For each ending: the media type, and the part that an Office file of that kind must have."""

KINDS_WORDS = "PDF, Word (.docx), Excel (.xlsx) or PowerPoint (.pptx)"


class WrongFileError(ValueError):
    """A document that cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class CheckedFile:
    """A document whose kind and size were checked."""

    name: str
    media_type: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """Digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


def check_file(name: str, content: bytes, endings: tuple[str, ...] = tuple(KINDS)) -> CheckedFile:
    """Check a document.

    Parameters
    ----------
    name : str
        As uploaded; only its last part is kept, and of that only plain characters.
    content : bytes
    endings : tuple of str
        Which kinds will do.

    Raises
    ------
    WrongFileError
        Empty, too large, of another kind, or not what its name says.

    Examples
    --------
    >>> check_file("../Paper 4 (final).pdf", b"%PDF-1.7 ...").name
    'Paper 4 final.pdf'
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    kinds = KINDS_WORDS if len(endings) > 1 else f"a Word document ({endings[0]})"
    if ending not in endings:
        raise WrongFileError(f"The selected file must be {kinds}")
    if not content:
        raise WrongFileError("The selected file is empty")
    if len(content) > LARGEST_BYTES:
        raise WrongFileError(f"The selected file must be smaller than {LARGEST_WORDS}")
    media_type, part = KINDS[ending]
    if not (_has_part(content, part) if part else content.startswith(b"%PDF-")):
        raise WrongFileError(f"The selected file is named {ending} but is not one: save it again")
    if part and (problem := check_package(content)):
        raise WrongFileError(f"The selected file {problem}")
    return CheckedFile(_plain_name(name, ending), media_type, content)


def _has_part(content: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return part in package.namelist()
    except zipfile.BadZipFile:
        return False


def _plain_name(file_name: str, ending: str) -> str:
    stem = PurePosixPath(file_name.replace("\\", "/")).stem
    name = " ".join(re.sub(r"[^\w \-.]", "", stem).split()).strip(". ")
    return f"{name[:80] or 'paper'}{ending}"
