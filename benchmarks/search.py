"""How long finding takes, on the database that DATABASE_URL names (SQLite under PRECEPT_HOME without).

    PRECEPT_HOME=/somewhere/empty python benchmarks/search.py --entries 50000

Makes a database of invented awards from a fixed seed, so that every run measures the same entries, then
prints a table of milliseconds. The CPU is this process's own: all of it on SQLite, the asking and reading
alone on PostgreSQL. What a search costs is what ``queries.find`` takes from words to hits.
"""

# ruff: noqa: E402 - Django is set up before anything of ours is imported

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "precept.site.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from precept.foundation.search import actions, queries
from precept.foundation.search.entries import Entry, Wanted
from precept.foundation.search.models import EntryRow

SEED = 2022
FIRST = date(2012, 11, 22)
AREAS = [f"District {number}" for number in range(1, 13)]
FUNDS = [f"Fund {number}" for number in range(1, 25)]
THEMES = ["Violence", "Victims", "Young people", "Neighbourhoods", "Reoffending", "Road safety"]
YEARS = [f"{year}-{(year + 1) % 100:02}" for year in range(2012, 2028)]
SYLLABLES = [
    *("ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "lo", "ma", "ne", "po", "ra", "si", "tu"),
    *("ve", "wo", "ya", "zi", "shel", "ter", "port", "cour", "age"),
]
COMMON = ["support", "project", "service", "young", "community", "safety", "advocacy", "outreach"]


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Invented words, the first used much oftener than the last."""
    made = dict.fromkeys(COMMON)
    while len(made) < size:
        made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(made)


def awards(number: int) -> Iterator[Entry]:
    """Invented awards, about forty words each; the year of an award follows from its date."""
    chance = random.Random(SEED)
    known = vocabulary(chance, 20_000)
    weights = [1 / (rank + 3) for rank in range(len(known))]
    cumulative = [sum(weights[:1])]
    for weight in weights[1:]:
        cumulative.append(cumulative[-1] + weight)
    for place in range(number):
        day = FIRST + timedelta(days=chance.randrange(5_400))
        pence = chance.choice([None, *[chance.randrange(50_000, 30_000_000)] * 9])
        said = chance.choices(known, cum_weights=cumulative, k=40)
        recipient = f"{said[-1].title()} {said[-2].title()} Trust"
        year = YEARS[day.year - 2012 - (1 if day.month < 4 else 0)]
        fund = chance.choice(FUNDS)
        yield Entry(
            scope="public",
            kind="award",
            key=f"AW-{place:07}",
            title=" ".join(said[:6]).capitalize(),
            href=f"/register/AW-{place:07}",
            text=" ".join(said[6:]),
            shown={"recipient": recipient, "fund": fund, "value": pence, "ends": str(day)},
            facets={
                "area": (chance.choice(AREAS),),
                "fund": (fund,),
                "theme": tuple(chance.sample(THEMES, chance.randint(1, 2))),
                "year": (year,),
            },
            date=day,
            amount=pence,
        )


FACETS = ("area", "fund", "theme", "year")
AREA_AND_THEME = {"area": ("District 3", "District 5"), "theme": ("Victims",)}


def searches() -> dict[str, list[Wanted]]:
    """What is measured: a name and its variations, taken in turn."""
    orders = ["newest", "oldest", "title", "dearest", "cheapest", "key"]
    chance = random.Random(SEED + 1)
    known = vocabulary(random.Random(SEED), 20_000)
    pairs = [f"{chance.choice(known[:200])} {chance.choice(known[:2_000])}" for _ in range(40)]

    def award(**what: object) -> Wanted:
        return Wanted(scope="public", kinds=("award",), **what)  # type: ignore[arg-type] # by name

    return {
        **{f"plain list, {order}": [award(order=order)] for order in orders},
        "plain list, facets counted": [award(counted=FACETS)],
        "plain list, page 100": [award(page=100)],
        "no kind named, newest": [Wanted(scope="public")],
        "one facet, facets counted": [award(facets={"fund": (f,)}, counted=FACETS) for f in FUNDS],
        "two facets, newest": [award(facets=AREA_AND_THEME, counted=FACETS)],
        "two facets, title": [award(facets=AREA_AND_THEME, order="title", counted=FACETS)],
        "two facets, dearest": [award(facets=AREA_AND_THEME, order="dearest")],
        "oldest year, newest first": [award(facets={"year": ("2012-13",)}, counted=FACETS)],
        "two words and two facets": [
            award(words=pair, facets=AREA_AND_THEME, counted=FACETS) for pair in pairs
        ],
        "two words": [award(words=pair, counted=FACETS) for pair in pairs],
        "two commonest words, newest": [award(words="support project", counted=FACETS)],
        "two commonest words, title": [award(words="support project", order="title")],
        "the beginning of a word, 2": [award(words=word[:2]) for word in known[8:48]],
        "the beginning of a word, 5": [award(words=word[:5]) for word in known[8:48]],
        "a reference": [award(words=f"AW-{place:07}") for place in range(40)],
        "nothing found": [award(words="zzzunknown young")],
    }


def main() -> None:
    """Fill, warm, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--entries", type=int, default=50_000)
    reader.add_argument("--rounds", type=int, default=200)
    given = reader.parse_args()
    call_command("migrate", verbosity=0)
    if EntryRow.objects.filter(kind="award").count() != given.entries:
        actions.drop_kind("public", "award")
        took = 0.0
        made = awards(given.entries)
        while some := list(islice(made, 10_000)):
            began = time.perf_counter()
            actions.put_many(some)
            took += time.perf_counter() - began
        print(
            f"{given.entries:,} entries put in {took:.1f} s ({given.entries / took:,.0f} a second)"
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    one = next(awards(1))
    began = time.perf_counter()
    for _ in range(20):
        actions.put(one)
    print(f"one entry put again: {(time.perf_counter() - began) * 50:.1f} ms")
    print(f"\n{connection.vendor}, {given.entries:,} entries, warm, {given.rounds} rounds, in ms\n")
    print("| search | median | p95 | most | CPU, median | queries | found |")
    print("|---|---|---|---|---|---|---|")
    for name, variations in searches().items():
        asked = 0
        found = 0
        for wanted in variations:
            with CaptureQueriesContext(connection) as captured:
                found = max(found, queries.find(wanted).count)
            asked = max(asked, len(captured))
        times, busy = [], []
        for turn in range(given.rounds):
            began, began_busy = time.perf_counter(), time.process_time()
            queries.find(variations[turn % len(variations)])
            times.append((time.perf_counter() - began) * 1_000)
            busy.append((time.process_time() - began_busy) * 1_000)
        times.sort()
        p95 = times[int(len(times) * 0.95)]
        print(
            f"| {name} | {statistics.median(times):.1f} | {p95:.1f} | {times[-1]:.1f}"
            f" | {statistics.median(busy):.1f} | {asked} | {found:,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
