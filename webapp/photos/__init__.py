"""Photos from outside: decoded in a process of their own, and the store their sealed files lie in.

An edge: implements the ports of `profile.photos`. Pillow, libheif and obstore live here alone.
"""
