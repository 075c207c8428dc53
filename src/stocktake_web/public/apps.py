"""Tells Django about the app."""

from __future__ import annotations

from stocktake_web.registration import AreaAppConfig


class PublicConfig(AreaAppConfig):
    """The app as Django knows it, and what it registers."""

    default = True
    name = "stocktake_web.public"
    label = "public"
    navigation = "stocktake_web.public.navigation.LINKS"
    search = "stocktake_web.public.search.find_entries"
    tasks = "stocktake_web.public.tasks.tasks"
    former_labels = "stocktake_web.public.former_labels.FORMER_LABELS"
    personal_data = "stocktake_web.public.personal_data.subject_access_data"
    erase_personal_data = "stocktake_web.public.personal_data.erase_personal_data"
    example_content = "stocktake_web.public.example_content.add_example_content"
