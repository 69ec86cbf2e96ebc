"""However many downloads somebody asks for, there is a hand free for whoever submits."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from precept.foundation.web import downloads
from precept.foundation.web.downloads import few_downloads_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(downloads.THREADS, "4")


def asked(path: str, whose: str = "one", method: str = "get") -> HttpRequest:
    request: HttpRequest = getattr(RequestFactory(), method)(path)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = whose
    return request


def nested(
    *paths: tuple[str, str], last: Callable[[HttpRequest], HttpResponse]
) -> tuple[list[int], few_downloads_at_once]:
    """Each download begins while those before it are still being made; their answers, the last first."""
    waiting = list(paths)
    said: list[int] = []

    def answer(request: HttpRequest) -> HttpResponse:
        if waiting:
            path, whose = waiting.pop(0)
            said.append(door(asked(path, whose)).status_code)
        return last(request)

    door = few_downloads_at_once(answer)
    path, whose = waiting.pop(0)
    said.append(door(asked(path, whose)).status_code)
    return said, door


def made(_: HttpRequest) -> HttpResponse:
    return HttpResponse("a,b")


def test_the_third_download_of_one_browser_at_once_is_told_to_wait() -> None:
    said, door = nested(("/a.csv", "one"), ("/b.pdf", "one"), ("/c.ods", "one"), last=made)
    assert said == [429, 200, 200]
    assert door(asked("/a.csv")).status_code == 200  # all places are free again


def test_downloads_of_everybody_together_leave_half_of_all_hands_free() -> None:
    people = [("/a.csv", name) for name in ("one", "two", "three")]
    said, _ = nested(*people, last=made)
    assert said == [429, 200, 200]


def test_the_twenty_first_download_of_a_browser_in_a_minute_is_told_to_wait() -> None:
    door = few_downloads_at_once(made)
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False) as now:
        said = [door(asked("/a.csv")).status_code for _ in range(21)]
        assert said == [200] * 20 + [429]
        assert door(asked("/a.csv", "another")).status_code == 200
        now.shift(timedelta(minutes=1))
        assert door(asked("/a.csv")).status_code == 200


def test_pages_and_forms_are_never_held_up() -> None:
    said, _ = nested(("/a.csv", "one"), ("/b.csv", "one"), ("/my/bids/B2/check", "one"), last=made)
    assert said == [200, 200, 200]


def test_who_is_told_to_wait_is_told_for_how_long() -> None:
    answers: list[HttpResponse] = []

    def answer(request: HttpRequest) -> HttpResponse:
        if len(answers) < 2:
            answers.append(door(asked("/a.csv")))
        return made(request)

    door = few_downloads_at_once(answer)
    door(asked("/a.csv"))
    refused = answers[0]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert downloads.WORDS in refused.content.decode()


def test_a_download_that_is_sent_bit_by_bit_counts_until_its_end() -> None:
    def parts() -> Iterator[bytes]:
        yield b"a"

    door = few_downloads_at_once(lambda _: StreamingHttpResponse(parts()))  # type: ignore[arg-type,return-value]  # as Django's own middleware
    first, second = door(asked("/a.csv")), door(asked("/a.csv"))
    assert (first.status_code, second.status_code) == (200, 200)
    assert door(asked("/a.csv")).status_code == 429
    first.close()
    assert door(asked("/a.csv")).status_code == 200


def test_a_download_that_fails_gives_its_place_back() -> None:
    def fails(_: HttpRequest) -> HttpResponse:
        raise ValueError("broken")

    door = few_downloads_at_once(fails)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            door(asked("/a.csv"))
    assert not door.being_made


def test_an_address_that_many_share_is_not_counted_by_the_minute() -> None:
    def from_an_address() -> HttpRequest:
        request: HttpRequest = RequestFactory().get("/a.csv")
        return request

    door = few_downloads_at_once(made)
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False):
        said = [door(from_an_address()).status_code for _ in range(downloads.A_MINUTE + 2)]
        assert set(said) == {200}
        assert not door.of_the_minute
        door(asked("/a.csv"))
        assert door.of_the_minute.total() == 1
