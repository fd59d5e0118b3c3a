"""Onboarding: the journey through what is optional, one field at a time, in any order.

Who may enter: the web floor. What it may import: members, profile, consent and the catalogue.
"""
