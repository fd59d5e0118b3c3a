"""Profile: the values people gave, sealed, each under the decision that allowed it.

Who may enter: members, policy, onboarding, rights and the composition root. What it may import:
consent, outbox and the catalogue. A plain value leaves through one of three doors here: `read`, for
a purpose; `own`, for the person themselves; `settling`, for whoever must settle what is contested.
"""
