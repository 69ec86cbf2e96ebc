"""The law and the office's policies as dated data: TOML files, read by ``precept.law.rules``."""
