"""Measures what the design's numbers promise against a bare Flask; imported by nothing.

`./duett bench` starts everything it needs and stops it again. It may import the product and the
private PostgreSQL of the tests.
"""
