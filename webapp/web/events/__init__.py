"""The pages of events: the list, one event, applying, one's own applications."""
