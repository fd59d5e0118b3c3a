"""The profile on the web floor: My page, each field's own page, and what is told by mail."""
