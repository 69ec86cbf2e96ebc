"""A31: the count is exact whoever asks at once, every limit is data, and no file leaves past the count."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from precept.foundation.outbox.models import Mail
from precept.foundation.people import access, actions, rules
from precept.foundation.people.models import Export, Person, SignedIn, TooManyExports

BOOK = "/office/outturn.xlsx"
SOURCE = Path(__file__).resolve().parents[2] / "src" / "precept"
People = Callable[..., Person]


@pytest.mark.django_db
def test_an_applicant_s_own_downloads_are_not_counted(person: People) -> None:
    assert access.is_counted(person()) is False
    assert access.is_counted(person("provider")) is False
    for role in ("marker", "external-expert", "partner", "auditor"):
        assert access.is_counted(person(role)) is True, role


@pytest.mark.django_db(transaction=True)
def test_the_count_is_exact_when_many_ask_at_once(person: People) -> None:
    session = SignedIn.objects.create(person=person("auditor"), how="password")
    kind = rules.EXPORTS["book"]

    def one(_: int) -> int | None:
        try:
            return actions.take_out(signed_in=session, kind=kind, what=BOOK)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(one, range(40)))

    assert sum(1 for answer in answers if answer) == 20
    numbers = Export.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_many_refused_at_once_are_told_of_once(person: People) -> None:
    administrator = person("administrator")
    session = SignedIn.objects.create(person=person("auditor"), how="password")
    kind = rules.EXPORTS["book"]
    for _ in range(20):
        actions.take_out(signed_in=session, kind=kind, what=BOOK)

    def one(_: int) -> None:
        try:
            actions.sound_alarm(signed_in=session, kind=kind)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(16)))

    assert TooManyExports.objects.count() == 1
    assert Mail.objects.filter(to=administrator.email, kind="download alarm").count() == 1


def test_every_limit_and_every_kind_is_data_with_its_source() -> None:
    said = rules._SAFEGUARDS
    assert {kind["limit"] for kind in said["kinds"].values()} == set(said["limits"])
    for limit in said["limits"].values():
        assert min(len(limit["source"]), len(limit["why"])) > 20
    sources = (said["proof"]["source"], said["exports"]["source"], said["exports"]["why_kept"])
    assert all(sources)
    roles = {*said["exports"]["told"], *said["exports"]["told_again"]}
    assert roles <= set(rules.ROLES)
    for role in roles:
        assert "look into downloads" in rules.ROLES[role].powers


HANDED = re.compile(r"Content-Disposition|\bas_file\(")
NOT_BEHIND_A_DOOR = {
    "demo/",
    "public/",
    "foundation/documents/handing.py",
    "foundation/documents/rules.py",
}


def hands_out_uncounted(text: str) -> bool:
    """Whether a module answers with a file and never counts one."""
    return bool(HANDED.search(text)) and "handed_out(" not in text


def test_every_module_that_answers_with_a_file_counts_it() -> None:
    assert hands_out_uncounted('response["Content-Disposition"] = "attachment"') is True
    found = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if not str(path.relative_to(SOURCE)).startswith(tuple(NOT_BEHIND_A_DOOR))
        and hands_out_uncounted(path.read_text(encoding="utf-8"))
    ]

    assert found == []
