"""Takes a person's account out of what it owns."""

from __future__ import annotations

from django.db import transaction

from stocktake_web.accounts.models import User
from stocktake_web.plans.models import ActivityState, LocalRequest, Recommendation, Risk

OWNED = (ActivityState, LocalRequest, Recommendation, Risk)


@transaction.atomic
def disown(*, user: User) -> int:
    """Take an account out of everything that it owns; roles stay.

    Returns
    -------
    int
        From how many things. The erasure itself is recorded by whoever asks for it.
    """
    return sum(
        model._default_manager.filter(owner_user=user).update(owner_user=None) for model in OWNED
    )
