"""Redaction of words by span: where they stand, what stands instead, what would still give them away. Pure.

Words are looked for as people read them: a line break counts as a space, a soft hyphen as nothing, and a
letter with its accent is one letter however it is spelled in bytes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.decisions.rules.choices import ADVICE, WORDS

redaction_states = [
    ("marked", "Waits for a second person"),
    ("released", "Released"),
    ("lifting", "Waits to be lifted"),
    ("refused", "Not released"),
    ("dropped", "Taken back"),
    ("lifted", "Lifted"),
]
REDACTION_STATES: Final = dict(redaction_states)
LIVE: Final = ("marked", "released", "lifting")
"""The states in which the words are kept out of everything that is published."""
WAITS: Final = ("marked", "lifting")
"""The states that ask for a second person."""
MARKABLE: Final = ("draft", "advice", "ready", "signed")
"""The states of a decision in which words can be marked: before the public reads them."""
MOST_REDACTIONS: Final = 60
EVERYWHERE: Final = "everywhere"
PARTS: Final = {
    EVERYWHERE: "Every part of the notice",
    "title": "Title",
    **WORDS,
    "facts": "Facts",
    "tables": "Tables",
    "finance": "Where the money comes from",
    **{f"advice-{kind}": f"Advice: {title.lower()}" for kind, title in ADVICE.items()},
    "copies": "Public copies of papers",
    "interests": "Declaration of interests",
    "weighed": "How the public interest was weighed",
    "exceptions": "Reasons for exceptions",
    "corrections": "Reasons for corrections",
}
"""Every text of a notice in which words can be redacted, in the order in which it is read."""
LONGEST_TITLE: Final = 250
"""A title with its marks is no longer than a title may be."""
SHORTEST_TELLING: Final = 3
"""Fewer letters and digits than this, standing elsewhere too, give nothing away."""
SHORTEST_SQUEEZED: Final = 8
SHORTEST_LINE: Final = 12
_NOTHING: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BREAK: Final = re.compile(r"[^\S\n]*\n\s*[-•*]\s+|\s+")


@dataclass(frozen=True)
class Span:
    """Words to keep out of a part of a notice: at one place of several, or (without ``place``) at all of them."""

    number: int
    part: str
    words: str
    place: int | None
    mark: str


@dataclass(frozen=True)
class Hit:
    """Where words stand: in which text of a part, from which sign to before which."""

    text: int
    start: int
    end: int


Texts = Mapping[str, Sequence[str]]


def mark_of(section: str) -> str:
    """What stands instead of words, however many they were: [redacted: s.43(2)]."""
    return f"[redacted: s.{section}]"


def _read(text: str) -> tuple[str, list[int], list[int]]:
    """A text as people read it, with where each of its signs begins and ends in the text itself."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        gap = _BREAK.match(text, at)
        if gap:
            end, read = gap.end(), " "
        else:
            end = at + 1
            while end < len(text) and (unicodedata.combining(text[end]) or text[end] in _NOTHING):
                end += 1
            bare = "".join(sign for sign in text[at:end] if sign not in _NOTHING)
            read = unicodedata.normalize("NFKC", bare)
        for sign in read:
            signs.append(sign)
            starts.append(at)
            ends.append(end)
        at = end
    return "".join(signs), starts, ends


def _plain(words: str) -> str:
    return _read(words)[0].strip()


def occurrences(texts: Sequence[str], words: str) -> list[Hit]:
    """Where words stand in the texts of a part, in reading order; never within a longer word."""
    wanted = _plain(words)
    if not wanted:
        return []
    found = []
    for number, text in enumerate(texts):
        read, starts, ends = _read(text)
        at = read.find(wanted)
        while at >= 0:
            after = at + len(wanted)
            if _stands_alone(read, at, after):
                found.append(Hit(number, starts[at], ends[after - 1]))
                at = read.find(wanted, after)
            else:
                at = read.find(wanted, at + 1)
    return found


def _stands_alone(read: str, start: int, after: int) -> bool:
    runs_in = start > 0 and read[start - 1].isalnum() and read[start].isalnum()
    runs_on = after < len(read) and read[after - 1].isalnum() and read[after].isalnum()
    return not runs_in and not runs_on


def hits(parts: Texts, span: Span) -> dict[str, list[Hit]]:
    """Where a span's words are taken out, by part; nothing where they do not stand there any more."""
    if span.part == EVERYWHERE:
        found = {part: occurrences(texts, span.words) for part, texts in parts.items()}
        return {part: places for part, places in found.items() if places}
    places = occurrences(parts.get(span.part, ()), span.words)
    if span.place is not None:
        places = places[span.place - 1 : span.place]
    return {span.part: places} if places else {}


def cut(
    parts: Texts, spans: Iterable[Span], instead: Callable[[str, str], str] | None = None
) -> dict[str, tuple[str, ...]]:
    """The parts with the mark of each span where its words stood. What overlaps becomes one mark.

    ``instead`` makes of a mark and the words what stands there, for those who may read both.
    """
    places: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for span in spans:
        for part, found in hits(parts, span).items():
            for hit in found:
                places.setdefault((part, hit.text), []).append((hit.start, hit.end, span.mark))
    return {
        part: tuple(
            _cut_one(text, places.get((part, number), ()), instead)
            for number, text in enumerate(texts)
        )
        for part, texts in parts.items()
    }


def _cut_one(
    text: str,
    places: Iterable[tuple[int, int, str]],
    instead: Callable[[str, str], str] | None,
) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, mark in _joined(places):
        gone = text[start:end]
        pieces += [text[at:start], instead(mark, gone) if instead else mark]
        at = end
    return "".join([*pieces, text[at:]])


def _joined(places: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, mark in sorted(places):
        if joined and start < joined[-1][1]:
            begun, ended, first = joined[-1]
            joined[-1] = (begun, max(ended, end), first)
        else:
            joined.append((start, end, mark))
    return joined


def pieces(text: str, found: Iterable[Hit], number: int = 0) -> list[list[tuple[str, bool]]]:
    """A text in lines, each of (words, whether they are to be taken out), to show a second person."""
    places = _joined((hit.start, hit.end, "") for hit in found if hit.text == number)
    runs: list[tuple[str, bool]] = []
    at = 0
    for start, end, _ in places:
        runs += [(text[at:start], False), (text[start:end], True)]
        at = end
    runs.append((text[at:], False))
    lines: list[list[tuple[str, bool]]] = [[]]
    for words, is_marked in runs:
        for place, line in enumerate(words.split("\n")):
            if place:
                lines.append([])
            if line:
                lines[-1].append((line, is_marked))
    return [line for line in lines if line]


def no_longer_there(parts: Texts, spans: Iterable[Span]) -> list[Span]:
    """The spans whose words do not stand any more where they were marked."""
    return [span for span in spans if not hits(parts, span)]


def overlap(parts: Texts, new: Span, others: Iterable[Span]) -> Span | None:
    """Another span that takes some of the same words out already; None where none does."""
    wanted = hits(parts, new)
    for other in others:
        theirs = hits(parts, other)
        for part, places in wanted.items():
            for one in places:
                for their in theirs.get(part, ()):
                    if one.text == their.text and one.start < their.end and their.start < one.end:
                        return other
    return None


def still_told(spans: Iterable[Span], said: Sequence[tuple[str, str]]) -> list[tuple[Span, str]]:
    """The spans whose words stand in what would be published all the same, each with where.

    ``said`` is all of that, after the spans were cut, as (where, text). Somebody who chose one place of several
    left the others on purpose.
    """
    read = [(where, _plain(text).casefold()) for where, text in said]
    squeezed = [(where, _letters(text)) for where, text in read]
    found = []
    for span in spans:
        if span.place is not None:
            continue
        where = _told_where(span.words, read, squeezed)
        if where is not None:
            found.append((span, where))
    return found


def _told_where(
    words: str, read: Sequence[tuple[str, str]], squeezed: Sequence[tuple[str, str]]
) -> str | None:
    lines = [line for line in words.splitlines() if len(_letters(line)) >= SHORTEST_LINE]
    for wanted in {_plain(one).casefold() for one in (words, *lines)}:
        letters = _letters(wanted)
        if len(letters) < SHORTEST_TELLING:
            continue
        for where, text in read:
            if _stands_in(wanted, text):
                return where
        if len(letters) >= SHORTEST_SQUEEZED:
            for where, text in squeezed:
                if letters in text:
                    return where
    return None


def _stands_in(wanted: str, text: str) -> bool:
    at = text.find(wanted)
    while at >= 0:
        if _stands_alone(text, at, at + len(wanted)):
            return True
        at = text.find(wanted, at + 1)
    return False


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def marking_problem(parts: Texts, new: Span, others: Iterable[Span]) -> tuple[str, str] | None:
    """Why words cannot be marked like this, as (field, words); nothing where they can."""
    if new.part not in PARTS:
        return "part", "Choose the part of the notice in which the words stand."
    if not _letters(new.words):
        return "words", "Enter the words to redact, exactly as they stand there."
    where = PARTS[new.part][:1].lower() + PARTS[new.part][1:]
    if new.part == EVERYWHERE and new.place is not None:
        return "place", "Leave this empty: in every part of the notice all of them are redacted."
    if not hits(parts, Span(new.number, new.part, new.words, None, new.mark)):
        return (
            "words",
            f"These words do not stand in this part: {where}. Copy them exactly, whole words and all.",
        )
    if not hits(parts, new):
        count = len(occurrences(parts[new.part], new.words))
        times = "once" if count == 1 else f"{count} times"
        return "place", f"The words stand there {times}. Choose which, or leave this empty for all."
    already = overlap(parts, new, others)
    if already is not None:
        return "words", f"Redaction {already.number} takes some of these words out already."
    with_marks = cut({"title": parts.get("title", ())}, [*others, new])["title"]
    if any(len(text) > LONGEST_TITLE for text in with_marks):
        return "words", "The title would be too long with the marks in it. Shorten the title first."
    return None


def lifting_problem(*, is_published: bool, review: date, today: date) -> str | None:
    """Why a redaction cannot be lifted yet; nothing where it can: once its review has come."""
    if is_published and review > today:
        return "It can be lifted once the day of its review has come. Set an earlier day first."
    return None
