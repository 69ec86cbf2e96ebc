"""An office is not served from a database that can lose what it acknowledged."""

import pytest

from precept.site import on_disk, serving

SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def test_a_database_that_brings_everything_to_disk_is_served() -> None:
    assert on_disk.unsafe_settings(SAFE.__getitem__) == []


@pytest.mark.parametrize("name", sorted(SAFE))
def test_a_database_that_can_lose_what_it_acknowledged_is_named_with_its_setting(name: str) -> None:
    said = {**SAFE, name: "off"}
    assert on_disk.unsafe_settings(said.__getitem__) == [
        f"PostgreSQL has {name} = off, so it can lose what it said was saved. Set {name} = on."
    ]


def test_a_copy_elsewhere_may_be_waited_for_or_not() -> None:
    for how in ("local", "remote_write", "remote_apply"):
        said = {**SAFE, "synchronous_commit": how}
        assert on_disk.unsafe_settings(said.__getitem__) == []


@pytest.mark.parametrize("address", ["", "sqlite:////srv/precept.sqlite3"])
def test_nothing_is_asked_of_an_embedded_office(address: str) -> None:
    assert on_disk.why_not_safe(address) == []


def test_a_database_that_does_not_answer_yet_keeps_nobody_from_starting() -> None:
    assert on_disk.why_not_safe("postgres://precept@127.0.0.1:1/precept") == []


def test_an_office_does_not_start_on_an_unsafe_database(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "why_not_safe", lambda _: ["Set fsync = on."])
    assert serving.serve("127.0.0.1", 0, 1, 1, with_worker=False) == 1
    assert "Set fsync = on." in capsys.readouterr().err
