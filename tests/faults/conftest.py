"""The houses of the fault tests."""

from tests.promises.conftest import HEAVY, heavy_house, heavy_url, house

__all__ = ["HEAVY", "heavy_house", "heavy_url", "house"]
