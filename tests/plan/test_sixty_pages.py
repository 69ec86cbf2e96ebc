"""A framework of sixty pages as PDF: tagged, titled, its language set, read in the order in which it is written."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader

from precept.foundation.documents.pdf import write_pdf
from precept.foundation.publications.kinds import Released
from precept.plan import releases, rules
from tests.plan.making import framework, line, section

AREAS = ("Supporting Victims of Crime", "Urban Policing")


def long_framework() -> Released:
    tables = [
        section(
            *(
                line(
                    number * 1_000,
                    number=f"{key[:3]}{number}",
                    area=AREAS[number % 2],
                    note="A note.",
                )
                for number in range(1, 231)
            ),
            key=key.replace(" ", "-"),
            layout=key,
            title=f"Table of {key}",
        )
        for key in rules.LAYOUTS
    ]
    lines = [one for table in tables for one in table.lines]
    words = "\n\n".join("What the money is for, and why. " * 30 for _ in range(60))
    said = framework(*tables, introduction=words, areas=rules.by_area(lines, AREAS))
    return Released(
        kind="framework",
        key="2022-23",
        version=1,
        title="Commissioning Framework",
        payload=said,
        digest="",
        released=datetime(2022, 12, 1, 12, tzinfo=UTC),
        why="",
        is_latest=True,
        is_tombstone=False,
        details_removed=False,
    )


def tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


def test_sixty_pages_are_tagged_titled_and_in_order() -> None:
    released = long_framework()
    pdf = write_pdf(releases.framework_document(released))
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    found = list(tags(root["/StructTreeRoot"]))
    kinds = [str(one["/S"]) for one in found]

    assert len(reader.pages) >= 60
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Commissioning Framework"
    # Five tables, one by resource area, one by fund; each table has a row for each line and its head and foot.
    assert kinds.count("/Table") == 7
    assert kinds.count("/TR") >= 5 * 232
    text = "\n".join(page.extract_text() for page in reader.pages)
    headings = ["Introduction", *(f"Table of {key}" for key in rules.LAYOUTS), rules.BY_AREA]
    places = [match.start() for one in headings if (match := re.search(rf"^\s*{one}", text, re.M))]
    assert len(places) == len(headings)
    assert places == sorted(places)
    assert pdf.count(b"%%EOF") == 1
