"""Setting a call up: its parts, suggested dates, usual words, and what is missing before it goes live. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from precept.do.opportunities.rules.register import Unclear
from precept.foundation.clock import is_working_day

parts = [
    ("about", "Theme and purpose"),
    ("who", "Who may apply"),
    ("eligibility", "Eligibility rules"),
    ("priorities", "Priorities it serves"),
    ("area", "Area"),
    ("dates", "Dates"),
    ("limits", "Limits of an award"),
    ("pot", "The pot and its funders"),
    ("match", "Match funding"),
    ("questions", "Questions"),
    ("criteria", "Criteria and weights"),
    ("marking", "Marking"),
    ("deciding", "Deciding"),
    ("papers", "Papers"),
    ("handling", "How bids are handled"),
    ("steps", "What happens after closing"),
    ("contact", "Help and other ways to apply"),
]
PARTS: Final = dict(parts)
"""The parts in which a call is set up, in order."""
CONTACT_TITLE: Final = "Help and other ways to apply"
NOON: Final = time(12, 0)
MIDDLE_OF_THE_WEEK: Final = frozenset({1, 2, 3})
"""Tuesday to Thursday: there is a working day before and after, so that somebody can help."""
WEEKS_TO_PREPARE: Final = 2
WEEKS_OPEN: Final = 6
WEEKS_TO_DECIDE: Final = 6
WHOLE: Final = 100
MOST_MONTHS: Final = 60
MOST_CRITERIA: Final = 20
MOST_RULES: Final = 30
MOST_STEPS: Final = 10
SHORTEST_NAME: Final = 3

usual_levels: Final = (
    "Does not answer, or nothing in the answer bears on the criterion",
    "Poor: little of what is looked for, with serious doubts",
    "Limited: some of what is looked for, with several doubts",
    "Fair: most of what is looked for, with a few doubts",
    "Good: all of what is looked for, with evidence",
    "Excellent: more than is looked for, with strong evidence",
)
"""What earns each score from 0 up, as an office may begin with."""

usual_steps: Final = (
    ("Checks", "In the first week", "We check that each bid is complete and may be funded."),
    ("Marking", "In the weeks after closing", "Markers score each bid on its own, with reasons."),
    ("Moderation", "After marking", "The markers meet and agree a score for each criterion."),
    ("Decision", "After moderation", "The decision is signed, with its reasons."),
    ("Results", "After the decision", "We tell every applicant, then publish the results."),
)

usual_rules: Final = (
    (
        "Will the project help people in our police force area?",
        True,
        "The money is there for the people who live, work or study here.",
        "The commissioner of the area where you work may have a fund of their own.",
    ),
    (
        "Do you work for the public good, as a charity, community group, social enterprise, school"
        " or council?",
        True,
        "The fund is for work that serves the public, not for profit.",
        "A business may take part in a bid that such an organisation leads.",
    ),
    (
        "Has anything that you ask us to pay for been done or bought already?",
        False,
        "An award pays only for what happens after it.",
        "Ask only for what is still to come.",
    ),
)
"""Who may apply, as an office may begin with: the question, the answer that may apply, why, where else to go."""

usual_criteria: Final = (
    ("Need", "Who is affected, where, and how the applicant knows.", 25),
    ("Outcomes", "What will change for people, for how many, and how that will be known.", 30),
    ("Delivery", "Who does what by when, with what experience, and how people are kept safe.", 25),
    ("Value", "Costs that add up, and are reasonable for what they buy.", 20),
)
"""What bids are marked on, as an office may begin with: the criterion, what markers look for, its weight."""


@dataclass(frozen=True)
class Draft:
    """What of a call decides whether it may go live."""

    theme: str = ""
    purpose: str = ""
    who_may_apply: str = ""
    eligibility: int = 0
    priorities: Sequence[str] = ()
    area: str = ""
    opens: datetime | None = None
    closes: datetime | None = None
    dates_are_confirmed: bool = False
    decision_expected: date | None = None
    has_limit: bool = False
    longest_months: int | None = None
    pot: int | None = None
    shares: Sequence[int] = ()
    match_rule: str = "none"
    match_percent: int | None = None
    question_problems: Sequence[str] = ()
    questions: frozenset[str] = frozenset()
    weights: Sequence[int] = ()
    unlevelled: Sequence[str] = ()
    """Titles of criteria that lack the words of a score level."""
    marked_on: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By a criterion's title, the questions it is marked on."""
    who_marks: str = ""
    markers_per_bid: int = 2
    quorum: int = 2
    decider: str = ""
    power: str = ""
    papers_asked_of: str = "winners"
    steps: int = 0
    contact: str = ""


@dataclass(frozen=True)
class Lack:
    """Something without which a call does not go live, and the part where it is put right."""

    part: str
    words: str


def lacking(draft: Draft, now: datetime) -> list[Lack]:
    """Everything without which a call does not go live at a moment, in the order of its parts."""
    found = [
        *_lacking_words(draft),
        *_lacking_dates(draft, now),
        *_lacking_money(draft),
        *(Lack("questions", words) for words in draft.question_problems),
        *_lacking_criteria(draft),
    ]
    order = list(PARTS)
    return sorted(found, key=lambda one: order.index(one.part))


def _lacking_words(draft: Draft) -> list[Lack]:
    needed = (
        ("about", draft.theme, "Enter the theme"),
        ("about", draft.purpose, "Say what the round is for"),
        ("who", draft.who_may_apply, "Say who may apply"),
        ("eligibility", draft.eligibility, "Add at least one eligibility rule"),
        ("priorities", draft.priorities, "Choose the priorities that it serves"),
        ("area", draft.area, "Say which area it is for"),
        ("marking", draft.who_marks, "Say who marks the bids"),
        ("deciding", draft.decider, "Choose who decides"),
        ("deciding", draft.power, "Choose the power that awards rest on"),
        ("steps", draft.steps, "Say what happens after closing"),
        ("contact", draft.contact, "Say how to ask for help or apply in another way"),
    )
    found = [Lack(part, words) for part, given, words in needed if not given]
    if draft.markers_per_bid < 1:
        found.append(Lack("marking", "At least one person must mark each bid"))
    if draft.quorum < 1:
        found.append(Lack("marking", "A moderation meeting needs at least one person"))
    return found


def _lacking_dates(draft: Draft, now: datetime) -> list[Lack]:
    if draft.opens is None or draft.closes is None:
        return [Lack("dates", "Enter when it opens and closes")]
    found = []
    if not draft.dates_are_confirmed:
        found.append(Lack("dates", "Confirm the dates: they were suggested or copied"))
    if draft.closes <= draft.opens:
        found.append(Lack("dates", "It must close after it opens"))
    elif draft.closes <= now:
        found.append(Lack("dates", "The closing time has passed. Choose a later one"))
    if draft.decision_expected is None:
        found.append(Lack("dates", "Enter when a decision is expected"))
    elif draft.decision_expected < draft.closes.date():
        found.append(Lack("dates", "The decision is expected before the round closes"))
    return found


def _lacking_money(draft: Draft) -> list[Lack]:
    found = []
    if not draft.has_limit:
        found.append(Lack("limits", "Enter the most that one award may be"))
    if not draft.longest_months:
        found.append(Lack("limits", "Enter how many months an award may last"))
    if draft.pot is None:
        found.append(Lack("pot", "Enter how much there is to award"))
    elif draft.shares and sum(draft.shares) != draft.pot:
        found.append(Lack("pot", "What the funders put in does not add up to the pot"))
    if draft.match_rule == "required" and not draft.match_percent:
        found.append(Lack("match", "Enter how much match funding is required"))
    return found


def _lacking_criteria(draft: Draft) -> list[Lack]:
    if not draft.weights:
        return [Lack("criteria", "Add the criteria that bids are marked on")]
    found = []
    if problem := weights_problem(draft.weights):
        found.append(Lack("criteria", problem))
    found += [
        Lack("criteria", f"Describe every score of “{title}”, from 0 up")
        for title in draft.unlevelled
    ]
    found += [
        Lack("criteria", f"“{title}” is marked on a question that is no longer asked")
        for title, keys in draft.marked_on.items()
        if set(keys) - draft.questions
    ]
    return found


def weights_problem(weights: Sequence[int]) -> str:
    """Why weights of a call's criteria do not do, fit to show; "" where they do."""
    total = sum(weights)
    if total != WHOLE:
        return f"The weights add up to {total}%. They must add up to {WHOLE}%"
    return ""


def levels_problem(levels: Sequence[Mapping[str, object]]) -> str:
    """Why score levels do not do, fit to show: every score from 0 up needs its words, two at least."""
    scores = [level.get("score") for level in levels]
    if len(levels) < 2 or scores != list(range(len(levels))):
        return "Describe every score from 0 up, without gaps, two at least"
    if not all(str(level.get("words", "")).strip() for level in levels):
        return "Every score needs words that say what earns it"
    return ""


def suggested_day(day: date) -> date:
    """The first day from this one on that is a Tuesday, Wednesday or Thursday and a working day."""
    while day.weekday() not in MIDDLE_OF_THE_WEEK or not is_working_day(day):
        day += timedelta(days=1)
    return day


def suggested_dates(today: date) -> tuple[datetime, datetime]:
    """When a round that is set up today might open and close: UK wall times, noon in mid-week."""
    opens = suggested_day(today + timedelta(weeks=WEEKS_TO_PREPARE))
    closes = suggested_day(opens + timedelta(weeks=WEEKS_OPEN))
    return datetime.combine(opens, NOON), datetime.combine(closes, NOON)


def suggested_decision(closes: date) -> date:
    """When a round that closes on a day might be decided."""
    return suggested_day(closes + timedelta(weeks=WEEKS_TO_DECIDE))


def shifted(opens: datetime, closes: datetime, today: date) -> tuple[datetime, datetime, timedelta]:
    """The walls of a copied round, as long apart as before, opening in the weeks to come; and the shift."""
    first, _ = suggested_dates(today)
    new_opens = datetime.combine(first.date(), opens.time())
    length = closes.date() - opens.date()
    new_closes = datetime.combine(suggested_day(first.date() + length), closes.time())
    return new_opens, new_closes, new_opens - opens


_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?")
_NAMED: Final = {
    "noon": NOON,
    "midday": NOON,
    "12 noon": NOON,
    "12 midday": NOON,
    "midnight": time(0),
}


def read_time(typed: str) -> time:
    """A time of day however people write it: 17:00, 5pm, 5.30pm, midday. Unclear otherwise."""
    text = " ".join(typed.casefold().split())
    if text in _NAMED:
        return _NAMED[text]
    found = _TIME.fullmatch(text)
    wrong = Unclear("Enter a time like 5pm or 17:00")
    if found is None:
        raise wrong
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found[2] is None:
        raise wrong
    try:
        return time(hour, minute)
    except ValueError:
        raise wrong from None


def key_of(title: str, taken: Sequence[str] = ()) -> str:
    """A short name for something by its title, that nothing else has."""
    base = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:30].strip("-") or "item"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def names_asker(public: str, *, people: Sequence[str] = (), whole: Sequence[str] = ()) -> list[str]:
    """Which of somebody's names stand in words meant for everyone.

    Of ``people`` any one name counts, of ``whole`` (organisations, addresses) only all of it. What has
    fewer than three letters does not count: it stands in other words' places too often.
    """
    heard = _bare(public)
    return [
        *(name for name in people if any(_stands(one, heard) for one in _bare(name).split())),
        *(name for name in whole if _stands(_bare(name), heard)),
    ]


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w@]+", " ", text.casefold()).split())


def _stands(name: str, heard: str) -> bool:
    return len(name) >= SHORTEST_NAME and f" {name} " in f" {heard} "
