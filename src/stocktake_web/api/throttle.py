"""Bounds how often one address may ask, over all workers."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import DatabaseError
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from stocktake_web import services
from stocktake_web.accounts.sign_in.client_address import client_address
from stocktake_web.accounts.sign_in.request_counts import count_request


class SharedThrottle(SimpleRateThrottle):
    """Counts in the database: one row for an address and a period, added to in one statement.

    What may be read is not refused because it cannot be counted: while the database takes no
    writes, requests pass.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether the address is still within its rate."""
        try:
            count = count_request(client_address(request), self._period_start())
        except DatabaseError:
            return True
        return self.num_requests is None or count <= self.num_requests

    def wait(self) -> float | None:
        """Seconds until the next period."""
        return max(
            1.0,
            self._period_start().timestamp() + (self.duration or 1) - services.now().timestamp(),
        )

    def _period_start(self) -> datetime:
        seconds = int(services.now().timestamp())
        return datetime.fromtimestamp(seconds - seconds % (self.duration or 1), UTC)
