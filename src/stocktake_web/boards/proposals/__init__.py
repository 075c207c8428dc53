"""Proposals that a body scores against criteria."""
