"""Takes an erased person out of pages of the footer; texts are changed by ``records.change``."""

from __future__ import annotations

from stocktake_web.accounts.models import User
from stocktake_web.public.notices.queries import notices_naming


def erase_from_notices(user: User) -> int:
    """Empty the texts that name a person, so that the defaults are shown; how many there were.

    Runs in the caller's transaction, and is recorded by whoever asks for the erasure.
    """
    rows = notices_naming(user)
    for notice in rows:
        notice.text = ""
        notice.version += 1
        notice.save()
    return len(rows)
