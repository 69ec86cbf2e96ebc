"""The office's pages of the strategy, the plan and the measures."""
