"""The pages as a Django application: templates, static files, tags and their translations."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """No models here: the organisation is in the record, the accounts in `shell.people`."""

    name = "rankandfile.web"
    label = "web"

    def ready(self) -> None:
        """A question left open says so in our words, in every form."""
        Field.default_error_messages = {**Field.default_error_messages, "required": _("This needs an answer.")}
