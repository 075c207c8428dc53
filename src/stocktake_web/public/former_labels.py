"""What values of the public side were called before, for histories."""

from __future__ import annotations

from stocktake_web.audit.labels import FormerLabels

FORMER_LABELS = FormerLabels(
    value_names={
        "public.correction": {
            "what": "subject",
            "was_wrong": "wrong_text",
            "is_now": "corrected_text",
        },
    },
)
