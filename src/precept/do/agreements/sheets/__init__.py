"""Files of agreements, as offices keep them: the strategy's tables, and the office's own register."""

from precept.do.agreements.sheets.contracts import CONTRACT_PERIODS, CONTRACTS
from precept.do.agreements.sheets.onboarding import ONBOARDING

__all__ = ["CONTRACTS", "CONTRACT_PERIODS", "ONBOARDING"]
