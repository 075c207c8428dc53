"""Keeps pupil records encrypted, names apart, by year; forgets what it must."""

from stocktake.pupils.store.keys import StoreKeys, pseudonyms_of, read_keys, write_keys
from stocktake.pupils.store.loading import LoadedPart, LoadReport
from stocktake.pupils.store.removing import Removal
from stocktake.pupils.store.store import PupilStore

__all__ = [
    "LoadReport",
    "LoadedPart",
    "PupilStore",
    "Removal",
    "StoreKeys",
    "pseudonyms_of",
    "read_keys",
    "write_keys",
]
