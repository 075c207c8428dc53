"""The models of the features, where Django looks for them."""

from __future__ import annotations

from stocktake_web.programmes.area_map.models import MapSetting
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.descriptions.models import ProgrammeRecord

__all__ = ["Delivery", "MapSetting", "ProgrammeRecord"]
