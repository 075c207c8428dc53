"""Keeps the seal of an area's register in the database."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.disclosure import Seal, parse_seal, seal_content
from stocktake.standards import Fault, StoreError
from stocktake_web.accounts.models import Area
from stocktake_web.releases.seal.actions import keep_seal
from stocktake_web.releases.seal.models import RegisterSeal


@dataclass(frozen=True)
class DatabaseSeal:
    """The row of an area, as the library's ``SealStore``.

    A seal is written before a release is put into the folder and after: its two writes must be kept
    each by itself, so that after a cut in between either state is known. Nobody releases within
    a transaction, which would take the first write back.
    """

    area: Area

    def read(self) -> Seal | None:
        """The seal; None where nothing was released yet.

        Raises
        ------
        StoreError
            The row holds no seal.
        """
        row = RegisterSeal.objects.filter(area=self.area).first()
        if row is None or not row.content:
            return None
        try:
            return parse_seal(row.content)
        except (ValueError, KeyError, TypeError):
            fault = Fault("", "the row in the database holds no seal", "", "restore a back-up")
            raise StoreError("the register's seal cannot be read", [fault]) from None

    def write(self, seal: Seal) -> None:
        """Keep it, whole or not at all."""
        keep_seal(area=self.area, content=seal_content(seal))
