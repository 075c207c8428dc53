"""The models of the app's features, so that Django finds them."""

from __future__ import annotations

from stocktake_web.releases.seal.models import RegisterSeal

__all__ = ["RegisterSeal"]
