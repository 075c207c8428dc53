"""Reads a structure of Thrift's compact protocol, in which Parquet's headers are written."""

from __future__ import annotations

import struct
from typing import Any

DEEPEST = 16
STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(13)
LONGEST_NUMBER = 10
"""Bytes of a number of 64 bits."""


class ThriftError(Exception):
    """The bytes hold no such structure."""


def read_struct(data: bytes, place: int, depth: int = 0) -> tuple[dict[int, Any], int]:
    """A structure that begins at a place.

    Returns
    -------
    dict of int to Any
        Values by the numbers of their fields.
    int
        The place after it.

    Raises
    ------
    ThriftError
        The bytes end too early, or hold something else.
    """
    if depth > DEEPEST:
        raise ThriftError
    fields: dict[int, Any] = {}
    number = 0
    while True:
        head, place = _byte(data, place)
        kind, step = head & 0x0F, head >> 4
        if kind == STOP:
            return fields, place
        if step:
            number += step
        else:
            number, place = _number(data, place)
        if kind in (TRUE, FALSE):
            fields[number] = kind == TRUE
        else:
            fields[number], place = _value(data, place, kind, depth)


def _value(data: bytes, place: int, kind: int, depth: int) -> tuple[Any, int]:
    if kind in (TRUE, FALSE, BYTE):
        return _byte(data, place)
    if kind in (I16, I32, I64):
        return _number(data, place)
    if kind == DOUBLE:
        return struct.unpack("<d", _bytes(data, place, 8))[0], place + 8
    if kind == BINARY:
        size, place = _size(data, place)
        return _bytes(data, place, size), place + size
    if kind in (LIST, SET):
        return _list(data, place, depth)
    if kind == MAP:
        return _map(data, place, depth)
    if kind == STRUCT:
        return read_struct(data, place, depth + 1)
    raise ThriftError


def _list(data: bytes, place: int, depth: int) -> tuple[list[Any], int]:
    if depth > DEEPEST:
        raise ThriftError
    head, place = _byte(data, place)
    size = head >> 4
    if size == 0x0F:
        size, place = _size(data, place)
    values = []
    for _ in range(size):
        value, place = _value(data, place, head & 0x0F, depth + 1)
        values.append(value)
    return values, place


def _map(data: bytes, place: int, depth: int) -> tuple[None, int]:
    """Read past it: no header that is asked about has one."""
    size, place = _size(data, place)
    if not size:
        return None, place
    kinds, place = _byte(data, place)
    for _ in range(size):
        _, place = _value(data, place, kinds >> 4, depth + 1)
        _, place = _value(data, place, kinds & 0x0F, depth + 1)
    return None, place


def _size(data: bytes, place: int) -> tuple[int, int]:
    value, shift = 0, 0
    for _ in range(LONGEST_NUMBER):
        byte, place = _byte(data, place)
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
    raise ThriftError


def _number(data: bytes, place: int) -> tuple[int, int]:
    value, place = _size(data, place)
    return (value >> 1) ^ -(value & 1), place


def _byte(data: bytes, place: int) -> tuple[int, int]:
    return _bytes(data, place, 1)[0], place + 1


def _bytes(data: bytes, place: int, size: int) -> bytes:
    part = data[place : place + size]
    if place < 0 or len(part) != size:
        raise ThriftError
    return part
