"""Version 1 of the API: read-only, over what is published. Its operations lie by feature."""

from __future__ import annotations

from django.conf import settings
from ninja import NinjaAPI
from ninja.operation import Operation

from stocktake_web.api.areas.endpoints import router as areas
from stocktake_web.api.errors import answer_errors
from stocktake_web.api.figures.endpoints import router as figures
from stocktake_web.api.indicators.endpoints import router as indicators
from stocktake_web.api.places.endpoints import router as places
from stocktake_web.api.plans.endpoints import router as plans
from stocktake_web.api.releases.endpoints import router as releases
from stocktake_web.api.throttle import SharedThrottle

RATE = getattr(settings, "STOCKTAKE_API_RATE", "300/m")
"""How often one address may ask; all processes count together."""


class VersionedAPI(NinjaAPI):
    """An API whose operations keep their ids, whatever module they lie in."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The id of an operation; clients that are generated name their functions after it."""
        return f"stocktake_web_api_v{self.version}_{operation.view_func.__name__}"


api = VersionedAPI(
    title="Stocktake",
    version="1",
    description=(
        "Published figures placed among others, and the plans and verdicts that places have put "
        "before the public. Read-only. Figures have the column names of the Department for "
        "Education's open data standard. Every error has the shape `Problem`."
    ),
    urls_namespace="api:v1",
    docs_url=None,
    throttle=[SharedThrottle(RATE)],
)
answer_errors(api)
for router in (areas, releases, indicators, places, figures, plans):
    api.add_router("", router)
