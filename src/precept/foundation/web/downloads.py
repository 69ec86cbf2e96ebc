"""Few downloads at once, so that there is always somebody to take a form (security: A16)."""

import os
import re
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.web import errors

ENDINGS: Final = re.compile(r"\.(csv|ods|xlsx|docx|pdf|zip|json|jsonl|ndjson)$")
"""How addresses of files end that are made when somebody asks for them."""
FOR_ONE: Final = 2
"""How many one browser may have made at the same time."""
A_MINUTE: Final = 20
"""How many a browser in which somebody is signed in may have made in a minute: nobody reads more."""
WORDS: Final = "Too many files are being made just now. Wait a minute, then try again."
THREADS: Final = "PRECEPT_THREADS"


class few_downloads_at_once:  # noqa: N801 - a middleware, named as the others
    """Answer 429 to a download beyond two of a browser or twenty in its minute, or beyond half of all hands.

    Counted in each process for itself, by the browser's own session or where it asks from: no table is
    read, and none is written. Pages and forms are never held up by it.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer
        self.for_all = max(1, int(os.environ.get(THREADS, "4")) // 2)
        self.lock = threading.Lock()
        self.being_made: Counter[str] = Counter()
        self.minute, self.of_the_minute = "", Counter[str]()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a download once there is room for it."""
        if request.method == "POST" or not ENDINGS.search(request.path):
            return self.answer(request)
        whose = _whose(request)
        if not self._begins(whose):
            refused = errors.page(request, 429, WORDS)
            refused["Retry-After"] = "60"
            return refused
        try:
            response: Any = self.answer(request)
        except BaseException:
            self._ends(whose)
            raise
        if response.streaming:
            response._resource_closers.append(lambda: self._ends(whose))
        else:
            self._ends(whose)
        return response  # type: ignore[no-any-return]  # Any for the closers of a streaming one

    def _begins(self, whose: str) -> bool:
        minute = f"{clock.now():%H:%M}"
        with self.lock:
            if minute != self.minute:
                self.minute, self.of_the_minute = minute, Counter()
            is_full = self.being_made.total() >= self.for_all
            had_enough = self.of_the_minute[whose] >= A_MINUTE
            if is_full or had_enough or self.being_made[whose] >= FOR_ONE:
                return False
            self.being_made[whose] += 1
            if whose.startswith(SESSION):  # an address may be that of many
                self.of_the_minute[whose] += 1
            return True

    def _ends(self, whose: str) -> None:
        with self.lock:
            self.being_made[whose] -= 1
            if self.being_made[whose] <= 0:
                del self.being_made[whose]


SESSION: Final = "session "


def _whose(request: HttpRequest) -> str:
    """A browser: its session, or where it asks from, which many may share."""
    if session := request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return SESSION + session
    return str(request.META.get("REMOTE_ADDR", ""))
