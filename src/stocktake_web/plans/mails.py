"""Mails: short, with an address to open. They name no school, no child and nothing of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage

from stocktake_web.accounts.models import User


def mail_reminder(user: User, address: str) -> None:
    """Remind somebody of a figure that was asked of them."""
    _send(user, "A figure is asked of you", ["A figure that was asked of you is due.", address])


def mail_digest(user: User, lines: Sequence[str], address: str) -> None:
    """Tell somebody what is new."""
    _send(user, "News of the plan", [*lines, f"Sign in to see more: {address}"])


def _send(user: User, subject: str, lines: Sequence[str]) -> None:
    EmailMessage(f"Stocktake: {subject}", "\n\n".join(lines), to=[user.email]).send()
