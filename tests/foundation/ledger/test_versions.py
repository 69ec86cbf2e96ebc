"""Writing the next version of what others may change too: once, and only after what was read."""

import pytest

from precept.foundation.ledger.actions import Changed
from precept.foundation.ledger.versions import as_read, write_next
from precept.parties.models import Organisation

pytestmark = pytest.mark.django_db
STALE = "Somebody else changed this."


@pytest.fixture
def thing() -> Organisation:
    return Organisation.objects.create(reference="withywick", name="Withywick", version=3)


def test_a_change_becomes_the_next_version_and_shows(thing: Organisation) -> None:
    write_next(thing, {"name": "Withywick Support"}, read=3, stale=STALE)

    kept = Organisation.objects.get(pk=thing.pk)
    assert (thing.name, thing.version) == ("Withywick Support", 4)
    assert (kept.name, kept.version) == ("Withywick Support", 4)


def test_whoever_read_an_earlier_version_changes_nothing(thing: Organisation) -> None:
    with pytest.raises(Changed, match=STALE):
        write_next(thing, {"name": "Mine"}, read=2, stale=STALE)

    kept = Organisation.objects.get(pk=thing.pk)
    assert (thing.name, thing.version) == ("Withywick", 3)
    assert (kept.name, kept.version) == ("Withywick", 3)


def test_of_two_who_read_the_same_one_writes(thing: Organisation) -> None:
    other = Organisation.objects.get(pk=thing.pk)
    write_next(thing, {"name": "First"}, read=3, stale=STALE)

    with pytest.raises(Changed, match=STALE):
        write_next(other, {"name": "Second"}, read=3, stale=STALE)
    assert Organisation.objects.get(pk=thing.pk).name == "First"


def test_what_was_read_is_given_back_only_where_it_stands_so_still(thing: Organisation) -> None:
    assert as_read(thing, 3, stale=STALE) is thing
    with pytest.raises(Changed, match=STALE):
        as_read(thing, 2, stale=STALE)
