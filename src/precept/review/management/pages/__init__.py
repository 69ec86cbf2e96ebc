"""The pages of the management of agreements."""
