"""The pages as a Django application: templates, static files, tags and their translations."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No models here: the organisation is in the record, the accounts in `shell.people`."""

    name = "rankandfile.web"
    label = "web"
