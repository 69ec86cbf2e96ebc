"""Kinds of organisation, identifier formats, names that look alike, successors, colours. Pure."""

from precept.parties.rules.alike import (
    Alike,
    Entered,
    Known,
    Likeness,
    likeness,
    nearest_first,
    search_words,
)
from precept.parties.rules.colours import (
    READABLE,
    NotAColour,
    colour_problem,
    contrast,
    read_colour,
    text_upon,
)
from precept.parties.rules.identifiers import (
    SCHEMES,
    NotAnIdentifier,
    org_id,
    read_identifier,
    scheme_choices,
    scheme_hints,
)
from precept.parties.rules.kinds import KINDS, kind_choices, kind_titles
from precept.parties.rules.names import LONGEST_KEY, free_reference, name_key, slug, tidy
from precept.parties.rules.protection import (
    address_problem,
    area_problem,
    gives_away,
    parts_to_remove,
    without_parts,
    words_problem,
)
from precept.parties.rules.succession import Ending, ending_problem

__all__ = [
    "KINDS",
    "LONGEST_KEY",
    "READABLE",
    "SCHEMES",
    "Alike",
    "Ending",
    "Entered",
    "Known",
    "Likeness",
    "NotAColour",
    "NotAnIdentifier",
    "address_problem",
    "area_problem",
    "colour_problem",
    "contrast",
    "ending_problem",
    "free_reference",
    "gives_away",
    "kind_choices",
    "kind_titles",
    "likeness",
    "name_key",
    "nearest_first",
    "org_id",
    "parts_to_remove",
    "read_colour",
    "read_identifier",
    "scheme_choices",
    "scheme_hints",
    "search_words",
    "slug",
    "text_upon",
    "tidy",
    "without_parts",
    "words_problem",
]
