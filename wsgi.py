"""What a WSGI server is pointed at: the application, with its settings from the environment."""

import os

from webapp.app import create_app
from webapp.keys.memory import keep_private
from webapp.settings import Settings

settings = Settings.from_env(os.environ)
if settings.is_production:
    keep_private()
app = create_app(settings)
