"""The lock of rows for a change, where apps find it with the rest of what changes rows."""

from __future__ import annotations

from stocktake_web.optimistic_locking import Conflict, Difference, lock_for_update

__all__ = ["Conflict", "Difference", "lock_for_update"]
