"""The people who sign in."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Finds accounts by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with that e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account: a person who signs in with an e-mail address."""

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]  # noqa: RUF012 - Django says a list

    class Meta:
        ordering = ("display_name", "pk")

    def __str__(self) -> str:
        return self.display_name

    def __repr__(self) -> str:
        # What ends up in a traceback or a log names nobody.
        return f"<User {self.pk}>"
