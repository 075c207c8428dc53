"""Pages of the footer, for anyone; and the page on which an administrator changes one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import public_page
from stocktake_web.public.notices.forms import NoticeForm
from stocktake_web.public.notices.models import Notice
from stocktake_web.public.notices.queries import kind_of, notice_of, notices, page_context
from stocktake_web.public.pages.responses import cacheable_page
from stocktake_web.records.views import AreaPageView, AreaUpdateView


@public_page
def show_notice(request: HttpRequest, area: Area, kind: str) -> HttpResponse:
    """A page of a place's footer."""
    try:
        notice = notice_of(area, kind)
    except Notice.DoesNotExist:
        raise Http404 from None
    context = page_context(Notice.Kind(notice.kind), notice.text)
    return cacheable_page(request, "public/notices/notice.html", context)


@public_page
def show_installation_notice(request: HttpRequest, kind: str) -> HttpResponse:
    """The same where a page belongs to no place: the default, and where each place says its own."""
    try:
        known_kind = kind_of(kind)
    except Notice.DoesNotExist:
        raise Http404 from None
    places = list(areas())
    if len(places) == 1:
        return redirect("public:notice", area=places[0].slug, kind=kind)
    context = page_context(known_kind) | {"places": places}
    return cacheable_page(request, "public/notices/notice.html", context)


class NoticeListView(AreaPageView):
    """Every page of the footer, for whoever may change them."""

    permission = "public.change_notices"
    template_name = "public/notices/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also those of which the place has no text of its own."""
        return super().get_context_data(**kwargs) | {"notices": notices(self.area)}


class NoticeUpdateView(AreaUpdateView):
    """Change a page of the footer; the first text of a place adds its row."""

    permission = "public.change_notices"
    find = staticmethod(notice_of)
    model = Notice
    form_class = NoticeForm
    template_name = "public/notices/change.html"
    success_view = "public:notices"
    success_message = "The page was changed."

    def get_object(self, queryset: Any = None) -> Any:
        """The row, locked for a change where there is one already."""
        return self.record if self.record.pk is None else super().get_object(queryset)
