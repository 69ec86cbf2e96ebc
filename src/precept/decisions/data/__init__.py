"""The office's scheme of delegation, numbering and pre-election periods as dated data: TOML files."""
