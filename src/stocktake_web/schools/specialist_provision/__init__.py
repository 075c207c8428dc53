"""Bases, alternative provision, the referral unit and SEN support, reviewed in time."""
