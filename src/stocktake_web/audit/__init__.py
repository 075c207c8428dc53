"""What was changed, by whom, when and why, in a chain that can be proved."""

from __future__ import annotations

from typing import Any

__all__ = ["Thing", "record"]


def __getattr__(name: str) -> Any:
    """Load when asked for: models cannot be imported before Django is set up."""
    if name in __all__:
        from stocktake_web.audit import actions

        return getattr(actions, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
