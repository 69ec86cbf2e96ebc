"""Who may sign what on which day, which advice is needed, when a decision may go out: by table and property."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.decisions import rules
from precept.decisions.rules import dated
from precept.foundation import clock
from precept.foundation.money import Money

BEFORE, SINCE = date(2024, 3, 31), date(2024, 4, 1)
AMOUNTS = st.none() | st.integers(0, 10**9).map(Money)
DAYS = st.dates(date(2012, 11, 22), date(2035, 1, 1))
SLOWLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS = st.sampled_from(list(rules.KINDS))


@pytest.mark.parametrize(
    ("kind", "amount", "day", "roles"),
    [
        ("award", "0.01", BEFORE, {"commissioner"}),
        ("other", None, BEFORE, {"commissioner"}),
        ("award", "39305.40", SINCE, {"chief-executive", "deputy", "commissioner"}),
        ("award", "50000.00", SINCE, {"chief-executive", "deputy", "commissioner"}),
        ("award", "50000.01", SINCE, {"deputy", "commissioner"}),
        ("award", "250000.00", SINCE, {"deputy", "commissioner"}),
        ("award", "250000.01", SINCE, {"commissioner"}),
        ("award", None, SINCE, {"commissioner"}),
        ("spend", "900.00", SINCE, {"deputy", "commissioner"}),
        ("other", None, SINCE, {"chief-executive", "deputy", "commissioner"}),
        ("award", "1.00", date(2012, 11, 21), set()),
    ],
)
def test_who_may_sign_depends_on_kind_amount_and_day(
    kind: str, amount: str | None, day: date, roles: set[str]
) -> None:
    found = rules.who_may_sign(kind, Money.of(amount) if amount else None, day)

    assert {role for one in found for role in one.roles} == roles


def test_nobody_signs_before_there_was_an_office() -> None:
    assert rules.who_may_sign_words("award", Money.of("1"), date(2012, 1, 1)) == (
        "The scheme of delegation names nobody who may sign an award of grants of £1 on 1 January 2012."
    )


def test_a_scheme_of_one_is_said_plainly() -> None:
    assert rules.who_may_sign_words("spend", Money.of("100"), BEFORE) == (
        "Under the scheme of delegation the commissioner may sign spend outside the framework of"
        " £100 on 31 March 2024."
    )


@SLOWLY
@given(kind=KINDS, less=st.integers(0, 10**9), more=st.integers(0, 10**9), on=DAYS)
def test_whoever_may_sign_more_may_sign_less(kind: str, less: int, more: int, on: date) -> None:
    low, high = sorted((less, more))

    for one in rules.who_may_sign(kind, Money(high), on):
        assert one in rules.who_may_sign(kind, Money(low), on)


@SLOWLY
@given(kind=KINDS, amount=AMOUNTS, on=DAYS)
def test_the_commissioner_may_always_sign_and_the_widest_comes_last(
    kind: str, amount: Money | None, on: date
) -> None:
    found = rules.who_may_sign(kind, amount, on)

    assert "commissioner" in found[-1].roles
    assert found[-1].up_to is None
    limits = [one.up_to for one in found if one.up_to is not None]
    assert limits == sorted(limits)


def test_the_narrowest_delegation_is_acted_under_unless_another_is_wanted() -> None:
    roles = ("commissioner", "deputy")
    ask = ("award", Money.of("100"), SINCE, roles)

    narrowest, wanted = (
        rules.delegation_for(*ask),
        rules.delegation_for(*ask, "scheme-2024-commissioner"),
    )

    assert narrowest is not None
    assert narrowest.id == "scheme-2024-deputy"
    assert wanted is not None
    assert wanted.id == "scheme-2024-commissioner"
    assert rules.delegation_for("award", Money.of("100"), SINCE, ("auditor",)) is None


@pytest.mark.parametrize(
    ("kind", "amount", "low"),
    [
        ("other", None, True),
        ("other", "2500.00", True),
        ("spend", "2500.00", True),
        ("spend", "2500.01", False),
        ("spend", None, False),
        ("award", "1.00", False),
        ("award", None, False),
    ],
)
def test_one_person_does_two_hands_work_only_for_small_sums_and_never_for_awards(
    kind: str, amount: str | None, low: bool
) -> None:
    assert rules.is_low_risk(kind, Money.of(amount) if amount else None, SINCE) is low


@pytest.mark.parametrize(
    ("kind", "amount", "needed"),
    [
        ("award", "100.00", ["finance", "legal", "equality", "risk", "data", "value"]),
        ("spend", None, ["finance", "legal", "equality", "risk", "data", "value"]),
        ("other", None, ["equality", "risk", "data", "value"]),
        ("other", "100.00", ["finance", "equality", "risk", "data", "value"]),
    ],
)
def test_which_advice_is_needed(kind: str, amount: str | None, needed: list[str]) -> None:
    assert list(rules.advice_needed(kind, Money.of(amount) if amount else None)) == needed


@pytest.mark.parametrize(
    ("day", "election"),
    [
        (date(2024, 3, 25), None),
        (date(2024, 3, 26), "2 May 2024"),
        (date(2024, 5, 2), "2 May 2024"),
        (date(2024, 5, 3), None),
        (date(2021, 3, 29), "6 May 2021"),
        (date(2026, 11, 22), None),
    ],
)
def test_the_time_before_an_election(day: date, election: str | None) -> None:
    found = rules.election_period(day)

    assert (found is not None) == (election is not None)
    if found is not None and election:
        assert election in found.words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, []),
        ({"state": "ready"}, ["Only a signed decision can be published."]),
        ({"held_why": "A court case."}, ["It is held: A court case."]),
        ({"publish_on": date(2026, 11, 24)}, ["It is to be published on 24 November 2026."]),
        ({"publish_on": None}, ["It is to be published on a day that is not chosen yet."]),
        ({"others": ["Applicants have not been told."]}, ["Applicants have not been told."]),
        (
            {"today": date(2024, 4, 2), "publish_on": date(2024, 4, 2)},
            [
                "Nothing is published in the pre-election period of 26 March 2024 to 2 May 2024"
                " (police and crime commissioner elections, 2 May 2024). The first working day"
                " after it is 3 May 2024."
            ],
        ),
        (
            {
                "today": date(2024, 4, 2),
                "publish_on": date(2024, 4, 2),
                "exception_why": "A statutory deadline.",
            },
            [],
        ),
    ],
    ids=["nothing", "unsigned", "held", "later", "no day", "others", "election", "exception"],
)
def test_what_stands_against_publishing(changed: dict[str, object], words: list[str]) -> None:
    given_: dict[str, object] = {
        "state": "signed",
        "publish_on": date(2026, 11, 23),
        "today": date(2026, 11, 23),
        "held_why": "",
        "exception_why": "",
        **changed,
    }

    assert rules.why_not_yet(**given_) == words  # type: ignore[arg-type]  # the table gives each its kind


@SLOWLY
@given(signed=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_decision_is_published_on_the_next_working_day(signed: date) -> None:
    day = rules.default_day(signed)

    assert day > signed
    assert clock.is_working_day(day)
    between = [signed + timedelta(days=n) for n in range(1, (day - signed).days)]
    assert not any(clock.is_working_day(one) for one in between)


@SLOWLY
@given(
    taken=st.lists(st.integers(1, 99999), unique=True),
    year=st.integers(2013, 2040),
)
def test_a_number_is_never_given_twice(taken: list[int], year: int) -> None:
    known = [f"EXE-{year}-{number:04d}" for number in taken] + [f"EXE-{year}-PZ2"]

    made = rules.next_reference(known, date(year, 6, 1))

    assert made not in known
    assert rules.reference_problem(made) is None
    assert int(made.rpartition("-")[2]) == max(taken, default=0) + 1


def test_a_withheld_line_in_the_public_part_is_found_whatever_its_spacing() -> None:
    withheld = "Short\n- The  price of the   bid was £9,000."

    assert rules.also_public(withheld, ["So the PRICE of the\nbid was £9,000 in all."]) == (
        "- The price of the bid was £9,000."
    )
    assert rules.also_public(withheld, ["Short and sweet."]) == ""


def test_only_columns_of_amounts_stand_to_the_right() -> None:
    rows = [("Willow", "£1,234.56", "–", "65%"), ("Alder", "£3", "2", "n/a")]

    assert [rules.is_numeric(rows, place) for place in range(4)] == [False, True, True, False]


def test_every_move_leads_somewhere_and_nothing_leaves_an_end() -> None:
    assert {state for state, _ in rules.MOVES} | set(rules.MOVES.values()) == set(rules.STATES)
    assert not {state for state, _ in rules.MOVES} & {"withdrawn", "refused"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[delegation]]\nid = 'a'", "x.toml, a: applies_from"),
        ("nonsense", "x.toml: not readable as TOML"),
        ("", "x.toml: there is no [[delegation]]"),
        (
            "[[delegation]]\nid='a'\ntitle='T'\nkinds=['award']\nroles=['queen']\n"
            "applies_from=2024-01-01\nsource='S'",
            "there is no role “queen”",
        ),
        (
            "[[delegation]]\nid='a'\ntitle='T'\nkinds=['gift']\nroles=['deputy']\n"
            "applies_from=2024-01-01\nsource='S'",
            "there is no kind of decision “gift”",
        ),
        (
            "[[delegation]]\nid='a'\ntitle='T'\nkinds=['award']\nroles=['deputy']\nup_to='50000'\n"
            "applies_from=2024-01-01\nsource='S'",
            "money is written like £1,234",
        ),
        (
            "[[delegation]]\nid='a'\ntitle='T'\nkinds=['award']\nroles=['deputy']\n"
            "applies_from=2024-01-01\napplies_to=2023-01-01\nsource='S'",
            "applies_to is before applies_from",
        ),
        (
            2
            * (
                "[[delegation]]\nid='a'\ntitle='T'\nkinds=['award']\nroles=['deputy']\n"
                "applies_from=2024-01-01\nsource='S'\n"
            ),
            "two entries of [[delegation]] have the same id",
        ),
    ],
    ids=["field", "toml", "empty", "role", "kind", "money", "days", "twice"],
)
def test_a_slip_in_the_scheme_names_its_place(text: str, words: str) -> None:
    with pytest.raises(rules.BrokenData) as broken:
        dated.read("x.toml", text, "delegation", dated.Delegation)

    assert words in str(broken.value)


def test_what_is_to_be_confirmed_says_what_to_check() -> None:
    assert all(one.note for one in dated.election_periods() if one.confidence != "confirmed")
    assert all(one.is_invented for one in dated.delegations())
