"""The pages that people see in a browser: signing in, answering invitations, one's account."""
