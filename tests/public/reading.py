"""Reading a page of the public site as a person does, and as a suspicious browser would."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse

PAGES = (
    "/",
    "/strategy",
    "/strategy/1",
    "/plan",
    "/measures",
    "/framework",
    "/framework/2026-27",
    "/framework/2026-27/1",
    "/framework/2025-26",
    "/register",
    "/register/CORE004",
    "/opportunities",
    "/opportunities/CSF-2026-27-1",
    "/funds",
    "/funds/CORE",
    "/organisations",
    "/organisations/ORG-2",
    "/organisations/ORG-3",
    "/search",
    "/search?words=victims",
    "/rules",
    "/ledger",
    "/accessibility",
    "/privacy",
    "/feeds",
    "/changes/framework/2026-27",
    "/changes/agreement/CORE004",
    "/changes/strategy/strategy",
)
"""Every page of the office that these tests publish."""

MACHINES = (
    "/brand.css",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap.xml?part=1",
    "/.well-known/security.txt",
    "/ledger/verify_ledger.py",
    "/feeds/all.atom",
    "/feeds/agreement.atom",
    "/feeds/checkpoint.atom",
    "/framework/2026-27/files/commissioning-framework-2026-27.pdf",
    "/framework/2026-27/files/commissioning-framework-2026-27-contracts.csv",
    "/strategy/files/strategy.docx",
)
"""What machines read, and files."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in {"title", "script", "style"}:
            self.hidden += 1
        inline = tag == "style" or (tag == "script" and not given.get("src"))
        foreign = tag in {"iframe", "object", "embed", "base", "img", "math", "applet", "audio"}
        active = [name for name, _ in attrs if name.startswith("on") or name in {"style", "srcdoc"}]
        reaching = [
            value
            for name, value in attrs
            if name in {"href", "src", "action", "formaction", "xlink:href"}
            and not re.match(r"(/(?!/)|#|\?|https?://|mailto:)", value or "")
        ]
        if inline or foreign or active or reaching:
            self.wrong.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"title", "script", "style"}:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def _read(response: HttpResponse) -> _Reader:
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.close()
    return reader


def words(response: HttpResponse) -> str:
    """What a person reads on a page, in one line."""
    return " ".join(" ".join(_read(response).words).split())


def main(response: HttpResponse) -> str:
    """What a person reads in the middle of a page."""
    text = response.content.decode()
    inside = text.partition('<main class="govuk-main-wrapper" id="main-content">')[2]
    return words(HttpResponse(inside.partition("</main>")[0]))


def links(response: HttpResponse) -> list[str]:
    """Where the links of a page lead."""
    return _read(response).links


def ids(response: HttpResponse) -> list[str]:
    """The ids of a page, in order."""
    return _read(response).ids


def active_parts(response: HttpResponse) -> list[str]:
    """Whatever on a page could run, draw from elsewhere or lead where no link of ours leads."""
    return _read(response).wrong
