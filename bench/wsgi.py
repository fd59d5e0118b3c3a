"""What the server is pointed at for the bare application."""

from bench.bare import create

app = create()
