"""Rights: what a person may always do with what we hold: see consents, end them, leave.

Who may enter: the web floor. What it may import: members, policy, profile, consent, outbox and
the catalogue.
"""
