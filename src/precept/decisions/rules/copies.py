"""Public copies of papers: their states, and what each needs. Pure."""

from typing import Final

copy_states = [
    ("prepared", "Waits for a second person"),
    ("released", "Released"),
    ("dropped", "Taken down"),
]
COPY_STATES: Final = dict(copy_states)
MOST_COPIES: Final = 10
LONGEST_COPY: Final = 60_000


def copy_problem(*, title: str, text: str, taken_out: str) -> tuple[str, str] | None:
    """Why this is no public copy, as (field, words); nothing where it is one."""
    if not title.strip():
        return "title", "Enter what the paper is called."
    if not text.strip():
        return "text", "Enter the words that the public reads."
    if len(text) > LONGEST_COPY:
        return "text", f"A public copy has at most {LONGEST_COPY:,} characters."
    if not taken_out.strip():
        return "taken_out", "Say what was taken out and why, or that nothing was."
    return None
