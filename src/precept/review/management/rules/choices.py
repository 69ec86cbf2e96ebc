"""The words that the management of agreements is kept in, and which states follow which. Pure."""

from collections.abc import Mapping
from typing import Final

meeting_kinds = [
    ("review", "Contract review"),
    ("mobilisation", "Mobilisation"),
    ("board", "Project board"),
    ("exit", "Exit and handover"),
]
MEETING_KINDS: Final = dict(meeting_kinds)

meeting_states = [
    ("planned", "To come"),
    ("held", "Held"),
    ("cancelled", "Cancelled"),
]
MEETING_STATES: Final = dict(meeting_states)

attendances = [
    ("present", "Present"),
    ("apologies", "Sent apologies"),
    ("absent", "Absent"),
]
ATTENDANCES: Final = dict(attendances)
invited_states = [("invited", "Invited"), *attendances]

copies = [
    ("all", "Everybody gets it"),
    ("office", "Commissioners only"),
    ("out", "Left out"),
]
COPIES: Final = dict(copies)
"""Who finds an item of the agenda on their copy. A provider gets "all" alone."""

severities = [
    ("low", "Low: a nuisance, put right at once"),
    ("moderate", "Moderate: people wait, or a promise is missed"),
    ("high", "High: part of the service fails, or money is at risk"),
    ("very high", "Very high: people are at risk of harm, or the service stops"),
]
SEVERITIES: Final = {key: words.partition(":")[0] for key, words in severities}
SEVERITY_TAGS: Final = {
    "low": "govuk-tag--grey",
    "moderate": "govuk-tag--yellow",
    "high": "govuk-tag--orange",
    "very high": "govuk-tag--red",
}

open_states = [("open", "Open"), ("closed", "Closed")]
OPEN_STATES: Final = dict(open_states)

plan_reasons = [
    ("issue", "Something went wrong"),
    ("return", "What a return shows"),
    ("rating", "How the agreement was rated"),
    ("other", "Another reason"),
]
PLAN_REASONS: Final = dict(plan_reasons)

plan_states = [
    ("draft", "Being drafted"),
    ("proposed", "Waits for the provider"),
    ("agreed", "Agreed with the provider"),
    ("disputed", "Disputed by the provider"),
    ("imposed", "In force without the provider’s agreement"),
    ("achieved", "Closed: achieved"),
    ("not achieved", "Closed: not achieved"),
    ("withdrawn", "Withdrawn"),
]
PLAN_STATES: Final = dict(plan_states)
PLAN_TAGS: Final = {
    "draft": "govuk-tag--grey",
    "proposed": "govuk-tag--yellow",
    "agreed": "govuk-tag--blue",
    "disputed": "govuk-tag--orange",
    "imposed": "govuk-tag--blue",
    "achieved": "govuk-tag--green",
    "not achieved": "govuk-tag--red",
    "withdrawn": "govuk-tag--grey",
}
PLAN_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"proposed", "withdrawn"}),
    "proposed": frozenset({"agreed", "disputed", "withdrawn"}),
    "disputed": frozenset({"proposed", "imposed", "withdrawn"}),
    "agreed": frozenset({"achieved", "not achieved"}),
    "imposed": frozenset({"achieved", "not achieved"}),
    "achieved": frozenset(),
    "not achieved": frozenset(),
    "withdrawn": frozenset(),
}
"""Where an improvement plan may go next."""
WRITABLE: Final = frozenset({"draft", "disputed"})
"""States in which what a plan asks for may still change: nobody has agreed to it."""
IN_FORCE: Final = frozenset({"agreed", "imposed"})
PLAN_OVER: Final = frozenset({"achieved", "not achieved", "withdrawn"})
SEEN_BY_PROVIDER: Final = frozenset(PLAN_STATES) - {"draft", "withdrawn"}

plan_ends = [("achieved", "Achieved"), ("not achieved", "Not achieved")]

escalations = [
    ("senior", "Raised with the people in charge on both sides"),
    ("payments", "Payments held back, as the agreement allows"),
    ("variation", "A variation of the agreement"),
    ("termination", "Notice, or an early end"),
]
ESCALATIONS: Final = dict(escalations)

answers = [
    ("agreed", "Yes, we agree to it"),
    ("disputed", "No, we dispute it"),
]

exit_reasons = [
    ("end", "It ends on its last day"),
    ("termination", "It ends early"),
]
EXIT_REASONS: Final = dict(exit_reasons)

task_sides = [
    ("exit", "Exit"),
    ("handover", "Handover to what follows"),
]
TASK_SIDES: Final = dict(task_sides)

task_states = [
    ("open", "To do"),
    ("done", "Done"),
    ("not needed", "Not needed"),
]
TASK_STATES: Final = dict(task_states)


def plan_may_become(state: str, to: str) -> bool:
    """Whether an improvement plan in a state may go to another."""
    return to in PLAN_MOVES[state]
