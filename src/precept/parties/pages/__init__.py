"""The office's pages of organisations and of itself."""
