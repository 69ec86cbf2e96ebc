"""What pages cost with 32 and with 50,032 agreements: queries, kilobytes, CPU (median of 200, warm).

    .venv/bin/python benchmarks/pages.py            32 agreements
    .venv/bin/python benchmarks/pages.py 50000      50,000 more (takes some minutes to make)

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another.
"""

import os
import statistics
import sys
import tempfile
import time
from typing import Any

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from precept.demo import actions as demo  # noqa: E402
from precept.foundation.people.models import Person  # noqa: E402
from precept.foundation.people.testing import signed_in  # noqa: E402
from precept.site.setting_up import make_database  # noqa: E402

ROUNDS = 200
PUBLIC = (
    "/",
    "/framework/2022-23",
    "/strategy",
    "/plan",
    "/register",
    "/register?status=Active",
    "/register?words=mentoring",
    "/register/CORE004",
    "/opportunities",
    "/organisations",
    "/search?words=core",
    "/rules",
)
OFFICE = (
    "/office/",
    "/office/register",
    "/office/register?status=active",
    "/office/register?words=mentoring",
    "/office/register?sort=-value",
    "/office/register/CORE004",
    "/office/framework/2022-23",
    "/office/rounds",
    "/office/organisations",
    "/office/published",
)


def measured(browser: Client, address: str) -> str:
    """One page, in a line of a table."""
    browser.get(address)
    queries: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        page = browser.get(address)
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        browser.get(address)
        spent.append(time.process_time() - began)
    return (
        f"| `{address}` | {len(queries)} | {len(page.content) / 1024:.0f} |"
        f" {statistics.median(spent) * 1000:.1f} |"
    )


def main() -> None:
    """Measure."""
    settings.ALLOWED_HOSTS = ["*"]
    make_database()
    large = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    demo.make(step=lambda _: None, large=large)
    manager = signed_in(Person.objects.get(roles_held__role="commissioning-manager"))
    print(f"{connection.vendor}, {32 + large:,} agreements")
    print("| page | queries | KiB | CPU, ms |\n|---|---|---|---|")
    for browser, addresses in ((Client(), PUBLIC), (manager, OFFICE)):
        for address in addresses:
            print(measured(browser, address))


if __name__ == "__main__":
    main()
