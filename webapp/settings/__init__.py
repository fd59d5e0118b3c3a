"""The settings of one process, read once from the environment and refused when missing or weak."""

from webapp.settings.read import DEVELOPMENT_SECRET, Settings, SettingsError
from webapp.settings.reader import Environment

__all__ = ["DEVELOPMENT_SECRET", "Environment", "Settings", "SettingsError"]
