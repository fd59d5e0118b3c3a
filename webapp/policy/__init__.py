"""The policy room: terms, help and the privacy policy as versioned texts, and their tables.

Who may enter: web and above. What it may import: the catalogue.
"""
