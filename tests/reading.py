"""Reading a page of the office as a person does."""

import html
import re
from typing import Any


def words(page: Any) -> str:
    """What the main part of a page says, in one line."""
    main = page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return _said(main.split(">", 1)[1])


def rows(page: Any) -> list[str]:
    """The rows of a page's first table, a line each."""
    body = page.content.decode().split("<tbody", 1)[1].split("</tbody>", 1)[0]
    return [_said(row.split(">", 1)[1]) for row in body.split("<tr")[1:]]


def _said(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
