"""Photos on the web floor: taking a file in, serving a person their own, choosing its crop."""
