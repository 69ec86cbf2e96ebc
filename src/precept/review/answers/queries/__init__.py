"""What pages read of briefings and answers."""

from precept.review.answers.queries.briefings import briefing, gather
from precept.review.answers.queries.citing import Found, chosen, kind_title, sources_found
from precept.review.answers.queries.packs import (
    answer_blocks,
    leaves,
    pack_document,
    pack_file,
    pack_zip,
    withheld_blocks,
)
from precept.review.answers.queries.papers import briefing_document, briefing_file, pages_of
from precept.review.answers.queries.questions import (
    asker_of,
    due_tag,
    due_words,
    facts_of,
    fresh,
    ground_of,
    problems_of,
    protected_named_in,
    qualified_among,
    question,
    questions_page,
    released_of,
    said_of,
    source_of,
    waits_for,
)
from precept.review.answers.queries.released import (
    answer_published,
    moved_on,
    sources_in_order,
    versions_cited,
)

__all__ = [
    "Found",
    "answer_blocks",
    "answer_published",
    "asker_of",
    "briefing",
    "briefing_document",
    "briefing_file",
    "chosen",
    "due_tag",
    "due_words",
    "facts_of",
    "fresh",
    "gather",
    "ground_of",
    "kind_title",
    "leaves",
    "moved_on",
    "pack_document",
    "pack_file",
    "pack_zip",
    "pages_of",
    "problems_of",
    "protected_named_in",
    "qualified_among",
    "question",
    "questions_page",
    "released_of",
    "said_of",
    "source_of",
    "sources_found",
    "sources_in_order",
    "versions_cited",
    "waits_for",
    "withheld_blocks",
]
