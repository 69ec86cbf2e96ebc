"""Where ``parties`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.parties"
    label = "parties"

    def ready(self) -> None:
        """Sign up what is published, who opens papers, files of registers; mail each checkpoint to its keepers."""
        from precept.foundation.documents import letterheads, opening
        from precept.foundation.intake import sheets as intake
        from precept.foundation.ledger import sealing
        from precept.foundation.publications import kinds
        from precept.parties import access, published, sheets
        from precept.parties.actions import disposing
        from precept.parties.actions.keepers import mail_checkpoint
        from precept.parties.actions.passing import stay_as_they_were
        from precept.parties.queries import stationery

        kinds.sign_up(
            kinds.Kind(
                name="office",
                title="The office",
                plural="The office",
                struct=published.OfficePublished,
                address=published.office_address,
                in_feeds=False,
            )
        )
        kinds.sign_up(
            kinds.Kind(
                name="organisation",
                title="Organisation",
                plural="Organisations",
                struct=published.OrganisationPublished,
                address=published.organisation_address,
                entry=published.organisation_entry,
            )
        )
        kinds.sign_up(
            kinds.Kind(
                name="interests",
                title="Register of interests and gifts",
                plural="Registers of interests and gifts",
                struct=published.InterestsPublished,
                address=published.interests_address,
                entry=published.interests_entry,
            )
        )
        sealing.when_sealed(mail_checkpoint)
        stay_as_they_were()
        disposing.sign_up_kinds()
        opening.who_may("paper", access.may_open_paper)
        letterheads.found_by(stationery)
        opening.who_may("office", access.may_open_letterhead, remove=access.may_open_letterhead)
        intake.sign_up(sheets.CHARITIES)
        intake.sign_up(sheets.COMPANIES)
