"""Disposing of what management kept in confidence, with the papers of the agreement.

The evidence of its exit goes, and the words about concerns for somebody's safety. That there was an issue or a risk,
when and how severe, and minutes as they were agreed, stay.
"""

from typing import Final

from precept.foundation.ledger.actions import Actor
from precept.records import actions as records
from precept.records import sign_ups
from precept.records.sign_ups import Gone
from precept.review.management.models import ActionPoint, ExitTask, Issue, Risk, RiskScore

GONE: Final = "Disposed of"


def dispose_confidences(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: files of exits, then the words of safeguarding concerns."""
    reference = subject.partition(":")[2]
    tasks = ExitTask.objects.filter(plan__agreement__reference=reference)
    files = records.clear_files_of((one.subject for one in tasks.only("reference")), by, why)
    if not files.is_done:
        return files
    return Gone(True, _words_taken(reference))


def _words_taken(reference: str) -> int:
    issues = Issue.objects.filter(agreement__reference=reference, is_safeguarding=True)
    risks = Risk.objects.filter(agreement__reference=reference, is_safeguarding=True)
    steps = ActionPoint.objects.filter(issue__in=issues)
    RiskScore.objects.filter(risk__in=risks).update(why="")
    return (
        steps.exclude(what=GONE).update(what=GONE, outcome="")
        + issues.exclude(title=GONE).update(title=GONE, what="", closed_words="")
        + risks.exclude(title=GONE).update(title=GONE, what="", mitigation="", closed_words="")
    )


def sign_up_kinds() -> None:
    """Say what of management goes with an agreement's papers."""
    sign_ups.goes_with("agreement", dispose_confidences)
