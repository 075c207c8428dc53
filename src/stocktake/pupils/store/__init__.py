"""Keeps pupil records encrypted, names apart, by year; forgets what it must."""

from stocktake.pupils.store.keys import StoreKeys, pseudonyms_of, read_keys, write_keys
from stocktake.pupils.store.loading import Loaded, LoadedPart
from stocktake.pupils.store.removing import Removed
from stocktake.pupils.store.store import PupilStore

__all__ = [
    "Loaded",
    "LoadedPart",
    "PupilStore",
    "Removed",
    "StoreKeys",
    "pseudonyms_of",
    "read_keys",
    "write_keys",
]
