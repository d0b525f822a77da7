"""The Django application of accounts."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Listens for recoveries, which close an account's votes for a while."""

    name = "rankandfile.shell.people"
    label = "people"

    def ready(self) -> None:
        """From now on a recovery is noticed."""
        from . import recovery

        recovery.listen()
