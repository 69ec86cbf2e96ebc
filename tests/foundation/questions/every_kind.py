"""A set with a question of every kind, and answers to all of it."""

from typing import Any

from hypothesis import HealthCheck, settings

from precept.foundation.questions.sets import (
    Check,
    Condition,
    Option,
    Question,
    QuestionSet,
    Section,
    Wording,
)

YES_NO = (Option(key="yes", label="Yes"), Option(key="no", label="No"))
EVERY_KIND = QuestionSet(
    sections=(
        Section(
            key="project",
            title="Your project",
            words="In your own words.",
            questions=(
                Question(
                    key="title",
                    kind="line",
                    label="What is it called?",
                    hint="We publish this.",
                    most_words=6,
                    meaning="title",
                    is_public=True,
                    wordings=(
                        Wording(language="plain", label="Its name?", hint="Its short name."),
                    ),
                ),
                Question(key="story", kind="text", label="What will you do?", most_words=10),
                Question(key="people", kind="number", label="How many people?", least=5, most=900),
                Question(
                    key="under_18s", kind="choice", label="Work with under-18s?", options=YES_NO
                ),
                Question(
                    key="safe",
                    kind="text",
                    label="How will you keep them safe?",
                    shown_if=(Condition(question="under_18s", value="yes"),),
                ),
                Question(
                    key="aims",
                    kind="choices",
                    label="Which aims?",
                    options=(
                        Option(key="calm", label="Calmer streets"),
                        Option(key="care", label="Care for victims"),
                    ),
                    most=2,
                    meaning="priorities",
                ),
                Question(
                    key="places",
                    kind="areas",
                    label="Where?",
                    options=(
                        Option(key="a", label="Ashfield"),
                        Option(key="b", label="Bexley End"),
                    ),
                    meaning="areas",
                ),
            ),
        ),
        Section(
            key="money",
            title="The money",
            questions=(
                Question(
                    key="asked", kind="money", label="How much?", least=10_000, meaning="amount"
                ),
                Question(key="costs", kind="costs", label="What for?", most=4, meaning="costs"),
                Question(key="starts", kind="date", label="When does it start?", meaning="starts"),
                Question(key="ends", kind="date", label="When does it end?", meaning="ends"),
                Question(
                    key="outcomes", kind="outcomes", label="What will change?", meaning="outcomes"
                ),
            ),
        ),
        Section(
            key="you",
            title="About you",
            questions=(
                Question(key="base", kind="address", label="Where are you?", is_personal=True),
                Question(key="papers", kind="files", label="Your papers", is_required=False),
                Question(
                    key="team",
                    kind="group",
                    label="Who runs it?",
                    most=3,
                    is_personal=True,
                    hidden_from=("markers",),
                    questions=(
                        Question(key="name", kind="line", label="Name"),
                        Question(key="paid", kind="choice", label="Paid?", options=YES_NO),
                        Question(
                            key="wage",
                            kind="money",
                            label="How much are they paid?",
                            shown_if=(Condition(question="paid", value="yes"),),
                        ),
                    ),
                ),
                Question(key="true", kind="declaration", label="It is true"),
            ),
        ),
    ),
    checks=(
        Check(
            key="sum",
            kind="adds up to",
            left="costs",
            right="asked",
            words="The costs must add up to the amount",
        ),
        Check(key="cap", kind="is at most", left="asked", right="cap", words="Ask for no more"),
        Check(key="order", kind="is before", left="starts", right="ends", words="Start first"),
        Check(
            key="long",
            kind="lasts at most",
            left="starts",
            until="ends",
            right="longest months",
            words="It must not last too long",
        ),
    ),
)
FACTS: dict[str, Any] = {"cap": 1_000_000, "longest months": 12}
ANSWERS: dict[str, Any] = {
    "title": "Boxing & football at the barn",
    "story": "Two evenings a week.\n\nFor everyone.",
    "people": 80,
    "under_18s": "yes",
    "safe": "Our coaches are checked.",
    "aims": ["calm", "care"],
    "places": ["Bexley End"],
    "asked": 123_456,
    "costs": [{"item": "Hall <hire>", "pence": 100_000}, {"item": "Gloves", "pence": 23_456}],
    "starts": "2027-04-01",
    "ends": "2028-03-31",
    "outcomes": [{"people": 80, "percent": 75, "change": "feel safer", "measure": "a survey"}],
    "base": {"lines": "1 Barn Lane\nAshfield", "postcode": "LE1 1AA"},
    "team": [
        {"name": "Ada Example", "paid": "yes", "wage": 20_050},
        {"name": "Bo Example", "paid": "no"},
    ],
    "true": True,
}
SLOWLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For properties: a busy machine is no failure."""
