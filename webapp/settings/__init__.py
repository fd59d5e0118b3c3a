"""The settings of one process, read once from the environment and refused when missing or weak."""

from webapp.settings.read import (
    DEVELOPMENT_SECRET,
    Environment,
    Settings,
    SettingsError,
)

__all__ = ["DEVELOPMENT_SECRET", "Environment", "Settings", "SettingsError"]
