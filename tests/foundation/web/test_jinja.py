"""The environment of every page: strict with our names, safe with what people typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import jinja2
import pytest
from django.apps import apps

from precept.foundation.money import TBC, Money, total
from precept.foundation.web import jinja

PAGES = jinja.environment()


def printed(template: str, **given: object) -> str:
    return PAGES.from_string(template).render(**given)


def test_a_misspelt_name_fails_the_page() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'wrod' is undefined"):
        printed("{{ wrod }}", word="x")


def test_a_misspelt_name_inside_a_component_fails_the_page() -> None:
    button = (
        '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
        '{{ govukButton({"text": wrod}) }}'
    )
    with pytest.raises(jinja2.UndefinedError, match="'wrod' is undefined"):
        printed(button, word="x")


def test_what_people_typed_is_never_markup() -> None:
    typed = "<script>alert(1)</script>"
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert printed("{{ typed }}", typed=typed) == escaped
    hint = (
        '{% from "govuk_frontend_jinja/components/hint/macro.html" import govukHint %}'
        '{{ govukHint({"text": typed}) }}'
    )
    assert printed(hint, typed=typed).split() == ["<div", 'class="govuk-hint">', escaped, "</div>"]


def test_lines_typed_into_a_revealed_box_keep_their_spaces() -> None:
    radios = (
        '{% from "govuk_frontend_jinja/components/radios/macro.html" import govukRadios %}'
        '{{ govukRadios({"name": "a", "items": [{"value": "1", "text": "One", "conditional": '
        '{"html": "<textarea>one\\n two</textarea>"}}]}) }}'
    )
    assert printed(radios).count("<textarea>one\n two</textarea>") == 1


def test_a_template_that_nobody_has_is_not_found() -> None:
    for name in ("web/nothing.html", "govuk_frontend_jinja/nothing.html", "nothing.html"):
        with pytest.raises(jinja2.TemplateNotFound):
            PAGES.get_template(name)


def test_dates_times_and_money_are_said_in_words() -> None:
    assert printed("{{ day | spoken }}", day=date(2022, 12, 9)) == "9 December 2022"
    moment = datetime(2022, 12, 9, 12, 0, tzinfo=UTC)
    assert printed("{{ moment | spoken_time }}", moment=moment) == jinja.clock.spoken_time(moment)
    assert printed("{{ sum | money }}", sum=Money.of("56000.00")) == "£56,000"
    assert printed("{{ sum | money }}", sum=Money.of("1234.56")) == "£1,234.56"
    assert printed("{{ sum | money }}", sum=TBC) == "not yet known"
    known = total([Money.of(3_586_615), TBC])
    assert printed("{{ sum | money }}", sum=known) == "£3,586,615 plus 1 not yet known"


@pytest.mark.parametrize("words", ["spoken", "spoken_time", "money"])
def test_what_is_not_stated_says_so(words: str) -> None:
    assert printed(f"{{{{ nothing | {words} }}}}", nothing=None) == "not stated"


def test_each_part_has_its_room_under_its_label() -> None:
    expected = {
        part.label: Path(part.path) / "html"
        for part in apps.get_app_configs()
        if part.name.startswith("precept.")
    }
    assert jinja.rooms() == expected
    assert jinja.rooms()["web"] == jinja.FOUNDATION / "web" / "html"


def test_without_an_app_registry_the_shell_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "ready", False)
    assert jinja.rooms() == {"web": jinja.FOUNDATION / "web" / "html"}
    found = jinja.environment().get_template("web/page.html")
    assert found.filename == str(jinja.FOUNDATION / "web" / "html" / "page.html")


def test_only_what_the_environment_means_to_take_is_taken() -> None:
    made = jinja.environment(autoescape=False, undefined=jinja2.Undefined, auto_reload=True)
    assert (made.autoescape, made.undefined, made.auto_reload) == (
        True,
        jinja2.StrictUndefined,
        True,
    )
