"""Checks a file that somebody sends: its kind, by name and by content, and its size."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from stocktake_web.plans.rules import rules

ZIP = b"PK\x03\x04"
BEGINS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (ZIP,),
    ".xlsx": (ZIP,),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".csv": (),
}
ENDINGS = tuple(BEGINS)


def check_upload(file: UploadedFile[Any], endings: tuple[str, ...] = ENDINGS) -> None:
    """Refuse a file of the wrong kind or size.

    Raises
    ------
    ValidationError
        With what is taken.
    """
    name = (file.name or "").lower()
    ending = next((each for each in endings if name.endswith(each)), None)
    if ending is None:
        raise ValidationError(f"The file must be one of these kinds: {', '.join(endings)}")
    if (file.size or 0) > rules().upload.largest_bytes:
        raise ValidationError("The file must be smaller than 2 MB")
    if not file.size:
        raise ValidationError("The file is empty")
    begins = BEGINS[ending]
    head = file.read(16)
    file.seek(0)
    if begins and not head.startswith(begins):
        raise ValidationError(f"The file is named {ending} but holds something else")
    if not begins and b"\0" in head:
        raise ValidationError(f"The file is named {ending} but holds something else")
