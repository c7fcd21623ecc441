"""Writes as clients see them: input, act, payload."""
