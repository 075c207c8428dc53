"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class AccountsConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.accounts"
    label = "accounts"
    navigation = "stocktake_web.accounts.navigation.LINKS"
    predicates = "stocktake_web.accounts.permissions.predicates.PREDICATES"
    personal_data = "stocktake_web.accounts.personal_data.queries.subject_access_data"
    erase_personal_data = "stocktake_web.accounts.personal_data.actions.erase_account"
    bodies = "stocktake_web.accounts.schools.queries.trusts"
    object_titles = "stocktake_web.accounts.schools.queries.object_titles"
    actor_roles = "stocktake_web.accounts.permissions.decision.role_names"

    def ready(self) -> None:
        """Listen to who signs in, so that sessions end, and to what the sign-in package changes."""
        from stocktake_web.accounts.sign_in import known_browser, receivers, session  # noqa: F401
