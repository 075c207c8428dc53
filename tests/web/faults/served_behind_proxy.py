"""Settings of an installation behind one proxy, as the how-to says."""

from __future__ import annotations

from served import *  # noqa: F403

STOCKTAKE_TRUSTED_PROXY_COUNT = 1
