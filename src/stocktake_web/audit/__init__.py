"""What was changed, by whom, when and why, in a chain that can be proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stocktake_web.audit.object_ref import ObjectRef

if TYPE_CHECKING:
    from stocktake_web.audit.actions import record

__all__ = ["ObjectRef", "record"]


def __getattr__(name: str) -> Any:
    """Load ``record`` when it is first used: models cannot be imported before Django is set up."""
    if name == "record":
        from stocktake_web.audit.actions import record

        return record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
