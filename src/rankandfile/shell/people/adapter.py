"""How allauth behaves here: nobody signs up without an invitation, and mail is ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from ..letters import send


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations; letters go the way of all our letters."""

    def is_open_for_signup(self, request: Any) -> bool:
        """No: an account needs a handle, and a handle comes from a branch or an application."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The letter that allauth wants sent, as plain text."""
        message = self.render_mail(template_prefix, email, context)
        send(email, message.subject, message.body)
