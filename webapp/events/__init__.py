"""Events: what each asks in addition, who applies, who has a seat, what goes to whom.

Who may enter: the edges, wiring, the worker, commands. What it may import: the rooms below
(members, profile, consent, outbox, catalogue). An event is data: a file, never code.
"""
