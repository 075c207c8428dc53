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
        self._kept: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T], *, state: Hashable = None) -> T:
        """What is remembered under a key, made now if nothing is.

        What rests on another state than the one given is made anew and takes the old one's place.

        Examples
        --------
        >>> memory = Memory[str](size=2)
        >>> memory.get("a", lambda: "Monday's", state=1), memory.get("a", lambda: "new", state=2)
        ("Monday's", 'new')
        """
        with self._lock:
            if (found := self._kept.get(key)) and found[0] == state:
                self._kept.move_to_end(key)
                return found[1]
            turn = self._making.setdefault((key, state), Lock())
        with turn:
            with self._lock:
                if (found := self._kept.get(key)) and found[0] == state:
                    return found[1]
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop((key, state), None)
            with self._lock:
                self._kept[key] = (state, made)
                self._kept.move_to_end(key)
                while len(self._kept) > self.size:
                    self._kept.popitem(last=False)
            return made

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
