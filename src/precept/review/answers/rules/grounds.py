"""Why information may be withheld, by the law of the question: exemptions of the Act, exceptions of the Regulations."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from precept.decisions import rules as decisions


@dataclass(frozen=True)
class Ground:
    """A reason in law: its code, its words, whether the public interest is weighed, what else the law asks."""

    code: str
    words: str
    is_qualified: bool
    asks: str = ""


@dataclass(frozen=True)
class Relied:
    """A ground as an answer relies on it: why it applies, and how the public interest was weighed."""

    code: str
    why: str
    interest: str


@cache
def _exceptions() -> tuple[tuple[date, Ground], ...]:
    text = files("precept.review.answers.data").joinpath("exceptions.toml").read_text("utf-8")
    return tuple(
        (
            one["applies_from"],
            Ground(one["code"], f"{_place(one['code'])}: {one['title']}", one["is_qualified"]),
        )
        for one in tomllib.loads(text)["exception"]
    )


def _place(code: str) -> str:
    return f"Regulation {code.partition('r.')[2]}"


def grounds(kind: str, on: date) -> dict[str, Ground]:
    """The grounds on which information may be withheld from a question of this kind, on a day, by their code."""
    if kind == "foi":
        codes = [code for code, _ in decisions.exemption_choices(on)]
        known = [decisions.exemption_on(code, on) for code in codes]
        return {
            one.code: Ground(one.code, one.words, one.is_qualified, one.asks or "")
            for one in known
            if one is not None
        }
    if kind == "eir":
        return {one.code: one for since, one in _exceptions() if since <= on}
    return {}


def ground_words(code: str) -> str:
    """What a ground is called, whenever it was relied on; the code where it is unknown."""
    found = next((one for _, one in _exceptions() if one.code == code), None)
    return found.words if found else decisions.exemption_words(code)


def ground_problems(kind: str, relied: Relied, on: date) -> list[tuple[str, str]]:
    """What a ground lacks, as (field, words): why it applies, and the weighing of interests where it is qualified."""
    known = grounds(kind, on).get(relied.code)
    if known is None:
        return [("code", "Choose an exemption that holds for this kind of question.")]
    found = []
    if not relied.why.strip():
        found.append(("why", f"Say why “{known.words}” applies."))
    if known.is_qualified and not relied.interest.strip():
        asks = f" {known.asks}" if known.asks else ""
        found.append(("interest", f"Say how the public interest was weighed.{asks}"))
    return found
