"""Where evidence, theories of change and voices of the demonstration office are read and changed."""

from typing import Any, Final

from precept.understand.models import EvidenceSource, Theory, TheoryLink, Voice, VoicePoint

Things = list[dict[str, Any]]
SOURCE_STEPS: Final = ("change", "look-again", "withdraw", "file")
THEORY_STEPS: Final = ("change", "row", "agree", "begin")
VOICE_STEPS: Final = ("change", "groups", "consent", "point", "told-back", "file")


def of_understood(name: str) -> Things:
    """The things of an address of this kind; none for any other."""
    if name.startswith("understand.source"):
        return [
            {"reference": one.reference, "step": step}
            for one in EvidenceSource.objects.order_by("pk")[:1]
            for step in SOURCE_STEPS
        ]
    if name.startswith("understand.theory"):
        return _of_theories(name)
    if name == "understand.voice_point_step":
        return [
            {"reference": one.voice.reference, "number": one.number, "step": step}
            for one in VoicePoint.objects.select_related("voice")[:1]
            for step in ("change", "answer", "remove")
        ]
    if name in {"understand.voice", "understand.voice_step", "understand.publish_voice"}:
        return [
            {"reference": one.reference, "step": step}
            for one in Voice.objects.order_by("pk")
            for step in VOICE_STEPS
        ]
    return []


def _of_theories(name: str) -> Things:
    drafts = Theory.objects.order_by("-state", "pk")
    if name == "understand.theory_row_step":
        return [
            {"reference": one.reference, "version": one.version, "number": 1, "step": step}
            for one in drafts.filter(state="draft")
            for step in ("change", "remove", "link")
        ]
    if name == "understand.theory_link_step":
        links = TheoryLink.objects.filter(theory__state="draft").select_related(
            "theory", "start", "end"
        )
        return [
            {
                "reference": one.theory.reference,
                "version": one.theory.version,
                "start": one.start.number,
                "end": one.end.number,
                "step": step,
            }
            for one in links
            for step in ("assume", "remove")
        ]
    return [
        {"reference": one.reference, "version": one.version, "step": step, "ending": "pdf"}
        for one in drafts
        for step in THEORY_STEPS
    ]
