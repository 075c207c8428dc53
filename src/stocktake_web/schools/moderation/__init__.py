"""Categories looked at by a second officer, who does not see the first; how often both agree."""
