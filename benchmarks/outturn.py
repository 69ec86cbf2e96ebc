"""What outturn costs with 5,000 agreements and 500,000 lines of the finance system: queries, KiB, CPU (median of 50).

    .venv/bin/python benchmarks/outturn.py

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another.
"""

import os
import statistics
import tempfile
import time
from datetime import date
from typing import Any

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from precept.demo import actions as demo  # noqa: E402
from precept.do.agreements.models import Agreement  # noqa: E402
from precept.do.spending.models import (  # noqa: E402
    Account,
    Forecast,
    Movement,
    SpendFile,
    SpendLine,
)
from precept.foundation.money import Money  # noqa: E402
from precept.foundation.people.models import Person  # noqa: E402
from precept.foundation.people.testing import signed_in  # noqa: E402
from precept.parties.models import Organisation  # noqa: E402
from precept.plan.models import Fund  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402

AGREEMENTS, PROVIDERS, LINES = 5_000, 600, 500_000
FORECASTS = 200
ROUNDS = 50
YEAR, DAY = "2026-27", date(2026, 4, 1)
PAGES = (
    "/office/outturn?year=2026-27",
    "/office/outturn?year=2026-27&on=2026-10-31",
    "/office/outturn/flow?year=2026-27",
    "/office/outturn/report",
    "/office/money?year=2026-27",
    "/office/money?year=2026-27&on=2026-10-31",
    "/office/money/core/2026-27",
)


def fill(by: Person) -> None:
    """Agreements of many providers with five pots each, their movements, forecasts and lines."""
    funds = list(Fund.objects.order_by("code"))
    bodies = Organisation.objects.bulk_create(
        Organisation(
            reference=f"bench-{place}", name=f"Provider {place}", area=f"Area {place % 25}"
        )
        for place in range(PROVIDERS)
    )
    slugs = ["support-for-victims", "domestic-abuse", "safer-communities", "night-time-economy"]
    made = Agreement.objects.bulk_create(
        Agreement(
            reference=f"BENCH-{place:05}",
            title=f"Agreement {place}",
            kind="contract" if place % 2 else "grant agreement",
            status="active",
            provider=bodies[place % PROVIDERS],
            priorities=slugs[place % 4 : place % 4 + 1 + place % 2],
            current_amount=Money.of(1_000),
        )
        for place in range(AGREEMENTS)
    )
    Account.objects.filter(year=YEAR, pot="available").update(balance=10**12)
    pots = {"committed": 40_000, "claimed": 10_000, "paid": 50_000, "underspent": 0, "recovered": 0}
    accounts = Account.objects.bulk_create(
        Account(fund=funds[place % len(funds)], year=YEAR, agreement=one, pot=pot, balance=pence)
        for place, one in enumerate(made)
        for pot, pence in pots.items()
    )
    available = {one.fund_id: one for one in Account.objects.filter(year=YEAR, pot="available")}
    Movement.objects.bulk_create(
        _moves(accounts, available),
        batch_size=2_000,
    )
    Forecast.objects.bulk_create(
        Forecast(
            agreement=one,
            fund=funds[place % len(funds)],
            year=YEAR,
            amount=Money.of(900),
            why="Measured",
            stated_by=by,
        )
        for place, one in enumerate(made[:FORECASTS])
    )
    _lines(by, made)


def _moves(accounts: list[Account], available: dict[int, Account]) -> list[Movement]:
    found = []
    for first in range(0, len(accounts), 5):
        committed, claimed, paid = accounts[first : first + 3]
        source = available[committed.fund_id]
        for kind, giver, taker, pence in (
            ("commitment", source, committed, 100_000),
            ("claim", committed, claimed, 60_000),
            ("payment", claimed, paid, 50_000),
        ):
            found.append(
                Movement(kind=kind, day=DAY, source=giver, target=taker, amount=Money(pence))
            )
    return found


def _lines(by: Person, made: list[Agreement]) -> None:
    file = SpendFile.objects.create(name="ledger.csv", size=1, digest="", given_by=by)
    for start in range(0, LINES, 20_000):
        SpendLine.objects.bulk_create(
            [
                SpendLine(
                    file=file,
                    line=number,
                    day=DAY,
                    supplier=f"Provider {number % PROVIDERS}",
                    reference=f"L{number}",
                    amount=10_000,
                    agreement=made[number % AGREEMENTS],
                )
                for number in range(start, start + 20_000)
            ],
            batch_size=5_000,
        )


def measured(browser: Client, address: str) -> tuple[int, float, float]:
    """A page's queries, KiB and median CPU in milliseconds."""
    page: Any = None
    for _ in range(3):
        page = browser.get(address)
    assert page.status_code == 200, (address, page.status_code)
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    browser.get(address)
    queries = len(connection.queries_log)
    connection.force_debug_cursor = False
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        browser.get(address)
        taken.append(time.process_time() - begun)
    return queries, len(page.content) / 1024, statistics.median(taken) * 1000


def main() -> None:
    """Make the office and its books, and print a table."""
    settings.ALLOWED_HOSTS = ["*"]
    make_database()
    demo.make(step=lambda _: None)
    finance = Person.objects.filter(roles_held__role="finance-officer")[0]
    fill(finance)
    browser = signed_in(finance)
    print(f"{Agreement.objects.count():,} agreements, {SpendLine.objects.count():,} lines\n")
    print("| page | queries | KiB | CPU, ms |\n|---|---|---|---|")
    for address in PAGES:
        queries, size, cpu = measured(browser, address)
        print(f"| `{address}` | {queries} | {size:.0f} | {cpu:.1f} |", flush=True)


if __name__ == "__main__":
    main()
