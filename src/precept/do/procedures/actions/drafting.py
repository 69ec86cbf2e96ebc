"""Writing versions: beginning, their head, their stages and sections, sending them on, dropping them."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from precept.do.procedures import queries, rules
from precept.do.procedures.actions.keeping import (
    NO_DRAFT,
    RETIRED,
    ask_fields,
    ask_keeper,
    ask_owner,
    begin_version,
    fresh_draft,
    write_draft,
)
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, needed, record
from precept.foundation.ledger.names import free_name
from precept.foundation.people.models import Person


@action
def add_standard(
    *, by: Person, kind: str, title: str, used_when: str, owner: Person, is_invented: bool = False
) -> StandardVersion:
    """Begin a procedure or document that Precept did not bring, as a draft of its first version."""
    ask_keeper(by)
    ask_owner(owner)
    if kind not in rules.KINDS:
        raise Refused("Choose whether it is a procedure or a document", field="kind")
    title = needed(title, "Enter what it is called", "title")
    made = Standard.objects.create(
        kind=kind, key=_free_key(title), owner=owner, is_invented=is_invented
    )
    sections = [rules.Section(words, "", key) for key, words in rules.PARTS.items()]
    draft = begin_version(
        made,
        by,
        title=title,
        used_when=needed(used_when, "Say when it is used", "used_when"),
        sections=[one.as_json for one in sections] if kind == "procedure" else [],
    )
    _record_begun(made, by, draft)
    return draft


def _free_key(title: str) -> str:
    key = slugify(title)[:30].strip("-") or "standard"
    return free_name(Standard, "new-one" if key == "new" else key, kept=rules.starting())


def _record_begun(one: Standard, by: Person, draft: StandardVersion) -> None:
    record(
        one.subject,
        f"{rules.KINDS[one.kind].lower()} begun",
        by=by,
        after={"title": draft.title, "version": draft.number, "owner": one.owner.reference},
    )


@action
def adopt(*, by: Person, key: str, owner: Person, is_invented: bool = False) -> StandardVersion:
    """Make a procedure or document that Precept brings the office's own: the draft of its first version."""
    ask_keeper(by)
    ask_owner(owner)
    offered = rules.starting_of(key)
    if offered is None:
        raise Refused("Precept brings nothing of this name.")
    if Standard.objects.filter(key=key).exists():
        raise Changed("It is the office’s own already. Look at it again.")
    made = Standard.objects.create(kind=offered.kind, key=key, owner=owner, is_invented=is_invented)
    draft = begin_version(
        made,
        by,
        title=offered.title,
        used_when=offered.used_when,
        stages=[one.as_json for one in offered.stages],
        sections=[one.as_json for one in offered.sections],
        procedures=list(offered.procedures),
    )
    _record_begun(made, by, draft)
    return draft


@action
def begin_next(*, by: Person, standard: Standard, why: str) -> StandardVersion:
    """Begin the next version as a copy of the last approved one, with the reason."""
    ask_keeper(by)
    why = needed(why, "Say why it changes", "why")
    now = queries.standard(standard.key)
    if now.retired_on is not None:
        raise Refused(RETIRED)
    approved = now.versions.filter(state="approved").order_by("-number").first()
    last = approved or now.versions.order_by("-number").first()
    if last is None:
        raise Refused("There is no version to begin from.")
    draft = begin_version(
        now,
        by,
        title=last.title,
        used_when=last.used_when,
        stages=last.stages,
        sections=last.sections,
        procedures=last.procedures,
        why=why,
    )
    record(now.subject, "new version begun", by=by, why=why, after={"version": draft.number})
    return draft


@action
def change_head(
    *,
    by: Person,
    version: StandardVersion,
    revision: int,
    title: str,
    used_when: str,
    why: str = "",
    procedures: Sequence[str] = (),
) -> StandardVersion:
    """Change what a draft is called, when it is used, why it changes, and which procedures use a document."""
    ask_keeper(by)
    now = fresh_draft(version)
    changes: dict[str, Any] = {
        "title": needed(title, "Enter what it is called", "title"),
        "used_when": needed(used_when, "Say when it is used", "used_when"),
        "why": why.strip() if now.number == 1 else needed(why, "Say why it changes", "why"),
    }
    if now.standard.kind == "document":
        known = {*queries.procedure_titles(clock.today()), *now.procedures}
        if set(procedures) - known:
            raise Refused("Choose procedures of the list", field="procedures")
        changes["procedures"] = list(dict.fromkeys(procedures))
    _changed(now, by, revision, changes)
    return now


def _changed(
    now: StandardVersion, by: Person, revision: int, changes: dict[str, Any], where: str = ""
) -> None:
    """Write changes of a draft, and the event that says what they are."""
    before = {name: getattr(now, name) for name in changes}
    write_draft(now, by, revision, changes)
    record(
        now.standard.subject,
        "draft changed",
        by=by,
        before=_told(before, where),
        after=_told(changes, where) | {"version": now.number},
    )


def _told(said: dict[str, Any], where: str) -> dict[str, Any]:
    """What an event says of fields: lists of stages and sections by their names alone, procedures by their titles."""
    told = {}
    for name, value in said.items():
        if name == "stages":
            told["stages"] = [one["name"] for one in value]
        elif name == "procedures":
            titles = queries.procedure_titles(clock.today())
            told["procedures"] = [titles.get(key, key) for key in value]
        elif name == "sections":
            told["sections"] = [one["heading"] for one in value]
        else:
            told[name] = value
    return told | ({"part": where} if where else {})


@action
def write_stage(
    *,
    by: Person,
    version: StandardVersion,
    revision: int,
    name: str,
    who: str,
    what: str,
    how_long: str,
    place: int | None = None,
    at: int | None = None,
) -> StandardVersion:
    """Write a stage of a procedure: a new one, or the one ``at`` a place, moved to another ``place``."""
    ask_keeper(by)
    now = fresh_draft(version)
    if now.standard.kind != "procedure":
        raise Refused("Only a procedure has stages.")
    stage = rules.Stage(
        needed(name, "Enter what the stage is called", "name"),
        needed(who, "Enter who acts", "who"),
        needed(what, "Enter what is done", "what"),
        needed(how_long, "Enter how long it takes", "how_long"),
    )
    stages = list(now.stages)
    if at is None and len(stages) >= rules.MOST_STAGES:
        raise Refused(f"A procedure has at most {rules.MOST_STAGES} stages.")
    _changed(now, by, revision, {"stages": _placed(stages, stage.as_json, at, place)}, stage.name)
    return now


def _placed(
    rows: list[dict[str, str]], one: dict[str, str], at: int | None, place: int | None
) -> list[dict[str, str]]:
    """Rows with one written at its place, counted from 1; at the end where no place is said."""
    if at is not None:
        if not 1 <= at <= len(rows):
            raise Changed("Somebody took it out. Look at the draft again.")
        rows.pop(at - 1)
    to = len(rows) + 1 if place is None else min(max(place, 1), len(rows) + 1)
    rows.insert(to - 1, one)
    return rows


@action
def write_section(
    *,
    by: Person,
    version: StandardVersion,
    revision: int,
    text: str,
    heading: str = "",
    place: int | None = None,
    at: int | None = None,
) -> StandardVersion:
    """Write a section: a new one of a document, or the one ``at`` a place. A procedure's headings are fixed."""
    ask_keeper(by)
    now = fresh_draft(version)
    text = needed(text, "Enter what it says", "text")
    sections = list(now.sections)
    if now.standard.kind == "procedure":
        if at is None or not 1 <= at <= len(sections):
            raise Refused("Every procedure has the same sections: none is added.")
        place = at
        section = rules.Section(sections[at - 1]["heading"], text, sections[at - 1]["key"])
    else:
        ask_fields(now.standard, heading=heading, text=text)
        section = rules.Section(needed(heading, "Enter a heading", "heading"), text)
        if at is None and len(sections) >= rules.MOST_SECTIONS:
            raise Refused(f"A document has at most {rules.MOST_SECTIONS} sections.")
    placed = _placed(sections, section.as_json, at, place)
    _changed(now, by, revision, {"sections": placed}, section.heading)
    return now


@action
def take_out_stage(
    *, by: Person, version: StandardVersion, revision: int, at: int
) -> StandardVersion:
    """Take a stage out of a draft."""
    ask_keeper(by)
    now = fresh_draft(version)
    stages = list(now.stages)
    taken = _taken(stages, at)
    _changed(now, by, revision, {"stages": stages}, taken["name"])
    return now


@action
def take_out_section(
    *, by: Person, version: StandardVersion, revision: int, at: int
) -> StandardVersion:
    """Take a section out of the draft of a document."""
    ask_keeper(by)
    now = fresh_draft(version)
    if now.standard.kind == "procedure":
        raise Refused("Every procedure has the same sections: none is taken out.")
    sections = list(now.sections)
    taken = _taken(sections, at)
    _changed(now, by, revision, {"sections": sections}, taken["heading"])
    return now


def _taken(rows: list[dict[str, str]], at: int) -> dict[str, str]:
    if not 1 <= at <= len(rows):
        raise Changed("Somebody took it out already. Look at the draft again.")
    return rows.pop(at - 1)


@action
def drop_draft(*, by: Person, version: StandardVersion, revision: int, why: str) -> StandardVersion:
    """Give a draft up: what is in force stays so, and another version can be begun."""
    ask_keeper(by)
    why = needed(why, "Say why it is dropped", "why")
    now = fresh_draft(version)
    write_draft(now, by, revision, {})
    if not StandardVersion.objects.filter(pk=now.pk, state="draft").update(state="dropped"):
        raise Changed(NO_DRAFT)
    record(now.standard.subject, "draft dropped", by=by, why=why, after={"version": now.number})
    now.state = "dropped"
    return now
