"""A stand-in for Kakao, for development and tests only: same addresses, invented people."""
