"""What machines read: the style of the office, feeds, the site map, robots, security.txt, the verifier."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from precept.foundation.publications import kinds
from precept.foundation.publications import queries as publications
from precept.foundation.web.pages import public_page
from precept.parties.rules import text_upon
from precept.public import queries, rules
from precept.public.answers import fingerprinted, shown

PLAIN = "text/plain; charset=utf-8"


@public_page
def brand(request: HttpRequest) -> HttpResponse:
    """The office's colours as custom properties of a style sheet."""
    office = publications.latest_or_none("office", "office")
    colour, accent = "#1d3557", "#457b9d"
    if office is not None:
        said = office.payload
        colour = said.colour if rules.is_colour(said.colour) else colour
        accent = said.accent if rules.is_colour(said.accent) else accent
    css = (
        f":root{{--office-colour:{colour};--office-colour-text:{text_upon(colour)};"
        f"--office-accent:{accent}}}\n"
    )
    response = fingerprinted(request, HttpResponse(css, content_type="text/css; charset=utf-8"))
    # Kept for good by the version it is; another number must not keep today's colours for tomorrow's.
    if office is not None and request.GET.get("v") == str(office.version):
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


FEED_NAMES = {"decision": "decisions"}
"""The feeds whose address does not say the kind's own name."""


@public_page
def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed that one can follow."""
    named = [(FEED_NAMES.get(kind.name, kind.name), kind) for kind in queries.feed_kinds()]
    return shown(request, "public/feeds.html", {"kinds": named})


NEVER = datetime(2012, 11, 22, tzinfo=UTC)
"""The day the first commissioners took office: an empty feed needs a date, and no public file holds a now."""


@public_page
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """What was published last, of one kind or of all, as Atom (RFC 4287)."""
    known = {FEED_NAMES.get(kind.name, kind.name): kind for kind in queries.feed_kinds()}
    if name != "all" and name not in known:
        raise Http404(f"no feed {name}")
    office = publications.latest_or_none("office", "office")
    owner = rules.readable(office.title) if office else "Precept"
    title = f"{owner}: {'everything published' if name == 'all' else known[name].plural.lower()}"
    rows = queries.for_feed(name if name == "all" else known[name].name)
    here = f"{settings.PRECEPT_ADDRESS}/feeds/{name}.atom"
    made = Atom1Feed(
        title=title,
        link=settings.PRECEPT_ADDRESS + "/feeds",
        description=title,
        feed_url=here,
        feed_guid=here,
        language="en-GB",
        author_name=owner,
    )
    for row in rows:
        kind = kinds.kind(row.kind)
        address = settings.PRECEPT_ADDRESS + kind.address(row.key)
        what = "Withdrawn" if row.is_tombstone else ("Published" if row.version == 1 else "Changed")
        made.add_item(
            title=rules.readable(row.title),
            link=address,
            description=rules.readable(f"{what}: {kind.title.lower()}. {row.why}".strip()),
            unique_id=f"{settings.PRECEPT_ADDRESS}/changes/{row.kind}/{row.key}#version-{row.version}",
            pubdate=row.released,
            updateddate=row.released,
            categories=[kind.title],
        )
    if not rows:
        made.latest_post_date = lambda: NEVER  # type: ignore[method-assign] # see NEVER
    body = made.writeString("utf-8")
    return fingerprinted(
        request, HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    )


STANDING = (
    "/",
    "/strategy",
    "/plan",
    "/measures",
    "/framework",
    "/register",
    "/market",
    "/opportunities",
    "/decisions",
    "/funds",
    "/organisations",
    "/voices",
    "/answers",
    "/rules",
    "/ledger",
    "/feeds",
    "/accessibility",
    "/privacy",
)


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page: an index of parts (``?part=1``), of which none grows with the register."""
    parts = queries.parts_of_site_map()
    asked = request.GET.get("part", "")
    if not asked:
        places = [f"{settings.PRECEPT_ADDRESS}/sitemap.xml?part={at + 1}" for at in range(parts)]
        return _site_map(request, "sitemapindex", "sitemap", [(place, "") for place in places])
    part = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    if not 1 <= part <= parts:
        raise Http404(f"the site map has no part {asked}")
    places = [place for place in STANDING if part == 1]
    changed = [(place, day) for place, day in queries.addresses(part) if place not in STANDING]
    return _site_map(
        request,
        "urlset",
        "url",
        [
            (settings.PRECEPT_ADDRESS + place, day)
            for place, day in [*((place, "") for place in places), *changed]
        ],
    )


def _site_map(
    request: HttpRequest, whole: str, each: str, places: list[tuple[str, str]]
) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for place, day in places:
        dated = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<{each}><loc>{escape(place)}</loc>{dated}</{each}>")
    lines.append(f"</{whole}>\n")
    body = "\n".join(lines)
    return fingerprinted(request, HttpResponse(body, content_type="application/xml; charset=utf-8"))


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: the public site, all of it."""
    text = (
        "User-agent: *\nDisallow: /office/\nDisallow: /my/\nDisallow: /demo/\nDisallow: /sign-in\n"
        f"Sitemap: {settings.PRECEPT_ADDRESS}/sitemap.xml\n"
    )
    return fingerprinted(request, HttpResponse(text, content_type=PLAIN))


@public_page
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); it expires a year after the office was last published."""
    office = publications.latest_or_none("office", "office")
    if office is None:
        raise Http404("no office is published yet")
    said = office.payload
    contact = (
        f"mailto:{''.join(said.mailbox.split())}"
        if said.mailbox
        else f"{settings.PRECEPT_ADDRESS}/accessibility"
    )
    expires = (office.released + timedelta(days=365)).astimezone(UTC)
    text = (
        f"Contact: {contact}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: en\n"
        f"Canonical: {settings.PRECEPT_ADDRESS}/.well-known/security.txt\n"
    )
    return fingerprinted(request, HttpResponse(text, content_type=PLAIN))


@public_page
def verifier(request: HttpRequest) -> HttpResponse:
    """The one file that checks a ledger without us."""
    text = files("precept.foundation.ledger").joinpath("verify_ledger.py").read_bytes()
    response = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_ledger.py"'
    return fingerprinted(request, response)
