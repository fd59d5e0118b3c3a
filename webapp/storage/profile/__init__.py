"""Values and their keys, as rows; always written and deleted in one transaction."""
