"""Mails: composed from rows at the moment when they are sent, so that none waits anywhere."""
