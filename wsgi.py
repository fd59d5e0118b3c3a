"""What a WSGI server is pointed at: the application, with its settings from the environment."""

import os

from webapp.app import create_app
from webapp.settings import Settings

app = create_app(Settings.from_env(os.environ))
