"""Who may change who can sign in, and what they may do."""

from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person, RoleHeld, SignedIn

Asker = Person | TheSystem


def may_manage_people(asker: Asker) -> bool:
    """Whether this person invites people, gives and ends roles. The command line may."""
    return isinstance(asker, TheSystem) or asker.may("manage people")


def may_name_deputy(asker: Asker, held: RoleHeld) -> bool:
    """Whether this person may name a deputy for a role: its holder, or an administrator."""
    return may_manage_people(asker) or (isinstance(asker, Person) and asker.pk == held.person_id)


def may_end_session(asker: Asker, signed_in: SignedIn) -> bool:
    """Whether this person may end a session: their own, or any as an administrator."""
    return may_manage_people(asker) or (
        isinstance(asker, Person) and asker.pk == signed_in.person_id
    )


def may_change_sign_in(asker: Asker, person: Person) -> bool:
    """Whether this person may set how somebody signs in: only their own, or the command line."""
    return isinstance(asker, TheSystem) or asker.pk == person.pk


def may_be_taken_on(person: Person) -> bool:
    """Whether anybody may sign in as this person with one click: invented people alone."""
    return person.is_invented


def may_see_exports(asker: Asker) -> bool:
    """Whether this person sees who took out too much, and says what was found."""
    return isinstance(asker, Person) and asker.may("look into downloads")


def is_counted(person: Person) -> bool:
    """Whether what this person takes out is counted: whoever the office gave any power, no applicant."""
    return bool(person.powers_today)
