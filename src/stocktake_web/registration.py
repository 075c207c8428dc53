"""What each app registers with the whole: navigation, tasks, personal data, search, examples.

An app names in its ``AppConfig`` what it registers, by the address of the object. The address is
imported when it is first needed, since models cannot be imported while apps are being loaded.
An app says ``default = True``, for Django sees two classes of configuration in its module.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string


class AreaAppConfig(AppConfig):
    """An app whose pages belong to an area; what it does not register stays empty.

    Attributes
    ----------
    navigation : str
        A list of ``Link``.
    tasks : str
        ``(user, area, now) -> list[Task]``: what waits for a person.
    news : str
        ``(user, area, since, now) -> list[str]``: paragraphs of the weekly mail.
    panels : str
        ``(reader) -> list[Panel]``: what a person sees first of the app on the dashboard.
    predicates : str
        A dict of predicates by name, for the app's ``permissions.toml``.
    closed_reason : str
        ``(user, area, obj) -> str``: why an object's openness closes it to a person, or "".
    closed_references : str
        ``(user, area, references) -> set``: those whose history the person may not read.
    personal_data : str
        ``(user) -> dict[str, list[dict]]``: what the app keeps about a person, by a heading.
    erase_personal_data : str
        ``(user) -> int``: erases it, in the caller's transaction.
    example_content : str
        ``(area, users, rng) -> None``: content for the demonstration; ``users`` by role.
    former_labels : str
        An ``audit.labels.FormerLabels``: what objects and values were called before.
    bodies : str
        ``(area) -> list of (key, name)``: the boards and bodies that a role may be about.
    object_titles : str
        ``(area, references) -> dict[ObjectRef, str]``: what objects without a row are called.
    search : str
        ``(user, area) -> Iterable[SearchEntries]``: what of the app a person can find.
    actor_roles : str
        ``(user, area) -> list[str]``: the roles that an event keeps with who did it.
    """

    navigation = ""
    tasks = ""
    news = ""
    panels = ""
    predicates = ""
    closed_reason = ""
    closed_references = ""
    personal_data = ""
    erase_personal_data = ""
    example_content = ""
    former_labels = ""
    bodies = ""
    object_titles = ""
    search = ""
    actor_roles = ""


def app_configs() -> list[AreaAppConfig]:
    """The application's own apps, in the order of the settings."""
    return [config for config in apps.get_app_configs() if isinstance(config, AreaAppConfig)]


def registered(name: str) -> list[Any]:
    """What the apps register under a name of ``AreaAppConfig``, in the order of the settings."""
    addresses = [getattr(config, name) for config in app_configs()]
    return [import_string(address) for address in addresses if address]
