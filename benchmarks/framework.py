"""What a framework of sixty pages costs: as PDF/UA, as Word, with every file, and as its public page (median of 5).

    .venv/bin/python benchmarks/framework.py

Works in a database of its own in a temporary folder (SQLite) unless DATABASE_URL names another.
"""

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable

os.environ["PRECEPT_HOME"] = tempfile.mkdtemp(prefix="precept-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from django.test import Client  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from precept.foundation import clock  # noqa: E402
from precept.foundation.documents import pdf, word  # noqa: E402
from precept.foundation.ledger.actions import SYSTEM, action, record  # noqa: E402
from precept.foundation.outbox.worker import work_until_idle  # noqa: E402
from precept.foundation.publications import actions as publications  # noqa: E402
from precept.foundation.publications import queries  # noqa: E402
from precept.plan import releases, rules  # noqa: E402
from precept.plan.published import (  # noqa: E402
    AmountPublished,
    FrameworkPublished,
    FrameworkSectionPublished,
    LinePublished,
)
from precept.site.setting_up import make_database  # noqa: E402

LINES_OF_EACH, PARAGRAPHS, ROUNDS, BUDGET = 150, 40, 5, 5.0
WORDS = (
    "The office sets out what it intends to spend in this year, on what, from which fund and for whom,"
    " so that everybody can follow the money and providers of any size can get ready. "
)
AREAS = ("Supporting Victims of Crime", "Urban Policing", "Rural Policing", "")


def line(key: str, number: int) -> LinePublished:
    """One row, with a note on every third."""
    kind = rules.kind_in(key)
    return LinePublished(
        number=f"{key[:3].upper()}{number:04d}",
        name=f"A service for people harmed by crime, number {number}",
        when="1 April 2026 to 31 March 2029",
        limit="£10,000 per project",
        provider="A provider",
        fund="core" if number % 2 else "moj",
        kind=kind,
        amounts=(AmountPublished(of="", pence=None if number % 11 == 0 else number * 123_457),),
        shares=(),
        available=None,
        links=(),
        note=WORDS.strip() if number % 3 == 0 else "",
        is_invented=True,
        area=AREAS[number % len(AREAS)],
    )


def framework() -> FrameworkPublished:
    """A framework of five tables."""
    sections = []
    for key in rules.LAYOUTS:
        lines = tuple(line(key, number) for number in range(1, LINES_OF_EACH + 1))
        sections.append(
            FrameworkSectionPublished(
                key=key.replace(" ", "-"),
                title=f"Table of {key}",
                layout=key,
                columns=rules.columns_of(key),
                lines=lines,
                total=rules.total_of(lines),
                note="",
            )
        )
    lines = tuple(one for section in sections for one in section.lines)
    return FrameworkPublished(
        year="2026-27",
        version=1,
        state="published",
        office="The office",
        title="Commissioning Framework 2026–27",
        introduction="\n\n".join(WORDS * 5 for _ in range(PARAGRAPHS)),
        lead="",
        review="April 2027",
        why="",
        starts="2026-04-01",
        ends="2027-03-31",
        approved_on="2026-03-01",
        approved_as="Commissioner",
        aims=(),
        sections=tuple(sections),
        slices=rules.slices(lines, {"core": "Core budget", "moj": "Victims grant"}),
        areas=rules.by_area(lines, AREAS[:-1]),
        total=rules.total_of(lines),
        is_invented=True,
    )


@action
def release(payload: FrameworkPublished) -> None:
    """Publish it, with every file."""
    publications.publish(
        kind_name="framework", key="2026-27", title=payload.title, payload=payload, by=SYSTEM
    )
    record("framework:2026-27:1", "framework published", by=SYSTEM)


def median(of: Callable[[], object]) -> float:
    """Seconds on the clock: what writes a PDF works beside this process."""
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        of()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def main() -> None:
    """Make it, write it, read it."""
    make_database()
    payload = framework()
    begun = time.perf_counter()
    release(payload)
    work_until_idle()
    whole = time.perf_counter() - begun
    released = queries.latest("framework", "2026-27")
    document = releases.framework_document(released)
    written = pdf.write_pdf(document)
    pages = len(PdfReader(io.BytesIO(written)).pages)
    print(
        f"{len(payload.sections) * LINES_OF_EACH:,} lines, {pages} pages, {len(written) / 1024:,.0f} KiB"
    )
    print(f"PDF/UA {median(lambda: pdf.write_pdf(document)):.2f} s (budget {BUDGET:.0f} s)")
    print(f"Word {median(lambda: word.write_word(document)):.2f} s")
    print(
        f"published with every file (PDF, Word, workbook, {len(payload.sections)} CSV) {whole:.2f} s"
    )
    client = Client(SERVER_NAME="localhost")
    page = client.get("/framework/2026-27")
    spent = median(lambda: client.get("/framework/2026-27"))
    print(
        f"public page {len(page.content) / 1024:,.0f} KiB, {spent * 1000:.0f} ms,"
        f" on {clock.today().isoformat()}"
    )


if __name__ == "__main__":
    main()
