"""Django's cache as rows of the database: limits and used one-time codes that all workers share.

Django's own database cache answers "already there" when the database was merely busy, and keeps
values as pickles, which run whatever somebody wrote into the table. This one keeps JSON.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction

from stocktake_web import services
from stocktake_web.accounts.sign_in.shared_rows import SharedLimit

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class SharedLimits(BaseCache):
    """A cache whose every key is a row with a unique key."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value of a key that has not expired."""
        row = SharedLimit.objects.filter(
            cache_key=self.make_and_validate_key(key, version=version), expires__gt=services.now()
        ).first()
        return default if row is None else json.loads(row.value)

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep a value."""
        SharedLimit.objects.update_or_create(
            cache_key=self.make_and_validate_key(key, version=version),
            defaults={"value": json.dumps(value), "expires": self._expires(timeout)},
        )

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep a value unless there is one: of two that add it at once, one gets no."""
        name = self.make_and_validate_key(key, version=version)
        SharedLimit.objects.filter(expires__lte=services.now()).delete()
        try:
            with transaction.atomic():
                SharedLimit.objects.create(
                    cache_key=name, value=json.dumps(value), expires=self._expires(timeout)
                )
        except IntegrityError:
            return False
        return True

    def touch(
        self,
        key: str,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep a value for longer."""
        rows = SharedLimit.objects.filter(
            cache_key=self.make_and_validate_key(key, version=version), expires__gt=services.now()
        )
        return bool(rows.update(expires=self._expires(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value."""
        name = self.make_and_validate_key(key, version=version)
        return bool(SharedLimit.objects.filter(cache_key=name).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        SharedLimit.objects.all().delete()

    def _expires(self, timeout: float | None) -> datetime:
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return FOR_EVER if timeout is None else services.now() + timedelta(seconds=timeout)
