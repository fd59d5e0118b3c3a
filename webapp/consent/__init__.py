"""Consent: what was shown, what was answered, and the evidence of both.

Who may enter: profile and every room above it. What it may import: the catalogue.
"""
