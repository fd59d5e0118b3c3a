"""Who else receives a value: nobody today, on purpose (PIPA 17, policy article 4).

Each recipient to come is named here one by one, with its purpose, period and protection, and gets
a notice of its own; there is no word for "partners".
"""

from webapp.catalogue.shapes import Recipient

RECIPIENTS: tuple[Recipient, ...] = ()
