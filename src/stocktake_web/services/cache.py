"""Keeps what is costly to compute, in this process, under a key that says what it rests on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class LRUCache(Generic[T]):
    """The values used last, at most ``size``; each computed once even if many ask together.

    Examples
    --------
    >>> cache = LRUCache[int](size=1)
    >>> cache.get("a", lambda: 1), cache.get("a", lambda: 2), cache.get("b", lambda: 3)
    (1, 1, 3)
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._entries: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()
        self._key_locks: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], *, state: Hashable = None) -> T:
        """The value under a key, made now if there is none.

        A value that rests on another ``state`` is made again and takes the old one's place.

        Examples
        --------
        >>> cache = LRUCache[str](size=2)
        >>> cache.get("a", lambda: "Monday's", state=1), cache.get("a", lambda: "new", state=2)
        ("Monday's", 'new')
        """
        with self._lock:
            if (entry := self._entries.get(key)) and entry[0] == state:
                self._entries.move_to_end(key)
                return entry[1]
            key_lock = self._key_locks.setdefault((key, state), Lock())
        with key_lock:
            with self._lock:
                if (entry := self._entries.get(key)) and entry[0] == state:
                    return entry[1]
            try:
                value = make()
            finally:
                with self._lock:
                    self._key_locks.pop((key, state), None)
            with self._lock:
                self._entries[key] = (state, value)
                self._entries.move_to_end(key)
                while len(self._entries) > self.size:
                    self._entries.popitem(last=False)
            return value

    def clear(self) -> None:
        """Drop every value."""
        with self._lock:
            self._entries.clear()
