"""How text becomes terms that two databases match alike, and how things are put in order. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from precept.foundation.search.entries import Entry, Wanted

COUNTED_TO = 1_000
LAST_PAGE = 200
LARGEST_PAGE = 200
LONGEST_WORD = 40
MOST_WORDS_SOUGHT = 12
LONGEST_TEXT = 100_000
MOST_TERMS = 4_000
LONGEST_FACET = 200
LONGEST_NAME = 40
LONGEST_KEY = 200
SHORTEST_BEGINNING = 2

ORDERS = ("newest", "oldest", "title", "dearest", "cheapest", "key")
NO_DATE = 4_000_000
"""Above the last ordinal day that Python knows: what has no date comes last in either direction."""
NO_AMOUNT = 2**62

# Left out of every search: all words are meant, and "children and young people" must find
# "Children & young people".
UNSAID = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of"),
        *("on", "or", "that", "the", "this", "to", "was", "with"),
    }
)
IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "criteria": "criterion",
    "wives": "wife",
    "lives": "life",
    "knives": "knife",
    "thieves": "thief",
}
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
_APOSTROPHES = re.compile("['’ʼ`´]")


@dataclass(frozen=True)
class Term:
    """Something looked for; ``begins`` where any term that begins so will do."""

    text: str
    begins: bool = False


@dataclass(frozen=True)
class Sought:
    """What must all be there: of each group, any one. Nothing but safe characters in any of it."""

    groups: tuple[tuple[Term, ...], ...]


def folded(text: str) -> str:
    """Text without capitals, accents or apostrophes."""
    plain = _APOSTROPHES.sub("", text).casefold()
    if plain.isascii():
        return plain
    split = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    # Folding once more: some letters only show their capitals once they are taken apart.
    return unicodedata.normalize("NFKC", bare).casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded, in order; a word is letters and figures."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded(text))]


def singular(word: str) -> str:
    """An English word's singular, near enough that both forms meet."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if not word.isascii() or not word.isalpha() or len(word) < 4 or word[-1] != "s":
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    bare = word[:-1]
    return IRREGULAR.get(bare, bare)  # "women's" was folded to "womens"


def clean(text: str) -> str:
    """Text that both databases can hold: without NUL and without halves of characters."""
    if text.isascii():
        return text.replace("\x00", "")
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def token(sort: str, *parts: str) -> str:
    """A scope, a kind or a facet value as one term that no word can equal and no character can break."""
    held = blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return f"_{sort}{held}"


def facet_value(value: str) -> str:
    """A facet's value as it is kept and compared: at most 200 characters."""
    return clean(value)[:LONGEST_FACET]


def facets_of(entry: Entry) -> dict[str, tuple[str, ...]]:
    """The facets of an entry as they are kept; each value once, none empty."""
    held = {}
    for name, values in entry.facets.items():
        kept = tuple(dict.fromkeys(value for value in map(facet_value, values) if value))
        if kept:
            held[name] = kept
    return held


def terms_of(entry: Entry) -> str:
    """Everything an entry can be found by, once each, with a space before and after each."""
    found = dict.fromkeys([token("s", entry.scope), token("k", entry.scope, entry.kind)])
    for name, values in facets_of(entry).items():
        found.update(dict.fromkeys(token("f", entry.scope, name, value) for value in values))
    # The key also in one piece, so that CSF20260042 finds CSF-2026-0042.
    whole = "".join(words(entry.key))[:LONGEST_WORD]
    text = " ".join((entry.key, whole, entry.title, entry.text[:LONGEST_TEXT]))
    for word in words(text):
        if word not in UNSAID:
            found[word] = None
            found[singular(word)] = None
        if len(found) >= MOST_TERMS:
            break
    return f" {' '.join(found)} "


def sought(wanted: Wanted) -> Sought | None:
    """What a search must match; None where it asks for nothing but a scope and kinds."""
    by_facets = _facet_groups(wanted.scope, wanted.facets)
    by_words = _word_groups(wanted.words)
    if not by_facets and not by_words:
        return None
    if wanted.kinds:
        place = [tuple(Term(token("k", wanted.scope, kind)) for kind in wanted.kinds)]
    elif by_facets:
        place = []  # a facet's term names its scope
    else:
        place = [(Term(token("s", wanted.scope)),)]
    return Sought((*by_words, *by_facets, *place))


def _facet_groups(scope: str, facets: Mapping[str, tuple[str, ...]]) -> list[tuple[Term, ...]]:
    return [
        tuple(Term(token("f", scope, name, facet_value(value))) for value in values)
        for name, values in facets.items()
        if values
    ]


def _word_groups(text: str) -> list[tuple[Term, ...]]:
    said = words(text)
    if not said:
        return []
    meant = [word for word in said if word not in UNSAID] or said[-1:]
    # The last words typed are kept where there are too many: the last is the one being typed.
    meant = meant[-MOST_WORDS_SOUGHT:]
    groups: list[tuple[Term, ...]] = [(Term(singular(word)),) for word in dict.fromkeys(meant[:-1])]
    last = meant[-1]
    whole = Term(singular(last))
    begins = len(last) >= SHORTEST_BEGINNING and (last == said[-1] or last in UNSAID)
    if not begins:
        groups.append((whole,))
    elif whole.text.startswith(last):
        groups.append((Term(last, begins=True),))  # the whole word begins so itself
    else:
        groups.append((whole, Term(last, begins=True)))
    return groups


def natural(text: str, longest: int) -> str:
    """Text to order by: folded, its first signs dropped, numbers by their size (2 before 10)."""
    spread = _DIGITS.sub(lambda digits: digits[0].lstrip("0").rjust(12, "0"), folded(clean(text)))
    return clean(" ".join(spread.split()).lstrip("\"'“‘([{-–— ")[:longest])


def newest_place(day: date | None) -> int:
    """A day as a number that is smaller the newer it is."""
    return NO_DATE - day.toordinal() if day else NO_DATE


def oldest_place(day: date | None) -> int:
    """A day as a number that is smaller the older it is."""
    return day.toordinal() if day else NO_DATE


def dearest_place(pence: int | None) -> int:
    """An amount as a number that is smaller the dearer it is."""
    return NO_AMOUNT if pence is None else -pence


def cheapest_place(pence: int | None) -> int:
    """An amount as a number that is smaller the cheaper it is."""
    return NO_AMOUNT if pence is None else pence


def refuse_misfits(entry: Entry) -> None:
    """A ``ValueError`` for an entry that our code must not have made: names that cannot be kept whole."""
    named = [("scope", entry.scope), ("kind", entry.kind), *(("facet", n) for n in entry.facets)]
    for what, name in named:
        if not name or len(name) > LONGEST_NAME or clean(name) != name:
            raise ValueError(f"search cannot keep the {what} {name!r}")
    if not entry.key or len(entry.key) > LONGEST_KEY or clean(entry.key) != entry.key:
        raise ValueError(f"search cannot keep the key {entry.key!r}")
    if entry.amount is not None and abs(entry.amount) >= NO_AMOUNT:
        raise ValueError(f"search cannot keep the amount {entry.amount}")


def most_first(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Values with their counts, each cut at 1,001, most first, then by name."""
    cut = ((value, min(number, COUNTED_TO + 1)) for value, number in counts)
    return sorted(cut, key=lambda counted: (-counted[1], natural(counted[0], 100), counted[0]))
