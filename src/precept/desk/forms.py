"""What people type at their desk."""

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from precept.foundation.web.forms import Form


class CheckLedger(Form):
    """A checkpoint that somebody kept outside, to check the ledger against."""

    checkpoint = forms.FileField(
        label="A checkpoint that you kept",
        help_text="A .json file from the public ledger page or from a mail. You can check without one.",
        required=False,
        error_messages={
            "invalid": "Choose the file again",
            "missing": "Choose the file again",
            "empty": "The file is empty. Choose the checkpoint’s .json file",
        },
    )

    def clean_checkpoint(self) -> dict[str, Any] | None:
        """The checkpoint as it was published, or why it is none."""
        file: UploadedFile[bytes] | None = self.cleaned_data["checkpoint"]
        if file is None:
            return None
        if (file.size or 0) > 100_000:
            raise forms.ValidationError("This file is too large to be a checkpoint")
        try:
            kept = json.loads(file.read())
            said = json.loads(kept["statement"])
            checkpoint = {name: str(kept[name]) for name in ("statement", "signature", "key")}
            int(said["number"])
        except (ValueError, KeyError, TypeError):
            raise forms.ValidationError(
                "This is not a checkpoint. Choose the .json file that was published or mailed"
            ) from None
        return checkpoint
