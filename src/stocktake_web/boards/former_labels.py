"""What rows and values of boards were called before, for histories."""

from __future__ import annotations

from stocktake_web.audit.labels import FormerLabels

FORMER_LABELS = FormerLabels(
    object_types={"boards.withdrawal": "boards.recusal"},
    value_names={
        "boards.action": {"words": "text"},
        "boards.agendaitem": {"words": "description"},
        "boards.decision": {"words": "text"},
        "boards.meeting": {"held_on": "meeting_date"},
        "boards.minutes": {"words": "text"},
        "boards.proposal": {"asked_pounds": "requested_pounds"},
        "boards.seat": {"role_words": "role"},
    },
)
