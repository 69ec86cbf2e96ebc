"""What machines read: feeds, the site map, robots.txt, security.txt, the style, files, the ledger's proof."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from runpy import run_path

import pytest
from django.test import Client

from precept.foundation.ledger import sealing
from precept.foundation.people.models import Person
from precept.foundation.publications import actions
from precept.foundation.publications.models import Publication, PublishedFile
from precept.public.queries import newest
from tests.public import published_office as made
from tests.public.published_office import publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = "http://127.0.0.1:8000"


def feed(client: Client, name: str) -> ET.Element:
    response = client.get(f"/feeds/{name}.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 - our own feed


def text(node: ET.Element, name: str) -> str:
    found = node.find(ATOM + name)
    assert found is not None
    return found.text or ""


@pytest.mark.usefixtures("published")
def test_a_feed_has_what_atom_demands(client: Client) -> None:
    for name in ("all", "agreement", "framework", "checkpoint"):
        whole = feed(client, name)
        assert text(whole, "id") == f"{HERE}/feeds/{name}.atom"
        assert text(whole, "title").startswith("Office of the Commissioner for Westmere: ")
        assert datetime.fromisoformat(text(whole, "updated")).tzinfo is not None
        links = {link.get("rel"): link.get("href") for link in whole.findall(f"{ATOM}link")}
        assert links == {"self": f"{HERE}/feeds/{name}.atom", "alternate": f"{HERE}/feeds"}
        assert whole.find(f"{ATOM}author/{ATOM}name") is not None
        for entry in whole.findall(f"{ATOM}entry"):
            assert text(entry, "title")
            assert datetime.fromisoformat(text(entry, "updated")).tzinfo is not None


@pytest.mark.usefixtures("published")
def test_a_feed_is_newest_first_with_an_id_for_each_version(client: Client) -> None:
    entries = feed(client, "agreement").findall(f"{ATOM}entry")

    assert [(text(one, "id"), text(one, "summary")) for one in entries] == [
        (f"{HERE}/changes/agreement/CORE005#version-1", "Published: agreement."),
        (
            f"{HERE}/changes/agreement/CORE004#version-2",
            "Changed: agreement. Its value was agreed.",
        ),
    ]


@pytest.mark.usefixtures("published")
def test_the_feed_of_everything_leaves_the_offices_own_page_out(client: Client) -> None:
    ids = [text(one, "id") for one in feed(client, "all").findall(f"{ATOM}entry")]

    assert ids[0] == f"{HERE}/changes/opportunity/CSF-2026-27-1#version-1"
    assert len(ids) == Publication.objects.filter(is_latest=True).exclude(kind="office").count()


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    whole = feed(client, "agreement")

    assert text(whole, "updated") == "2012-11-22T00:00:00+00:00"
    assert whole.findall(f"{ATOM}entry") == []


@pytest.mark.usefixtures("published")
def test_a_withdrawal_stands_in_the_feed(client: Client, person: Callable[..., Person]) -> None:
    row = Publication.objects.get(kind="agreement", key="CORE004", is_latest=True)
    actions.withdraw(by=person(role="commissioning-manager"), publication=row, why="Sent in error.")

    first = feed(client, "agreement").findall(f"{ATOM}entry")[0]

    assert text(first, "summary") == "Withdrawn: agreement. Sent in error."


def places(client: Client, address: str, each: str) -> list[str]:
    whole = ET.fromstring(client.get(address).content)  # noqa: S314 - our own site map
    return [node.text or "" for node in whole.findall(f"{MAP}{each}/{MAP}loc")]


@pytest.mark.usefixtures("published")
def test_the_site_map_names_every_page_once_in_parts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = places(client, "/sitemap.xml?part=1", "url")
    monkeypatch.setattr(newest, "A_PART", 5)

    parts = places(client, "/sitemap.xml", "sitemap")
    found = [place for part in parts for place in places(client, part.removeprefix(HERE), "url")]

    assert parts == [f"{HERE}/sitemap.xml?part={at}" for at in range(1, len(parts) + 1)]
    assert len(parts) > 2
    assert found == whole
    assert len(set(found)) == len(found)
    assert [
        place for place in found if client.get(place.removeprefix(HERE)).status_code != 200
    ] == []
    assert f"{HERE}/register/CORE004" in found


def test_robots_may_read_the_public_site_and_nothing_else(client: Client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /office/",
        "Disallow: /my/",
        "Disallow: /demo/",
        "Disallow: /sign-in",
        f"Sitemap: {HERE}/sitemap.xml",
    ]


def test_security_txt_says_whom_to_tell_and_until_when(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    row = publish("office", "office", made.office())
    expires = row.released + timedelta(days=365)

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        f"Contact: {HERE}/accessibility",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {HERE}/.well-known/security.txt",
    ]


def test_the_style_is_kept_for_good_by_its_version_alone(client: Client) -> None:
    publish("office", "office", made.office(colour="#ffee00"))

    assert client.get("/brand.css?v=1")["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/brand.css?v=2")["Cache-Control"] == "public, max-age=60"
    assert client.get("/brand.css").content == (
        b":root{--office-colour:#ffee00;--office-colour-text:#000000;--office-accent:#d8a12b}\n"
    )
    assert '<link rel="stylesheet" href="/brand.css?v=1">' in client.get("/").content.decode()


@pytest.mark.usefixtures("published")
def test_a_file_is_given_as_it_was_made_to_keep_and_never_to_run(client: Client) -> None:
    kept = PublishedFile.objects.filter(publication__is_latest=True)
    assert kept.count() == 12

    for file in kept.select_related("publication"):
        key = file.publication.key
        place = "/strategy" if key == "strategy" else f"/framework/{key}"
        response = client.get(f"{place}/files/{file.name}")
        assert response.content == bytes(file.content)
        assert response["Content-Type"] == file.media_type
        assert response["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_checkpoint_that_was_kept_is_one_that_the_verifier_reads(
    client: Client, tmp_path: Path
) -> None:
    publish("office", "office", made.office())
    sealing.seal()
    whole = files("precept.foundation.ledger").joinpath("verify_ledger.py").read_bytes()

    listed = client.get("/ledger").content.decode()
    kept = client.get("/ledger/1.json")
    verifier = client.get("/ledger/verify_ledger.py")

    assert 'href="/ledger/1.json"' in listed
    assert kept["Content-Disposition"] == 'attachment; filename="checkpoint-1.json"'
    assert set(json.loads(kept.content)) == {"statement", "signature", "key"}
    assert verifier.content == whole
    script = tmp_path / "verify_ledger.py"
    script.write_bytes(verifier.content)
    assert "Root of the tree" in client.get("/ledger/1").content.decode()
    assert callable(run_path(str(script))["canonical"])
