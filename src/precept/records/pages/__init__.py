"""The office's pages of how long records are kept."""
