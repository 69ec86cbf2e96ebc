"""What can stand in the places of the addresses of briefings and answers, as the office is now."""

from typing import Any

from precept.review.answers.models import CitedSource, Question, ReliedGround
from precept.review.answers.pages.steps import STEPS
from precept.review.answers.rules import readers

Things = list[dict[str, Any]]
STATE_OF = {
    "answers.release": "review",
    "answers.publish": "released",
}
"""In which state a question has the page of an address of its own."""
STEP_OF = {"clarifying": ("clarified",), "review": ("send-back",), "released": ("forget",)}
"""The steps of questions that are not open; every other step is of one that is."""


def of_answers(name: str) -> Things:
    """Questions, each with the steps that it has in its state; briefings about one priority."""
    if "briefing" in name:
        return [
            {"kind": "priority", "key": "support-for-victims", "reader": one, "ending": "pdf"}
            for one in readers()
        ]
    if name == "answers.drop_source":
        rows = CitedSource.objects.filter(question__state="open").select_related("question")
        return [{"reference": one.question.reference, "number": one.number} for one in rows]
    if name == "answers.drop_ground":
        grounds = ReliedGround.objects.filter(question__state="open").select_related("question")
        return [{"reference": one.question.reference, "number": 1} for one in grounds]
    if state := STATE_OF.get(name):
        rows_ = Question.objects.filter(state=state).order_by("pk")
        return [{"reference": one.reference} for one in rows_]
    return [
        {"reference": one.reference, "step": step, "ending": "pdf"}
        for one in Question.objects.order_by("pk")
        for step in STEP_OF.get(one.state, OPEN)
    ]


OPEN = [step for step in STEPS if all(step not in some for some in STEP_OF.values())]
