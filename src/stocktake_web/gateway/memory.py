"""Remembers what is costly to compute, in this process, under a key that says what it rests on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """The results used last, at most ``size``; each computed once even if many ask together.

    Examples
    --------
    >>> memory = Memory[int](size=1)
    >>> memory.get("a", lambda: 1), memory.get("a", lambda: 2), memory.get("b", lambda: 3)
    (1, 1, 3)
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is remembered under a key, made now if nothing is."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > self.size:
                    self._kept.popitem(last=False)
            return made

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
