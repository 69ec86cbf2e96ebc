"""The office's pages of decisions, by what people do there."""
