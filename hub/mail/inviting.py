"""The entries for a calendar that go with a mail, as iTIP has them (RFC 5546)."""

from hub.mail.addresses import Mailbox
from hub.mail.letter import Invite
from hub.spaces.calendars.content import written
from hub.spaces.calendars.entries import calendar, party


def invitation(invite: Invite, reader: Mailbox, sender: Mailbox) -> bytes:
    """The text of the entries.

    Only its reader is named: whom else the mail goes to is nobody's business. No answer is asked
    for, for answers to the sender are read by nobody.
    """
    standing = "NEEDS-ACTION" if invite.is_guest else "ACCEPTED"
    organizer = party("ORGANIZER", sender.address, sender.name)
    if invite.method == "PUBLISH":  # which is for everybody, and names nobody
        return written(calendar(invite.entries, ["METHOD:PUBLISH"], [organizer]))
    parties = [
        organizer,
        party(
            "ATTENDEE",
            reader.address,
            reader.name,
            ROLE="REQ-PARTICIPANT",
            PARTSTAT=standing,
            RSVP="FALSE",
        ),
    ]
    return written(calendar(invite.entries, [f"METHOD:{invite.method}"], parties))
