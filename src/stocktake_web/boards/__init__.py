"""The bodies that oversee the plan: members, meetings, papers, decisions, actions."""
