"""The site's settings as mypy reads them to learn the models: those of a home folder that is gone when mypy ends."""

import os
from tempfile import TemporaryDirectory

home = TemporaryDirectory()
os.environ["RANKANDFILE_HOME"] = home.name

from rankandfile.web.settings import *  # noqa: E402, F403
