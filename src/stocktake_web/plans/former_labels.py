"""What the objects of plans and their values were called before, for the history to show."""

from __future__ import annotations

from stocktake_web.audit.labels import FormerLabels

FORMER_LABELS = FormerLabels(
    object_types={
        "plans.waitson": "plans.dependency",
        "plans.offeredupdate": "plans.pendingupdate",
    },
    value_names={
        # Updates, dependencies and links are filed under their activity.
        "plans.activity": {
            "words": "text",
            "told_of": "effective_date",
            "by_role": "author_role",
            "by": "author_role",
            "file": "file_name",
            "expires": "expires_at",
            "offer": "pending_update",
        },
        "plans.comment": {"words": "text"},
        "plans.dependency": {"words": "title"},
        "plans.interimobjective": {"words": "title"},
        "plans.likelihoodscore": {"words": "comment"},
        "plans.localrequest": {"asked_at": "requested_at"},
        "plans.opendecision": {"words": "text"},
        "plans.pendingupdate": {"words": "text", "told_of": "effective_date"},
        "plans.plandraft": {"what": "part"},
        "plans.priority": {"words": "text"},
        "plans.recommendation": {"words": "text"},
        "plans.recommendationevidence": {"words": "text"},
        "plans.risk": {"words": "title"},
        "plans.target": {"words": "text"},
        "plans.update": {"words": "text", "told_of": "effective_date"},
    },
)
