"""The office's pages of funds and frameworks."""
