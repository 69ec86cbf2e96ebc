"""The house rules that a machine can check: sizes, names, doors, words."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from precept.foundation.web.forms import Form

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "precept"
LONGEST = 400


def kept_files(*patterns: str) -> list[Path]:
    """The files that git keeps, and those it would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def modules() -> list[Path]:
    return [path for path in kept_files("*.py") if "migrations" not in path.parts]


def test_no_module_is_over_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }

    assert long == {}


VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in modules() if path.stem in VAGUE] == []


def test_rules_know_nothing_of_django_the_clock_or_settings() -> None:
    guilty = []
    for path in modules():
        is_rule = path.name == "rules.py" or path.parent.name == "rules"
        if is_rule and SOURCE in path.parents:
            text = path.read_text()
            if re.search(r"^\s*(from|import) django", text, re.MULTILINE) or re.search(
                r"clock\.(now|today)\(", text
            ):
                guilty.append(str(path.relative_to(ROOT)))

    assert guilty == []


def test_only_the_clock_asks_the_time() -> None:
    asking = re.compile(r"datetime\.now\(|date\.today\(|timezone\.now\(|utcnow\(|time\.time\(")
    guilty = [
        str(path.relative_to(ROOT))
        for path in modules()
        if SOURCE in path.parents
        and SOURCE / "foundation" / "clock" not in path.parents
        and asking.search(path.read_text())
    ]

    assert guilty == []


# Written so that this file does not contain what it looks for.
NEVER = re.compile(
    r"/[w]ork/|/[f]arm/|/[r]oot/\.|(py[p]i\.org|python[h]osted\.|npm[j]s\.|deb\.deb[i]an\.)"
    r'|"resolved": *"'
)
BINARY = {".png", ".ttf", ".gz", ".ico", ".pdf", ".woff2"}


def test_nothing_of_this_machine_or_a_registry_is_kept() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in kept_files()
        if path.suffix not in BINARY
        and not path.name.endswith(".min.js")
        and (match := NEVER.search(path.read_text(encoding="utf-8", errors="replace")))
    ]

    assert guilty == []


def test_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    guilty = [
        f"{path.relative_to(ROOT)}: {match.group(0).strip()}"
        for path in kept_files("*.html")
        if SOURCE in path.parents and (match := inline.search(path.read_text()))
    ]

    assert guilty == []


def subclasses(kind: type[Any]) -> set[type[Any]]:
    return set(kind.__subclasses__()).union(*(subclasses(below) for below in kind.__subclasses__()))


def every_form() -> list[type[Form]]:
    get_resolver().url_patterns  # noqa: B018 - importing every page imports every form
    return sorted(
        (form for form in subclasses(Form) if form.__module__.startswith("precept.")),
        key=lambda form: form.__qualname__,
    )


DJANGOS_OWN = {
    str(message)
    for field in (
        forms.CharField,
        forms.EmailField,
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.IntegerField,
        forms.DateField,
        forms.BooleanField,
        forms.FileField,
        forms.URLField,
    )
    for name, message in (
        field(assume_scheme="https") if field is forms.URLField else field()
    ).error_messages.items()
    if name in {"required", "invalid", "invalid_choice", "invalid_list", "empty", "missing"}
}


def test_every_field_speaks_our_own_words() -> None:
    spoken = {
        f"{form.__module__}.{form.__name__}.{name}: {message}"
        for form in every_form()
        for name, field in form.base_fields.items()
        for key, message in field.error_messages.items()
        if str(message) in DJANGOS_OWN
        and ((key == "required" and field.required) or key in {"invalid", "invalid_choice"})
    }

    assert spoken == set()


def every_address(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += every_address(pattern.url_patterns, place)
        else:
            found.append((place, pattern))
    return found


@pytest.mark.parametrize(
    ("place", "pattern"), every_address(), ids=lambda thing: thing if isinstance(thing, str) else ""
)
def test_every_address_has_a_door_and_a_name(place: str, pattern: URLPattern) -> None:
    door = getattr(pattern.callback, "door", None)

    assert door in {"public", "office", "my", "open"}, f"/{place} has no door"
    assert pattern.name, f"/{place} has no name"
    assert door != "office" or place.startswith("office/")
    assert door != "public" or not place.startswith(("office/", "my/", "demo/"))
