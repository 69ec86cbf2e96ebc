"""No secret and nothing private in logs, in letters to others, in failures, in the repository (security: A27)."""

import logging
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from precept.foundation import clock
from precept.foundation.ledger.sealing import seal
from precept.foundation.outbox.models import Mail
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people import actions as people
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.web import pages
from precept.parties.models import Organisation
from tests.security.canaries import Canaries, readable
from tests.security.filling import REFUGE, add_drafts, add_what_is_private
from tests.security.house import House, addresses, door_of, patterns

ROOT = Path(__file__).resolve().parents[2]
ADDRESS: Final = "4 Fernhollow Yard\nHarrowmere"
PASSWORD: Final = "seven-otters-in-a-canary-boat"
TYPED_WRONG: Final = "another-canary-that-nobody-set"
INSIDE: Final = "the-canary-in-the-exception"


@pytest.fixture
def full(office: House) -> House:
    """The office with drafts, contacts, mail and a hidden address."""
    add_drafts(office.someone("commissioning-manager"), office.someone("chief-finance-officer"))
    add_what_is_private(office)
    return office


def live_through_a_day(house: House) -> list[str]:
    """What people do with secrets, through the pages; every secret that was used."""
    manager, provider = house.someone("commissioning-manager"), house.someone("provider")
    staff = house.browser("commissioning-manager")
    refuge = Organisation.objects.get(reference=REFUGE)
    door = f"/office/organisations/{REFUGE}"
    given = {
        "version": str(refuge.version),
        "secret_address": ADDRESS,
        "also_remove": "Fernhollow",
        "why": "For visits",
    }
    assert staff.post(f"{door}/protection", given).status_code == 302
    shown = staff.post(f"{door}/address", {"why": "To visit"})
    assert "Fernhollow" in shown.content.decode()

    assert staff.post("/my/account/password", {"password": PASSWORD}).status_code == 302
    anyone = Client()
    for typed in (TYPED_WRONG, PASSWORD):
        anyone.post("/sign-in/password", {"email": manager.email, "password": typed})
    anyone = Client()
    anyone.post("/sign-in", {"email": provider.email})
    work_until_idle()
    letter = Mail.objects.filter(to=provider.email).latest("pk")
    assert letter.text is not None
    code = re.search(r"\b\d{6}\b", letter.text.reveal())
    assert code is not None
    anyone.post("/sign-in/code", {"code": "000000"})
    entered = anyone.post("/sign-in/code", {"code": code[0]})
    assert entered.headers["Location"] == "/my/bids"
    for address in (f"/register/{PASSWORD}", f"/office/files?words={PASSWORD}", "/office/people"):
        anyone.get(address)
    return [
        PASSWORD,
        TYPED_WRONG,
        "Fernhollow",
        code[0],
        *(cookie.value for cookie in (*staff.cookies.values(), *anyone.cookies.values())),
        *SignedIn.objects.values_list("reference", flat=True),
    ]


def test_no_secret_reaches_a_log_or_the_console(
    full: House, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    used = live_through_a_day(full)

    said = capfd.readouterr()
    lines = [
        line
        for line in (*map(_whole, caplog.records), *said.err.splitlines(), *said.out.splitlines())
        # What somebody puts into an address is in the log of addresses, whatever it was.
        if f"/register/{PASSWORD}" not in line
    ]
    assert [line for line in lines if any(secret in line for secret in used)] == []
    assert any("Not Found: /register/" in record.getMessage() for record in caplog.records)


def _whole(record: logging.LogRecord) -> str:
    return logging.Formatter("%(name)s %(message)s").format(record)


def test_no_secret_lies_readable_in_the_database(full: House) -> None:
    used = [one for one in live_through_a_day(full) if len(one) > 6]
    cookies = {*Client().cookies, *SignedIn.objects.values_list("reference", flat=True)}
    kept = [secret for secret in used if secret not in cookies]

    found = [
        f"{table}: {secret[:4]}…"
        for table in connection.introspection.table_names()
        if table
        != "django_session"  # a browser's cookie is its key there, and opens nothing once over
        for row in every_row(table)
        for secret in kept
        if any(secret in str(value) for value in row)
    ]

    assert [one for one in found if "search_words" not in one] == []


def every_row(table: str) -> Iterator[tuple[Any, ...]]:
    """Every value of a table as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        yield from cursor.fetchall()


def test_passwords_are_kept_as_argon2_and_codes_as_hashes(full: House) -> None:
    live_through_a_day(full)

    assert {
        row.password.split("$")[0]
        for row in Person.objects.exclude(password="")
        if row.has_password
    } == {"argon2"}


def test_letters_hold_nothing_of_anybody_but_whom_they_go_to(full: House) -> None:
    work_until_idle()
    canaries = Canaries()
    canaries.plant("private")
    administrator = full.someone("administrator")
    officer = full.someone("commissioning-officer")
    people.invite(
        by=administrator,
        email="another@opcc.example",
        name="Ada Another",
        role="marker",
        starts=clock.today(),
        why="To mark bids",
    )
    people.reset_second_factor(by=administrator, person=officer, why="A lost telephone")
    people.switch_off(by=administrator, person=officer, why="Until they come back")
    Client().post("/sign-in", {"email": full.someone("provider").email})
    Client().post("/sign-in", {"email": "nobody@elsewhere.example"})
    seal()
    work_until_idle()

    wrong = []
    for mail in Mail.objects.filter(text__isnull=False).exclude(message_id__startswith="zq"):
        whom = Person.objects.filter(email=mail.to).first()
        own = [token for token in canaries.where if whom and token in f"{whom.name} {whom.email}"]
        said = f"{mail.subject}\n{mail.text.reveal() if mail.text else ''}"
        wrong += [f"{mail.kind}: {where}" for where in canaries.found_in(said, own)]

    assert wrong == []
    assert Mail.objects.exclude(message_id__startswith="zq").count() >= 5


def boom(*_given: Any, **_named: Any) -> str:
    """A fault of ours, with something in it that nobody may see."""
    held_in_a_variable = INSIDE
    raise RuntimeError(held_in_a_variable)


def test_a_fault_shows_a_number_and_nothing_of_itself(
    full: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office, anyone = full.browser("commissioning-manager"), full.browser()
    monkeypatch.setattr(pages, "render_to_string", boom)
    failed, wrong = {"public": 0, "open": 0, "office": 0, "my": 0}, []

    for name, pattern, _ in patterns():
        door = door_of(name)
        for address in addresses(name, pattern):
            response = (anyone if door in {"public", "open"} else office).get(address)
            if response.status_code != 500:
                continue
            failed[door] += 1
            said = readable(response)
            number = re.search(r"quote the number <strong>([0-9a-f]{8})</strong>", said)
            if number is None or f"incident {number[1]}: GET" not in caplog.text:
                wrong.append(f"{address}: no number, or not the one in the log")
            if any(word in said for word in (INSIDE, "Traceback", "RuntimeError", ".py", "boom")):
                wrong.append(f"{address}: shows what failed")

    assert wrong == []
    assert {door: many > 1 for door, many in failed.items()} == dict.fromkeys(failed, True)


def test_a_failing_database_shows_nothing_of_itself(
    full: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> str:
        raise OperationalError(f"could not connect: host={INSIDE} password={PASSWORD}")

    monkeypatch.setattr(pages, "render_to_string", fail)
    response = full.browser().get("/register")

    said = readable(response)
    assert response.status_code == 503
    assert [word for word in (INSIDE, PASSWORD, "OperationalError", "host=") if word in said] == []


def test_a_fault_gives_back_what_was_typed_but_no_secret(
    full: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = full.browser()
    monkeypatch.setattr(pages, "render_to_string", boom)
    typed = {
        "title": "My long words",
        "password": PASSWORD,
        "code": "123456",
        "csrfmiddlewaretoken": "t0ken",
        "secret_address": ADDRESS,
        "api_key": "k3y",
    }
    response = browser.post("/sign-in/password", typed)

    said = readable(response)
    assert response.status_code == 500
    assert "My long words" in said
    assert [one for one in (PASSWORD, "123456", "t0ken", "Fernhollow", "k3y") if one in said] == []


def test_debugging_cannot_be_switched_on() -> None:
    text = (ROOT / "src" / "precept" / "site" / "settings.py").read_text(encoding="utf-8")

    assert re.findall(r"^.*\bDEBUG\b.*$", text, re.MULTILINE) == ["DEBUG = False"]
    assert settings.DEBUG is False


SECRETS: Final = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE " + r"KEY-----"),
    "a key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\b(?:ghp|gho|ghs|glpat)[_-][A-Za-z0-9_]{20,}\b"),
    "a token of a messenger": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    "a signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."),
    "an address with a password": re.compile(
        r"\b[a-z]+://[^\s:/@\"'<>{}$]+:(?!password@)[^\s@/\"'<>{}$]+@[a-z0-9]"
    ),
    "a key of 32 bytes": re.compile(r"[\"'= ][A-Za-z0-9_-]{43}=[\"'\s]"),
    "a password of ours": re.compile(
        r"^(?:SECRET_KEY|EMAIL_HOST_PASSWORD|PRECEPT_\w*KEYS?)\s*=\s*[\[(]?[bf]?[\"'][^\"']+", re.M
    ),
}
NOT_TEXT: Final = {".png", ".ttf", ".gz", ".ico", ".pdf", ".woff2", ".docx", ".xlsx", ".ods"}


def found_secrets(text: str) -> list[str]:
    """What in a text looks like a secret."""
    return [what for what, looks in SECRETS.items() if looks.search(text)]


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("-----BEGIN OPENSSH PRIVATE " + "KEY-----", "a private key"),
        ("AKIA" + "ABCDEFGHIJKLMNOP", "a key of a cloud"),
        ("ghp_" + "a1" * 18, "a token of a forge"),
        ("xoxb-" + "123456789012-abc", "a token of a messenger"),
        ("eyJhbGciOiJI." + "eyJzdWIiOiIx.x", "a signed token"),
        ("postgres://precept:hunter2" + "@db.example/", "an address with a password"),
        ('KEY = "' + "Ab3_" * 10 + 'xyz="', "a key of 32 bytes"),
        ("SECRET_KEY = " + '"hunter2"', "a password of ours"),
    ],
)
def test_the_search_for_secrets_finds_a_planted_one(planted: str, what: str) -> None:
    if what == "a signed token":
        planted = planted.replace("eyJhbGciOiJI.", "eyJhbGciOiJIUzI1.").replace(
            "eyJzdWIiOiIx", "eyJzdWIiOiIxMjM0"
        )

    assert what in found_secrets(planted + "\n")


def test_no_secret_is_kept_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    files = [ROOT / name for name in listed if Path(name).suffix not in NOT_TEXT]

    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in files
        if path.is_file()
        for what in found_secrets(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []
    assert len(files) > 300


def test_keys_of_an_installation_are_its_own_and_nobody_elses_to_read(tmp_path: Path) -> None:
    from precept.site.keys import field_keys, sealing_key, secret_key

    first, second = tmp_path / "one", tmp_path / "two"
    made = [(secret_key(home), *field_keys(home), sealing_key(home)) for home in (first, second)]

    assert set(made[0]) & set(made[1]) == set()
    assert {oct(path.stat().st_mode & 0o077) for path in (first / "keys").rglob("*")} == {"0o0"}
