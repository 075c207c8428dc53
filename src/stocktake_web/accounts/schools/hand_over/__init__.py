"""The record of a school that goes on under another number."""
