"""What can stand in the places of the addresses of procedures and templates, as the office is now."""

from typing import Any, Final

from precept.do.procedures.models import Standard, StandardFeedback, StandardVersion
from precept.do.procedures.rules import starting

Things = list[dict[str, Any]]
STEPS: Final = ("begin", "feedback", "owner")
WRITTEN: Final = {"procedure": "stage", "document": "section"}
AFTER: Final = {
    "draft": ("about", "send", "drop"),
    "waiting": ("send-back", "take-back"),
}


def of_procedures(name: str) -> Things:
    """The things of an address of procedures and templates."""
    what = name.removeprefix("procedures.")
    if what == "new":
        return [{"kind": kind} for kind in WRITTEN]
    if what in {"one", "standard_step", "close_review", "retire"}:
        return _of_standards()
    if what == "answer":
        rows = StandardFeedback.objects.select_related("standard").order_by("-state", "pk")
        return [{"key": one.standard.key, "number": one.number} for one in rows]
    return _of_versions(what)


def _of_standards() -> Things:
    """The one with most behind it, step by step; and one that is not the office's own yet."""
    own = set(Standard.objects.values_list("key", flat=True))
    offered = [key for key in starting() if key not in own]
    whole = Standard.objects.exclude(review_on=None).order_by("-reviews__pk", "pk")
    open_ = StandardVersion.objects.filter(state__in=("draft", "waiting"))
    rested = whole.exclude(versions__in=open_)
    return [{"key": one.key, "step": step} for one in rested[:1] for step in STEPS] + [
        {"key": key, "step": "adopt"} for key in offered[:1]
    ]


def _of_versions(what: str) -> Things:
    rows = list(StandardVersion.objects.select_related("standard").order_by("-state", "-pk"))
    if what == "approve":
        rows = [one for one in rows if one.state == "waiting"]
    if what == "compare":
        rows = [one for one in rows if one.number > 1]
    if what == "fill":
        rows = [one for one in rows if one.standard.kind == "document" and "$" in str(one.sections)]
    if what in {"stage_step", "section_step"}:
        kind = "procedure" if what == "stage_step" else "document"
        return [
            _version(one) | {"at": 1, "step": step}
            for one in rows
            if one.state == "draft" and one.standard.kind == kind
            for step in ("change", "remove")
        ]
    if what == "version_step":
        return [
            _version(one) | {"step": step}
            for one in rows
            if one.state in AFTER
            for step in (
                *AFTER[one.state],
                *([WRITTEN[one.standard.kind]] if one.state == "draft" else []),
            )
        ]
    return [_version(one) | {"ending": "pdf"} for one in rows]


def _version(one: StandardVersion) -> dict[str, Any]:
    return {"key": one.standard.key, "number": one.number}
