"""What machines read: the style of the office, feeds, the site map, robots, security.txt, the verifier."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from precept.foundation.publications import kinds
from precept.foundation.publications import queries as publications
from precept.foundation.web.pages import public_page
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
        f":root{{--office-colour:{colour};--office-colour-text:{rules.text_on(colour)};"
        f"--office-accent:{accent}}}\n"
    )
    response = fingerprinted(request, HttpResponse(css, content_type="text/css; charset=utf-8"))
    if request.GET.get("v"):
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@public_page
def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed that one can follow."""
    return shown(request, "public/feeds.html", {"kinds": queries.feed_kinds()})


@public_page
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """What was published last, of one kind or of all, as Atom."""
    known = {kind.name: kind for kind in queries.feed_kinds()}
    if name != "all" and name not in known:
        raise Http404(f"no feed {name}")
    chosen = list(known) if name == "all" else [name]
    office = publications.latest_or_none("office", "office")
    owner = office.title if office else "Precept"
    title = f"{owner}: {'everything published' if name == 'all' else known[name].plural.lower()}"
    rows = queries.for_feed(chosen)
    made = Atom1Feed(
        title=title,
        link=settings.PRECEPT_ADDRESS + "/",
        description=title,
        feed_url=f"{settings.PRECEPT_ADDRESS}/feeds/{name}.atom",
        language="en-GB",
        author_name=owner,
    )
    for row in rows:
        address = settings.PRECEPT_ADDRESS + kinds.kind(row.kind).address(row.key)
        what = "Withdrawn" if row.is_tombstone else ("Published" if row.version == 1 else "Changed")
        made.add_item(
            title=row.title,
            link=address,
            description=f"{what}: {kinds.kind(row.kind).title.lower()}. {row.why}".strip(),
            unique_id=f"{address}#version-{row.version}",
            pubdate=row.released,
            updateddate=row.released,
            categories=[kinds.kind(row.kind).title],
        )
    if not rows:  # Atom needs a date, and a public file holds no “now”
        made.latest_post_date = lambda: datetime(2012, 11, 22, tzinfo=UTC)  # type: ignore[method-assign]
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
    "/opportunities",
    "/funds",
    "/organisations",
    "/rules",
    "/ledger",
    "/feeds",
    "/accessibility",
    "/privacy",
)


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines += [f"<url><loc>{settings.PRECEPT_ADDRESS}{place}</loc></url>" for place in STANDING]
    lines += [
        f"<url><loc>{settings.PRECEPT_ADDRESS}{place.replace('&', '&amp;')}</loc>"
        f"<lastmod>{day}</lastmod></url>"
        for place, day in queries.everything()
        if place not in STANDING
    ]
    lines.append("</urlset>\n")
    return fingerprinted(
        request,
        HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8"),
    )


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
        f"mailto:{said.mailbox}" if said.mailbox else f"{settings.PRECEPT_ADDRESS}/accessibility"
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
