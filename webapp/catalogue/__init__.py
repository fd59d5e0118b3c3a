"""The catalogue: what may be collected, why, how long, for whom, in which words, declared once.

Who may enter: every floor above. What it may import: the standard library only.
"""
