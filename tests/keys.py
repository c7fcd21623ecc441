"""The keys of the hubs that tests make."""

from hub.keys import Keys

KEYS = Keys(b"0" * 32)
