"""Compare the locked versions with the advisories that we keep: offline, so that it never says “skipped”.

    python tools/audit.py                       requirements/base.txt and requirements/dev.txt
    python tools/audit.py requirements/base.txt one of them

Exit code 0: nothing locked is known to be wrong. 1: something is, or the advisories are too old to say.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

HERE: Final = Path(__file__).resolve().parent.parent
ADVISORIES: Final = HERE / "requirements" / "advisories.toml"
LOCKS: Final = (HERE / "requirements" / "base.txt", HERE / "requirements" / "dev.txt")

# A person looks the advisories over every fortnight (the 14-day patch rule). A build that failed on the
# fifteenth day would stop work for a holiday and teach people to set the date unread: it warns until two
# months, by when a fix has been out for longer than anyone may leave it.
LOOKED_OVER_EVERY: Final = 14
TOO_OLD: Final = 60

PIN: Final = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Advisory:
    """What its makers said is wrong with some versions of a package."""

    ids: tuple[str, ...]
    package: str
    affected: tuple[str, ...]
    what: str

    def concerns(self, package: str, version: str) -> bool:
        """Whether a version of a package is among those affected."""
        return canonicalize_name(package) == canonicalize_name(self.package) and any(
            SpecifierSet(one, prereleases=True).contains(version) for one in self.affected
        )


def read_advisories(path: Path = ADVISORIES) -> tuple[date, list[Advisory]]:
    """The day the advisories were last looked over, and each of them."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return said["dated"], [
        Advisory(tuple(one["ids"]), one["package"], tuple(one["affected"]), one["what"])
        for one in said["advisory"]
    ]


def pins(text: str) -> list[tuple[str, str]]:
    """Every package with its exact version in a requirements file."""
    return PIN.findall(text)


def wrong(locked: Iterable[tuple[str, str]], advisories: list[Advisory]) -> Iterator[str]:
    """What is known to be wrong with locked versions, a line each."""
    for package, version in sorted(set(locked)):
        for one in advisories:
            if one.concerns(package, version):
                yield f"{package} {version}: {', '.join(one.ids)}. {one.what}"


def age_problem(dated: date, today: date) -> tuple[str, bool]:
    """What to say of the advisories' age, and whether it fails the build; no words while they are young."""
    days = (today - dated).days
    if days > TOO_OLD:
        return f"The advisories were last looked over {days} days ago: too long to rely on.", True
    if days > LOOKED_OVER_EVERY:
        return f"The advisories were last looked over {days} days ago: look them over.", False
    return "", False


def main(arguments: list[str], today: date) -> int:
    """Audit the files named, or all; 1 where anything is wrong."""
    dated, advisories = read_advisories()
    files = [Path(name) for name in arguments] or list(LOCKS)
    locked = [pin for path in files for pin in pins(path.read_text(encoding="utf-8"))]
    found = list(wrong(locked, advisories))
    for line in found:
        print(f"✗ {line}")
    words, is_failure = age_problem(dated, today)
    if words:
        print(f"{'✗' if is_failure else '!'} {words}")
    print(
        f"{len(set(locked))} locked versions against {len(advisories)} advisories of {dated}:"
        f" {len(found)} known to be wrong."
    )
    return 1 if found or is_failure or not locked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))  # noqa: DTZ011 - days of the machine that builds
