"""The outbox: what must still happen outside after a transaction has committed.

A row is written in the transaction of its cause, so that nothing is promised and forgotten; a
worker carries it out, at least once, until done or given up. Of a given-up one that somebody may
ask about, its number and that outcome stay for a while. Who may enter: profile and above.
"""
