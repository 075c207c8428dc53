"""Checks a file that somebody sends: its kind, by name and by content, and its size."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from stocktake.sources import check_package, picture_problem
from stocktake_web.plans.rules import rules

ZIP = b"PK\x03\x04"
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (ZIP,),
    ".xlsx": (ZIP,),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".csv": (),
    ".parquet": (b"PAR1",),
    ".toml": (),
}
# What may be kept as evidence; the others are read when they come.
ENDINGS = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".csv")
PACKAGES = (".docx", ".xlsx")
PICTURES = (".png", ".jpg")


def check_upload(file: UploadedFile[Any], endings: tuple[str, ...] = ENDINGS) -> None:
    """Refuse a file of the wrong kind or size.

    Raises
    ------
    ValidationError
        With what is taken.
    """
    name = (file.name or "").lower()
    ending = next((ending for ending in endings if name.endswith(ending)), None)
    if ending is None:
        raise ValidationError(f"The file must be one of these kinds: {', '.join(endings)}")
    if (file.size or 0) > rules().upload.largest_bytes:
        raise ValidationError("The file must be smaller than 2 MB")
    if not file.size:
        raise ValidationError("The file is empty")
    signatures = SIGNATURES[ending]
    head = file.read(16)
    file.seek(0)
    if signatures and not head.startswith(signatures):
        raise ValidationError(f"The file is named {ending} but holds something else")
    if not signatures and b"\0" in head:
        raise ValidationError(f"The file is named {ending} but holds something else")


def check_evidence(file: UploadedFile[Any]) -> None:
    """Refuse a file to be kept that is of the wrong kind or size, or unpacks beyond the limits.

    A file that is read when it comes is bounded by its reader instead, which says more.

    Raises
    ------
    ValidationError
        With what is taken.
    """
    check_upload(file)
    name = (file.name or "").lower()
    problem = ""
    if name.endswith(PACKAGES):
        problem = check_package(file.read())
    elif name.endswith(PICTURES):
        problem = picture_problem(file.read())
    file.seek(0)
    if problem:
        raise ValidationError(f"The file {problem}")
