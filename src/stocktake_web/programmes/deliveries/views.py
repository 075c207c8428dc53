"""Pages on which deliveries are recorded."""

from __future__ import annotations

from typing import Any

from stocktake_web.programmes.deliveries.forms import DeliveryForm
from stocktake_web.programmes.deliveries.models import Delivery
from stocktake_web.programmes.deliveries.queries import delivery
from stocktake_web.programmes.descriptions.queries import programme
from stocktake_web.records.views import AreaCreateView, AreaUpdateView


class DeliveryCreateView(AreaCreateView):
    """Record a programme in a school in a term."""

    permission = "programmes.deliver"
    find = staticmethod(programme)
    model = Delivery
    form_class = DeliveryForm
    template_name = "programmes/deliveries/form.html"
    success_view = "programmes:programme"
    success_message = "The delivery was recorded."

    def new_row(self) -> Delivery:
        """A delivery of the programme of the page."""
        return Delivery(area=self.area, programme=self.record)

    def success_parts(self) -> dict[str, Any]:
        """The programme."""
        return {"programme": self.record.programme_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The programme."""
        return super().get_context_data(**kwargs) | {"programme": self.record}


class DeliveryUpdateView(AreaUpdateView):
    """Change a delivery, or name the school's contact."""

    permission = "programmes.deliver"
    find = staticmethod(delivery)
    model = Delivery
    form_class = DeliveryForm
    template_name = "programmes/deliveries/form.html"
    success_view = "programmes:programme"
    success_message = "The delivery was changed."

    def success_parts(self) -> dict[str, Any]:
        """The programme."""
        return {"programme": self.record.programme.programme_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The programme."""
        return super().get_context_data(**kwargs) | {"programme": self.record.programme}
