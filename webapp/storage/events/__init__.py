"""The tables of the events room: one file a port, and the trigger of what was published."""
