"""How fast a file of the finance system is read, checked, matched and stored, and what its lines cost to look at.

    .venv/bin/python benchmarks/spend.py               500,000 lines, 5,000 agreements, 2,000 payments
    .venv/bin/python benchmarks/spend.py 50000         fewer lines

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another. Everything in it
is invented and written as rows. Every 250th line names a payment, every tenth an agreement, every 50th has the
payee and the sum of a payment on its way; every 1,000th cannot be read.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from precept.do.agreements.models import Agreement  # noqa: E402
from precept.do.spending import actions  # noqa: E402
from precept.do.spending.models import Claim, Payment, PaymentFile, SpendFile, SpendLine  # noqa: E402
from precept.foundation import clock  # noqa: E402
from precept.foundation.money import Money  # noqa: E402
from precept.foundation.people.models import Person, RoleHeld  # noqa: E402
from precept.foundation.people.testing import signed_in  # noqa: E402
from precept.parties.models import Organisation  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402

AGREEMENTS, PAYMENTS, PROVIDERS = 5_000, 2_000, 300
FIRST = date(2025, 4, 1)
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def people() -> tuple[Person, Person]:
    """Two who work with money."""
    made = []
    for number in (1, 2):
        one = Person.objects.create(name=f"Person {number}", email=f"p{number}@opcc.example")
        RoleHeld.objects.create(person=one, role="finance-officer", starts=date(2020, 1, 1))
        made.append(one)
    return made[0], made[1]


def called(number: int) -> str:
    """A reference like that of a claim."""
    said = ""
    for _ in range(8):
        number, at = divmod(number, len(LETTERS))
        said = LETTERS[at] + said
    return f"C{said}"


def fill(first: Person, second: Person) -> list[Payment]:
    """Providers, agreements, claims, and payments on their way."""
    with transaction.atomic():
        providers = Organisation.objects.bulk_create(
            Organisation(reference=f"provider-{number}", name=f"Invented Group {number}")
            for number in range(PROVIDERS)
        )
        agreements = Agreement.objects.bulk_create(
            Agreement(
                reference=f"BENCH-{number:05}",
                title=f"Agreement {number}",
                provider=providers[number % PROVIDERS],
                status="current",
            )
            for number in range(AGREEMENTS)
        )
        claims = Claim.objects.bulk_create(
            Claim(
                reference=called(number),
                agreement=agreements[number],
                amount=Money(100_00 + number),
                state="sent",
                claimed_by=first,
                checked_by=first,
                approved_by=second,
            )
            for number in range(PAYMENTS)
        )
        file = PaymentFile.objects.create(
            made_by=first,
            released_by=second,
            released=clock.now(),
            total=Money(0),
            payments_in=PAYMENTS,
        )
        return Payment.objects.bulk_create(
            Payment(
                reference=one.reference,
                claim=one,
                file=file,
                payee=providers[number % PROVIDERS],
                amount=one.amount,
            )
            for number, one in enumerate(claims)
        )


def written(count: int, payments: list[Payment]) -> bytes:
    """The ledger as the finance system exports it."""
    lines = ["Date,Supplier,Reference,Amount,Description,Cost code"]
    last = (clock.today() - FIRST).days
    for number in range(count):
        day = FIRST + timedelta(days=number * last // count)
        supplier, reference, amount = (
            f"Supplier {number % 900} Ltd",
            f"INV{number}",
            f"{number % 9000}.50",
        )
        said = "Services supplied, as ordered"
        one = payments[number // 250 % len(payments)]
        if number % 250 == 0:
            reference, amount = one.reference, f"{one.amount.pounds:.2f}"
        elif number % 50 == 0:
            supplier, amount = one.payee.name, f"{one.amount.pounds:.2f}"
        elif number % 10 == 0:
            said = f"Grant BENCH-{number % AGREEMENTS:05}, next quarter"
        elif number % 1_000 == 999:
            amount = "not known"
        lines.append(f'{day:%d/%m/%Y},{supplier},{reference},{amount},"{said}",4410-{number % 77}')
    return "\r\n".join(lines).encode()


def measured(words: str, began: float, cpu: float, count: int) -> None:
    """Say how long something took."""
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    print(f"{words}: {took:.1f} s, {worked:.1f} s of CPU: {count / took:,.0f} lines a second")


def look(person: Person, place: str) -> None:
    """Say what a page costs, warm."""
    browser = signed_in(person)
    browser.get(place)
    with CaptureQueriesContext(connection) as seen:
        cpu = time.process_time()
        page = browser.get(place)
        spent = time.process_time() - cpu
    size = len(page.content) / 1024
    print(f"{place}: {len(seen)} queries, {size:.0f} KiB, {spent * 1000:.0f} ms of CPU")


def main() -> None:
    """Give, read, take over and look."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    make_database()
    settings.ALLOWED_HOSTS = ["testserver"]
    first, second = people()
    content = written(count, fill(first, second))
    print(f"{connection.vendor}: {count:,} lines, {len(content) / 1024 / 1024:.0f} MB")
    began, cpu = time.perf_counter(), time.process_time()
    upload = SimpleUploadedFile("ledger.csv", content)
    file = actions.give_spend_file(by=first, name="ledger.csv", content=upload)
    measured("given", began, cpu, count)
    read, read_cpu = time.perf_counter(), time.process_time()
    actions.read_lines(reference=file.reference)
    measured("read, checked, matched, stored", read, read_cpu, count)
    measured("both", began, cpu, count)
    file.refresh_from_db()
    states = {
        state: SpendLine.objects.filter(state=state).count()
        for state in ("matched", "doubt", "other")
    }
    print(f"{file.state}: {file.rows_read:,} read, {file.rows_refused:,} refused, {states}")
    look(first, f"/office/finance/files/{file.reference}")
    SpendFile.objects.update(state="taken")
    for place in ("lines", "lines?state=matched", "doubts"):
        look(first, f"/office/finance/{place}")
    middle = SpendLine.objects.order_by("-day", "-pk")[count // 2]
    look(first, f"/office/finance/lines?after={middle.day}.{middle.pk}")


main()
