"""What signing in decides without asking anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.people import rules

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("rowan.ashby@opcc.example", "rowanashby@opcc.example"),
        ("Rowan.Ashby+news@OPCC.example", "rowanashby@opcc.example"),
        (" rowanashby@opcc.example ", "rowanashby@opcc.example"),
        ("ｒowan.ashby@opcc.example", "rowanashby@opcc.example"),
    ],
)
def test_variants_of_an_address_are_one_mailbox(typed: str, key: str) -> None:
    assert rules.limit_key(typed) == key


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_an_address_counts_as_its_network(address: str, network: str) -> None:
    assert rules.network_of(address) == network


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("12-34-56", "123456"),
        ("１２３４５６", "123456"),
        ("12345a", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_however_it_is_grouped(typed: str, digits: str) -> None:
    assert rules.typed_digits(typed) == digits


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari/605", "Safari on Mac"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent: str, name: str) -> None:
    assert rules.browser_name(agent) == name


@given(
    gaps=st.lists(st.floats(min_value=0, max_value=4000, allow_nan=False), max_size=60),
    most=st.integers(1, 5),
    minutes=st.integers(1, 30),
)
def test_no_period_of_its_length_holds_more_than_a_limit_allows(
    gaps: list[float], most: int, minutes: int
) -> None:
    limit = rules.Limit(most, timedelta(minutes=minutes))
    now, taken, allowed = 0.0, [], []
    for gap in gaps:
        now += gap
        if rules.still_within([limit], taken, now):
            taken = [*rules.worth_keeping([limit], taken, now), now]
            allowed.append(now)
    for at in allowed:
        assert sum(1 for other in allowed if at <= other < at + minutes * 60) <= most


def test_staff_are_signed_out_after_an_hour_idle_and_twelve_hours_in_all() -> None:
    def over(began: timedelta, seen: timedelta, is_staff: bool) -> bool:
        return rules.session_is_over(
            began=NOON - began, seen=NOON - seen, now=NOON, is_staff=is_staff
        )

    second, minute, hour = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
    assert over(2 * hour, 60 * minute - second, True) is False
    assert over(2 * hour, 60 * minute, True) is True
    assert over(12 * hour - second, minute, True) is False
    assert over(12 * hour, minute, True) is True
    assert over(20 * hour - second, 19 * hour, False) is False
    assert over(20 * hour, minute, False) is True


def test_a_code_ends_after_fifteen_minutes_to_the_second() -> None:
    last = NOON + timedelta(minutes=15)
    assert rules.code_is_over(asked=NOON, now=last) is False
    assert rules.code_is_over(asked=NOON, now=last + timedelta(seconds=1)) is True


@pytest.mark.parametrize(
    ("password", "is_common", "begins"),
    [
        ("eleven chars"[:11], False, "Enter a password of 12 characters or more"),
        ("x y z w" * 40, False, "Enter a password of 256 characters or fewer"),
        ("a common one it is", True, "Too many people use this password"),
        ("aaaaaaaaaaaaaaaa", False, "Too many people use this password"),
        ("Office of Leicester!", False, "This password is mostly a name"),
        ("officeofleicester99", False, "This password is mostly a name"),
        ("rowan.ashby.2026", False, "This password is mostly a name"),
    ],
)
def test_a_weak_password_is_refused_in_words(password: str, is_common: bool, begins: str) -> None:
    words = ("Office of Leicester", "Rowan Ashby")
    problem = rules.password_problem(password, is_common=is_common, words=words)
    assert problem is not None
    assert problem.startswith(begins)


@pytest.mark.parametrize(
    "password",
    [
        "heron lamp orchard",
        "ünïcödé wörds only",
        "the office of leicester and a heron",
        "x1" + "q7z" * 80,
    ],
)
def test_a_long_password_needs_no_special_signs(password: str) -> None:
    words = ("Office of Leicester", "Rowan Ashby")
    assert rules.password_problem(password, is_common=False, words=words) is None


DEPUTY = {
    "role": "commissioner",
    "is_deputy": False,
    "principal_starts": date(2026, 1, 1),
    "principal_ends": date(2026, 12, 31),
    "starts": date(2026, 5, 1),
    "ends": date(2026, 5, 14),
}


def test_a_deputy_stands_in_within_the_dates_of_the_role() -> None:
    assert rules.deputy_problem(**DEPUTY) is None
    assert rules.deputy_problem(**{**DEPUTY, "principal_ends": None}) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "marker"}, "deputy"),
        ({"is_deputy": True}, "deputy"),
        ({"ends": date(2026, 4, 30)}, "ends"),
        ({"starts": date(2025, 12, 31)}, "starts"),
        ({"ends": date(2027, 1, 1)}, "ends"),
    ],
)
def test_a_deputy_beyond_the_role_is_refused(change: dict[str, object], field: str) -> None:
    problem = rules.deputy_problem(**{**DEPUTY, **change})
    assert problem is not None
    assert problem[0] == field


def test_every_role_names_known_powers_and_a_misspelt_power_is_a_fault() -> None:
    assert {power for role in rules.ROLES.values() for power in role.powers} <= set(rules.POWERS)
    assert rules.known("manage people") == "manage people"
    with pytest.raises(KeyError):
        rules.known("manage peopel")


def test_only_the_administrator_manages_people() -> None:
    managing = {key for key, role in rules.ROLES.items() if "manage people" in role.powers}
    assert managing == {"administrator"}
