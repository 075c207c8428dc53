"""Sends a mail, and says whether it went: nothing that a page has done is lost where it did not."""

from __future__ import annotations

import logging
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger("stocktake_web")


class MailOutcome(Enum):
    """What became of a mail."""

    SUCCESS = "sent"
    NOT_SET_UP = "not_set_up"
    FAILURE = "failed"

    @property
    def is_sent(self) -> bool:
        """Whether it is on its way."""
        return self is MailOutcome.SUCCESS


def send_mail(subject: str, paragraphs: list[str], *, to: str) -> MailOutcome:
    """Send a mail to one person, outside the transaction of what it is about.

    Parameters
    ----------
    subject : str
        Names the place, so that who works in several sees which one writes.
    paragraphs : list of str
    to : str
        The address; it is in no log.
    """
    if not settings.STOCKTAKE_SENDS_MAIL:
        return MailOutcome.NOT_SET_UP
    line = " ".join(f"{settings.EMAIL_SUBJECT_PREFIX}{subject}".split())
    try:
        EmailMessage(line, "\n\n".join(paragraphs) + "\n", to=[to]).send()
    # What a mail server answers is an OSError; its text may hold the address.
    except OSError as error:
        log.error("a mail could not be sent: %s", type(error).__name__)
        return MailOutcome.FAILURE
    return MailOutcome.SUCCESS
