"""Canaries: a token of its own in every text that is not public, so that a leak says what leaked.

What each text of the database is stands in ``fields.toml``.
"""

import io
import json
import secrets
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from pypdf import PdfReader

from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.private import ProtectedAddress
from precept.foundation.private.field import ProtectedAddressField
from precept.records.rules import CLAIM
from tests.security.house import Answer, page_of

FIELDS: Final = Path(__file__).resolve().parent / "fields.toml"
NOT_OURS: Final = {"auth", "contenttypes"}
TEXTS: Final = (models.CharField, models.TextField, models.JSONField)
MOST_QUERIES: Final = 4
"""How many of the addresses that differ only after the “?” are followed from one page."""


def classified() -> dict[str, dict[str, list[str]]]:
    """For each model, which of its fields are private, released, public or structure."""
    return {
        f"{app}.{model}": kinds
        for app, of in tomllib.loads(FIELDS.read_text(encoding="utf-8")).items()
        for model, kinds in of.items()
    }


def texts() -> dict[str, set[str]]:
    """For each model of the house, the fields that hold text."""
    return {
        model._meta.label: held
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_OURS
        and (held := {one.name for one in model._meta.concrete_fields if isinstance(one, TEXTS)})
    }


def reworded(held: Any, token: str) -> Any:
    """The same data with a token in each of its texts that somebody writes freely."""
    if isinstance(held, str):
        return token if " " in held else held
    if isinstance(held, list):
        return [reworded(one, token) for one in held]
    if isinstance(held, Mapping):
        kept = {"kind", "left", "right", "comparison"}  # of a question: these only look like words
        return {key: one if key in kept else reworded(one, token) for key, one in held.items()}
    return held


def _in_text(held: str, token: str) -> str:
    return canonical(reworded(json.loads(held or "{}"), token))


SHAPES: Final[dict[tuple[str, str], Callable[[Any, str], Any]]] = {
    ("agreements.Award", "letter"): reworded,
    ("agreements.Award", "outcomes"): reworded,
    ("agreements.Awarding", "corrections"): lambda _, token: [{"on": "2026-01-05", "why": token}],
    ("agreements.Awarding", "wording"): reworded,
    ("agreements.BidResult", "letter"): reworded,
    ("agreements.Variation", "after"): lambda held, token: dict.fromkeys(held, token),
    ("agreements.Variation", "before"): lambda held, token: dict.fromkeys(held, token),
    ("agreements.Variation", "changes"): lambda held, token: held | {"purpose": token},
    ("assessment.Recommendation", "content"): _in_text,
    ("assessment.SheetRevision", "content"): reworded,
    ("bids.Revision", "answers"): reworded,
    ("bids.SectionAnswers", "answers"): reworded,
    ("bids.Submission", "content"): _in_text,
    ("decisions.Decision", "corrections"): lambda _, token: [{"on": "2026-01-05", "why": token}],
    ("decisions.Decision", "facts"): lambda _, token: [{"name": token, "words": token}],
    ("decisions.Decision", "tables"): lambda _, token: [
        {"title": token, "columns": [token], "rows": [[token]]}
    ],
    ("management.Minutes", "body"): reworded,
    ("opportunities.Call", "questions"): reworded,
    ("opportunities.Call", "steps"): lambda _, token: [
        {"title": token, "when": token, "what": token}
    ],
    ("opportunities.Criterion", "levels"): reworded,
    ("procedures.StandardVersion", "sections"): reworded,
    ("procedures.StandardVersion", "stages"): reworded,
    ("partners.Chance", "things"): lambda held, token: [one | {"title": token} for one in held],
    ("partners.Partnership", "outcomes"): lambda _, token: [{"outcome": token, "measure": token}],
}
"""Texts inside of data that pages read: how a token is put into them so that they can still be read."""
KEPT_BY_THE_DATABASE: Final = {
    "assessment.AgreedScore",
    "assessment.Mark",
    "assessment.MarkSheet",
    "assessment.Placing",
    "assessment.Recommendation",
    "assessment.ScoreCorrection",
}
"""What is locked or frozen no statement changes: its tokens come through actions."""


PROTECTED: Final = {"management.Minutes": "precept.review.management.migrations.0002_protected"}
"""Rows that triggers keep as they are, and the migration that can hold the triggers back."""


@dataclass
class Editor:
    """What a migration needs of Django's editor of schemas, which SQLite refuses within a transaction."""

    connection: Any

    def execute(self, statement: str) -> None:
        """Do one statement."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def held_back(label: str) -> Iterator[None]:
    """Without the triggers that keep the rows of a model, which stand there again afterwards."""
    if label not in PROTECTED:
        yield
        return
    migration = import_module(PROTECTED[label])
    migration.release(None, Editor(connection))
    yield
    migration.protect(None, Editor(connection))


@dataclass
class Canaries:
    """Every token that was planted, with where."""

    where: dict[str, str] = field(default_factory=dict)

    def new(self, where: str) -> str:
        """A token of its own, remembered."""
        token = f"zq{secrets.token_hex(4)}"
        self.where[token] = where
        return token

    def plant(self, kind: str, only: tuple[str, ...] = ("",)) -> None:
        """Put a token into every field of a kind, in every row that can be changed.

        ``only`` are the beginnings of the labels of the models that are wanted.
        """
        for label, kinds in classified().items():
            if label.startswith("ledger.") or not label.startswith(only):
                continue  # nothing of the ledger is ever changed: its tokens come through actions
            model = apps.get_model(label)
            names = kinds.get(kind, [])
            for row in model._base_manager.all() if names else ():
                fit = (name for name in names if _can_hold(row, name))
                changed = {name: self._value(model, name, row.pk) for name in fit}
                try:
                    with transaction.atomic(), held_back(label):
                        model._base_manager.filter(pk=row.pk).update(**changed)
                except DatabaseError:
                    if label not in KEPT_BY_THE_DATABASE:
                        raise
                    self.take_back(f"{label}.", row.pk)

    def take_back(self, begins: str, pk: Any) -> None:
        """Forget what was to be planted in a row that can no longer be changed."""
        self.where = {
            token: where
            for token, where in self.where.items()
            if not (where.startswith(begins) and where.endswith(f" of row {pk}"))
        }

    def words(self, where: str) -> str:
        """A text with a token of its own, for an action to take."""
        return f"Words with {self.new(where)}"

    def _value(self, model: type[models.Model], name: str, pk: Any) -> Any:
        token = self.new(f"{model._meta.label}.{name} of row {pk}")
        of = model._meta.get_field(name)
        if (shape := SHAPES.get((model._meta.label, name))) is not None:
            held = getattr(model._base_manager.get(pk=pk), name)
            return shape(held, token)
        if isinstance(of, ProtectedAddressField):
            return ProtectedAddress(token)
        if name == "checkpoint_keepers":
            return [f"{token}@canary.example"]
        if isinstance(of, models.JSONField):
            return [token]
        if isinstance(of, models.EmailField):
            return f"{token}@canary.example"
        if isinstance(of, models.URLField):
            return f"https://{token}.example/"
        return token

    def found_in(self, text: str, allowed: Iterable[str] = ()) -> list[str]:
        """Where the tokens that stand in a text were planted."""
        if "zq" not in text:
            return []
        skip = set(allowed)
        return [where for token, where in self.where.items() if token in text and token not in skip]


def _can_hold(row: models.Model, name: str) -> bool:
    """Not an open address of a protected organisation, nor a claimant of no claim: the database refuses both."""
    if name == "postal_address":
        return not getattr(row, "is_protected", False)
    return name != "claimant_words" or getattr(row, "kind", "") == CLAIM


def readable(response: Answer) -> str:
    """Everything that somebody can read out of an answer: headers, text, what packed files hold."""
    content = response.getvalue()
    parts = [f"{name}: {value}" for name, value in response.headers.items()]
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        parts += [page.extract_text() for page in reader.pages]
        parts.append(json.dumps({str(k): str(v) for k, v in (reader.metadata or {}).items()}))
        parts.append(str(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else ""))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts += packed.namelist()
            parts += [
                packed.read(name).decode("utf-8", "replace")
                for name in packed.namelist()
                if not name.endswith((".png", ".ttf"))
            ]
    else:
        parts.append(content.decode("utf-8", "replace"))
    return "\n".join(parts)


def crawl(
    browser: Client, start: Iterable[str], *, inside: tuple[str, ...] = ("/",)
) -> Iterator[tuple[str, Answer]]:
    """Every page that can be reached by following links, from the site map and from some addresses."""
    waiting = [*start]
    seen: set[str] = set()
    queries: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        path, _, query = address.partition("?")
        if address in seen or path.startswith(("/static/", "/demo/", "/sign-out")):
            continue
        if query and queries.setdefault(path, 0) >= MOST_QUERIES:
            continue
        queries[path] = queries.get(path, 0) + bool(query)
        seen.add(address)
        response = browser.get(address, HTTP_HOST="127.0.0.1")
        yield address, response
        waiting += [one for one in _links(address, response) if one.startswith(inside)]


def _links(address: str, response: Answer) -> list[str]:
    kind = response.headers.get("Content-Type", "")
    if "html" in kind:
        found = [str(one) for one in page_of(response).xpath("//@href | //@src | //form/@action")]
    elif "sitemap" in address or "atom" in kind:
        tree = page_of(response)
        found = [one.text or "" for one in tree.xpath("//loc")]
        found += [str(one) for one in tree.xpath("//link/@href")]
    else:
        found = []
    if "Location" in response.headers:
        found.append(response.headers["Location"])
    here = [urlsplit(urldefrag(urljoin(f"http://127.0.0.1{address}", one)).url) for one in found]
    return [
        f"{one.path}?{one.query}" if one.query else one.path
        for one in here
        if one.hostname in {"127.0.0.1", "localhost"} and one.scheme in {"http", "https"}
    ]
