"""The seal of an area's register: what is known of it outside its folder."""

from __future__ import annotations

from django.db import models

from stocktake_web.records.models import AreaScoped


class RegisterSeal(AreaScoped):
    """The digests of all that an area has released, kept where no writer of the folder reaches."""

    content = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area",), name="one_seal_for_each_register"),
        )

    def __str__(self) -> str:
        return f"the seal of the register of {self.area_id}"
