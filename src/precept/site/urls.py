"""Every address, part by part."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

PARTS = (
    "foundation.people",
    "foundation.outbox",
    "foundation.documents",
    "foundation.intake",
    "foundation.publications",
    "records",
    "parties",
    "understand",
    "decisions",
    "plan",
    "do.procedures",
    "do.opportunities",
    "do.bids",
    "do.assessment",
    "do.agreements",
    "do.partners",
    "do.spending",
    "review.management",
    "review.answers",
    "review.crossings",
    "review.year",
    "public",
    "desk",
    "demo",
)

urlpatterns: list[URLPattern | URLResolver] = []
for part in PARTS:
    if find_spec(f"precept.{part}.urls"):
        urlpatterns += import_module(f"precept.{part}.urls").urlpatterns

handler400 = "precept.foundation.web.errors.bad_request"
handler403 = "precept.foundation.web.errors.permission_denied"
handler404 = "precept.foundation.web.errors.not_found"
handler500 = "precept.foundation.web.errors.server_error"
