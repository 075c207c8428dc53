"""The application under the settings of one's own machine, which the shipped entry refuses.

Each answer says how much time of the processor it took, in all threads of its worker: a worker
serves one request at a time, so that this is the request's own, whatever else the machine does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The answer, with ``Server-Timing: cpu;dur=`` in milliseconds."""
    start_seconds = time.process_time()

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        milliseconds = (time.process_time() - start_seconds) * 1000
        timing = ("Server-Timing", f"cpu;dur={milliseconds:.3f}")
        return start_response(status, [*headers, timing], *error)

    return pages(environ, start)
