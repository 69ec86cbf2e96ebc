"""Decisions: notices, the advice they rest on, who signed, and what each follows from."""

from precept.decisions.models.notices import Advice, Decision, DecisionLink, Signature

__all__ = ["Advice", "Decision", "DecisionLink", "Signature"]
