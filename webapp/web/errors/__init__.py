"""What people read when something does not work: the table of pages, and answering from it."""
