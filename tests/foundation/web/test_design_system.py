"""The official examples of every design-system component, replayed through our environment."""

from __future__ import annotations

import gzip
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from precept.foundation.web.jinja import environment

EXAMPLES = json.loads(
    gzip.decompress(
        (Path(__file__).parent / "fixtures" / "govuk-frontend-6.3.0.json.gz").read_bytes()
    )
)
PAGES = environment()
# Whitespace means something inside these alone.
KEPT_AS_TYPED = {"textarea", "pre"}


class Reader(HTMLParser):
    """Reads HTML into what a browser would see: tags, attributes, words without needless space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, object]] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {
            # Classes are a set of names parted by any space; other values count to the letter.
            name: " ".join((value or "").split()) if name == "class" else value
            for name, value in attrs
        }
        self.seen.append((f"<{tag}>", named))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"</{tag}>", None))
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        words = data if KEPT_AS_TYPED & set(self.inside) else " ".join(data.split())
        if words:
            self.seen.append(("words", words))


def as_seen(html: str) -> list[tuple[str, object]]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def render(component: str, options: dict[str, Any]) -> str:
    macro = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    template = PAGES.from_string(
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}'
        f"{{{{ {macro}(params) }}}}"
    )
    return template.render(params=options)


def test_all_the_official_examples_are_here() -> None:
    assert sum(len(examples) for examples in EXAMPLES.values()) == 657


@pytest.mark.parametrize("component", sorted(EXAMPLES))
def test_component_renders_as_its_official_examples(component: str) -> None:
    for example in EXAMPLES[component]:
        ours = as_seen(render(component, example["options"]))
        assert ours == as_seen(example["html"]), example["name"]


def test_the_replay_notices_a_changed_word_and_a_changed_attribute() -> None:
    example = EXAMPLES["button"][0]
    rendered = render("button", example["options"])
    assert as_seen(rendered) == as_seen(example["html"])
    assert ("Save" in rendered, "submit" in rendered) == (True, True)
    assert as_seen(rendered.replace("Save", "Send")) != as_seen(example["html"])
    assert as_seen(rendered.replace("submit", "button")) != as_seen(example["html"])
