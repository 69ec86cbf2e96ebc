"""The addresses of the office's pages, and how tests read them."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse

from tests.understand.conftest import YEAR

SECTION = "/office/strategy/1/sections/introduction"
PLAN = "/office/plan/2021-24/1"
PRIORITY = f"{PLAN}/priorities/support-for-victims"
MEASURE = f"/office/measures/{YEAR}/a-written-strategy-from-the-force"
WATCHED = f"/office/measures/{YEAR}/satisfaction-of-victims"
AIM = f"/office/measures/{YEAR}/aims/victims-of-crime"


def words(response: Any) -> str:
    """What a page says, tags and spacing gone."""
    text = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.S)
    text = re.sub(r"<[^>]+>", " ", text)
    for sign, plain in (("&#39;", "'"), ("&amp;", "&"), ("&#34;", '"')):
        text = text.replace(sign, plain)
    return " ".join(text.split())


def ways(response: HttpResponse) -> set[str]:
    """Where a page's main part leads."""
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return set(re.findall(r'href="(/[^"#]*)', main))


def breadcrumbs(response: HttpResponse) -> list[str]:
    """The places above a page, and the page."""
    found = re.search(
        r'<ol class="govuk-breadcrumbs__list">(.*?)</ol>', response.content.decode(), re.S
    )
    assert found is not None
    return re.findall(r">\s*([^<>]+?)\s*</(?:a|li)>", found[1])


def day(name: str, one: date) -> dict[str, str]:
    """A date as it is typed."""
    return {
        f"{name}-day": str(one.day),
        f"{name}-month": str(one.month),
        f"{name}-year": str(one.year),
    }
