"""What the service does, and never does, where the policy promises it: the facts beside it."""

from webapp.catalogue.shapes import Behaviour

BEHAVIOURS: tuple[Behaviour, ...] = ()
