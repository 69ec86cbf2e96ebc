"""The register of interests and gifts of those who decide, as anyone reads it."""

from django.http import HttpRequest, HttpResponse

from precept.foundation.web.pages import public_page
from precept.public import queries
from precept.public.answers import shown, tombstone
from precept.public.shell import shell_around

INTERESTS = {"href": "/interests", "text": "Interests and gifts"}


@public_page
def registers(request: HttpRequest) -> HttpResponse:
    """The registers that are published."""
    return shown(request, "public/interests.html", {"hits": queries.interests()})


@public_page
def register(request: HttpRequest, role: str) -> HttpResponse:
    """One register: interests, then gifts and hospitality."""
    office, released = queries.with_office("interests", role)
    if released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload,
        "shell": shell_around(request, office),
        "breadcrumbs": [INTERESTS, {"text": released.payload.title}],
    }
    return shown(request, "public/interest_register.html", context)
