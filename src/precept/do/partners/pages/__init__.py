"""The pages of the work with partners."""
