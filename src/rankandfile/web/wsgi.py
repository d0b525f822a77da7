"""The site as a WSGI application: `gunicorn rankandfile.web.wsgi`, with RANKANDFILE_HOME set."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rankandfile.web.settings")
application = get_wsgi_application()
