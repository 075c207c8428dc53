"""The pages of an edition: served, previewed and copied alike."""
