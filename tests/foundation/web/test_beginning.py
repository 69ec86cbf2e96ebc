"""When a request began: begun before the deadline is in time (security case A18)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.web.beginning import LONGEST_UPLOAD, begun_at_the_proxy
from precept.foundation.web.middleware import stamp_beginning
from precept.site import settings as site_settings

NOW = datetime(2026, 12, 9, 12, 0, 1, tzinfo=UTC)
BEFORE = NOW - timedelta(seconds=4)
SECONDS = BEFORE.timestamp()


def stamped(header: str | None) -> datetime:
    """What the first middleware makes of a request with this header, at NOW."""
    seen: list[Any] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    headers = {} if header is None else {"X-Request-Start": header}
    with time_machine.travel(NOW, tick=False):
        stamp_beginning(answer)(RequestFactory().post("/", headers=headers))
    found: datetime = seen[0].begun
    return found


@pytest.mark.parametrize(
    ("written", "begun"),
    [
        pytest.param(f"t={SECONDS:.3f}", BEFORE, id="nginx-at-the-start"),
        pytest.param(f"{NOW.timestamp():.3f}|4.000", BEFORE, id="nginx-after-the-body"),
        pytest.param(f"t={NOW.timestamp():.3f}|4.000", BEFORE, id="nginx-after-the-body-marked"),
        pytest.param(f"{SECONDS:.3f}", BEFORE, id="seconds"),
        pytest.param(f"{SECONDS * 1000:.0f}", BEFORE, id="thousandths"),
        pytest.param(f"t={SECONDS * 1_000_000:.0f}", BEFORE, id="millionths"),
        pytest.param(f" t={SECONDS:.3f} ", BEFORE, id="spaces-around"),
        pytest.param(f"t={NOW.timestamp() + 60:.3f}", NOW, id="the-future"),
        pytest.param(f"t={NOW.timestamp() - 899:.3f}", NOW - timedelta(seconds=899), id="899-s"),
        pytest.param(f"t={NOW.timestamp() - 901:.3f}", NOW - LONGEST_UPLOAD, id="over-15-minutes"),
        pytest.param(f"{NOW.timestamp():.3f}|9999", NOW - LONGEST_UPLOAD, id="took-too-long"),
    ],
)
def test_behind_a_proxy_a_request_began_when_the_proxy_says(
    written: str, begun: datetime, settings: Any
) -> None:
    settings.PRECEPT_BEHIND_PROXY = True
    assert stamped(written) == begun


@pytest.mark.parametrize(
    "written",
    ["", "t=", "yesterday", "t=-1", "t=1e12", "nan", "inf", "t=٤٤٤٤٤٤٤٤٤٤", "1790000000,1790000000",
     "1790000000|", "1790000000|-5", "1790000000|1|1", "t=179", "9" * 400, "t=1790000000.1.2"],
    ids=lambda written: f"{written[:20]!a}",
)  # fmt: skip
def test_what_cannot_be_read_says_nothing(written: str, settings: Any) -> None:
    settings.PRECEPT_BEHIND_PROXY = True
    assert stamped(written) == NOW


def test_without_a_header_it_began_when_it_was_seen(settings: Any) -> None:
    settings.PRECEPT_BEHIND_PROXY = True
    assert stamped(None) == NOW


def test_without_a_proxy_of_our_own_nobody_says_when_they_began(settings: Any) -> None:
    settings.PRECEPT_BEHIND_PROXY = False
    assert stamped(f"t={SECONDS:.3f}") == NOW


@given(st.text(max_size=60) | st.from_regex(r"t=[0-9]{10,16}(\.[0-9]{1,6})?(\|[0-9]{1,5})?"))
def test_nothing_written_moves_the_beginning_out_of_bounds(written: str) -> None:
    assert NOW - LONGEST_UPLOAD <= begun_at_the_proxy(written, NOW) <= NOW


def test_the_beginning_is_stamped_before_anything_else_is_done() -> None:
    assert site_settings.MIDDLEWARE[0] == "precept.foundation.web.middleware.stamp_beginning"
