"""The addresses of organisations and of the office's own page."""

from django.urls import path

from precept.parties.pages import (
    bank,
    changes,
    colleagues,
    diligence,
    letterhead,
    mine,
    office,
    organisations,
    own_papers,
    protection,
    stakes,
    succession,
)

ONE = "office/organisations/<slug:reference>"
CHECKED = f"{ONE}/diligence"
ACCOUNT = f"{ONE}/bank/<slug:details>"
MY = "my/organisations"
MINE = f"{MY}/<slug:reference>"
PASSING = "office/successions"
PASSED = f"{PASSING}/<str:reference>"

STAKES = "office/interests"
OWN_STAKES = "my/interests-and-gifts"

urlpatterns = [
    path(STAKES, stakes.register, name="parties.stakes"),
    path(f"{STAKES}/new/<slug:sort>", stakes.new_for, name="parties.new_stake_for"),
    path(f"{STAKES}/publish/<slug:role>", stakes.publish, name="parties.publish_stakes"),
    path(f"{STAKES}/entries/<str:reference>", stakes.stake, name="parties.stake"),
    path(f"{STAKES}/entries/<str:reference>/change", stakes.change, name="parties.change_stake"),
    path(f"{STAKES}/entries/<str:reference>/remove", stakes.remove, name="parties.remove_stake"),
    path(OWN_STAKES, stakes.my_stakes, name="parties.my_stakes"),
    path(f"{OWN_STAKES}/new/<slug:sort>", stakes.new_own, name="parties.new_own_stake"),
    path(
        f"{OWN_STAKES}/<str:reference>/change", stakes.change_own, name="parties.change_own_stake"
    ),
    path(
        f"{OWN_STAKES}/<str:reference>/remove", stakes.remove_own, name="parties.remove_own_stake"
    ),
    path("office/organisations", organisations.organisations, name="parties.organisations"),
    path("office/organisations/new", organisations.new, name="parties.new"),
    path(ONE, organisations.organisation, name="parties.organisation"),
    path(f"{ONE}/details", changes.details, name="parties.details"),
    path(f"{ONE}/name", changes.name, name="parties.name"),
    path(f"{ONE}/former-names", changes.names, name="parties.names"),
    path(f"{ONE}/numbers", changes.identifiers, name="parties.identifiers"),
    path(f"{ONE}/contacts/new", changes.new_contact, name="parties.new_contact"),
    path(f"{ONE}/contacts/<slug:contact>", changes.contact, name="parties.contact"),
    path(f"{ONE}/end", changes.ending, name="parties.ending"),
    path(f"{ONE}/not-ended", changes.reopening, name="parties.reopening"),
    path(f"{ONE}/protection", protection.protection, name="parties.protection"),
    path(f"{ONE}/address", protection.address, name="parties.address"),
    path("office/diligence", diligence.waiting, name="parties.waiting"),
    path(CHECKED, diligence.diligence, name="parties.diligence"),
    path(f"{CHECKED}/register", diligence.register, name="parties.register"),
    path(f"{CHECKED}/subsidy", diligence.new_subsidy, name="parties.new_subsidy"),
    path(f"{CHECKED}/subsidy/<slug:check>", diligence.subsidy, name="parties.subsidy"),
    path(f"{CHECKED}/papers/<slug:paper>", diligence.paper, name="parties.paper"),
    path(f"{CHECKED}/claims/<slug:claim>", diligence.claim, name="parties.claim"),
    path(f"{CHECKED}/checks/<slug:kind>", diligence.check, name="parties.check"),
    path(ACCOUNT, bank.bank, name="parties.bank"),
    path(f"{ACCOUNT}/call-back", bank.call_back, name="parties.call_back"),
    path(f"{ACCOUNT}/approve", bank.approve, name="parties.approve_bank"),
    path(f"{ACCOUNT}/refuse", bank.refuse, name="parties.refuse_bank"),
    path(f"{ACCOUNT}/numbers", bank.numbers, name="parties.account_numbers"),
    path(MY, mine.organisations, name="parties.my_organisations"),
    path(f"{MY}/new", mine.start, name="parties.start"),
    path(f"{MY}/invitations/<slug:reference>", colleagues.invitation, name="parties.invitation"),
    path(MINE, mine.organisation, name="parties.mine"),
    path(f"{MINE}/about", mine.about, name="parties.my_about"),
    path(f"{MINE}/address", mine.address, name="parties.my_address"),
    path(f"{MINE}/secret-address", mine.secrecy, name="parties.my_secrecy"),
    path(f"{MINE}/numbers", mine.numbers, name="parties.my_numbers"),
    path(f"{MINE}/people", mine.people, name="parties.my_people"),
    path(f"{MINE}/papers", own_papers.papers, name="parties.my_papers"),
    path(f"{MINE}/papers/<slug:kind>", own_papers.give_paper, name="parties.give_paper"),
    path(f"{MINE}/bank", own_papers.bank, name="parties.my_bank"),
    path(f"{MINE}/bank/new", own_papers.give_bank, name="parties.give_bank"),
    path(f"{MINE}/leave", own_papers.leave_it, name="parties.leave"),
    path(f"{MINE}/colleagues", colleagues.colleagues, name="parties.my_colleagues"),
    path(f"{MINE}/colleagues/invite", colleagues.invite, name="parties.invite"),
    path(f"{MINE}/colleagues/claims/<slug:claim>", colleagues.claim, name="parties.my_claim"),
    path(f"{MINE}/colleagues/<slug:member>", colleagues.colleague, name="parties.my_colleague"),
    path("office/set-up", office.office, name="parties.office"),
    path("office/set-up/letterhead", letterhead.letterhead, name="parties.letterhead"),
    path("office/set-up/letterhead/give", letterhead.give, name="parties.give_letterhead"),
    path("office/set-up/letterhead/off", letterhead.take_off, name="parties.take_letterhead_off"),
    path(
        "office/set-up/letterhead/letter.<slug:ending>",
        letterhead.sample,
        name="parties.letterhead_sample",
    ),
    path(PASSING, succession.successions, name="parties.successions"),
    path(f"{PASSING}/new", succession.new_succession, name="parties.new_succession"),
    path(PASSED, succession.succession, name="parties.succession"),
    path(f"{PASSED}/change", succession.change_succession, name="parties.change_succession"),
    path(f"{PASSED}/approve", succession.approve_succession, name="parties.approve_succession"),
    path(f"{PASSED}/withdraw", succession.withdraw_succession, name="parties.withdraw_succession"),
    path(
        f"{PASSED}/things/<slug:kind>", succession.succession_kind, name="parties.succession_kind"
    ),
]
