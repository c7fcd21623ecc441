"""Papers that go with a membership: handed in by reference, and reviewed by the desk."""

import re
from datetime import date
from uuid import UUID

from hub import contacts
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.members import held
from hub.members.applying import PATH, check_length
from hub.members.membership_models import Membership, MembershipDocument
from hub.members.membership_refusals import DocumentReviewed, PrintInvalid, ReasonUnasked
from hub.members.terms import DocumentKind
from hub.refusals import Blank, DayPassed, LinkInvalid, NotFound
from hub.texts import line

PRINT = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 120
LONGEST_URL = 300
LONGEST_REASON = 300


@act(TokenScope.MEMBERS)
async def add_membership_document(
    deed: Deed,
    *,
    membership_id: UUID,
    kind: DocumentKind,
    name: str,
    url: str,
    sha256: str | None = None,
    expires_on: date | None = None,
) -> MembershipDocument:
    """Hand in a paper that lies elsewhere: the holder, or the desk."""
    membership = await held.for_holder(deed, membership_id, *PATH)
    called, print_ = line(name), sha256.lower() if sha256 else None
    if not called:
        deed.refuse(Blank("input", "name"))
    check_length(deed, called, "name", limit=LONGEST_NAME)
    check_length(deed, url, "url", limit=LONGEST_URL)
    if not contacts.is_link(url):
        deed.refuse(LinkInvalid("input", "url"))
    if print_ is not None and PRINT.fullmatch(print_) is None:
        deed.refuse(PrintInvalid("input", "sha256"))
    if expires_on is not None and expires_on <= deed.today:
        deed.refuse(DayPassed("input", "expiresOn", today=deed.today))
    return await deed.create(
        MembershipDocument,
        membership_id=membership.id,
        kind=kind,
        name=called,
        url=url,
        sha256=print_,
        expires_on=expires_on,
    )


@act(TokenScope.MEMBERS)
async def review_membership_document(
    deed: Deed, *, document_id: UUID, is_accepted: bool, refusal_reason: str | None = None
) -> MembershipDocument:
    """Accept a paper, or refuse it for a reason; another one can be handed in instead."""
    path = ("input", "documentId")
    seen = await MembershipDocument.filter(id=document_id).using_db(deed.connection).first()
    if seen is None:
        raise Refused(NotFound(*path))
    membership = await Membership.get(id=seen.membership_id, using_db=deed.connection)
    if not held.answers_for(deed.actor, held.holder_of(membership)):
        raise Refused(NotFound(*path))
    await held.for_desk(deed, membership.id, *path)
    document = await deed.lock(MembershipDocument, document_id, *path)
    if document.reviewed_on is not None:
        raise Refused(DocumentReviewed(*path, day=document.reviewed_on))
    reason = line(refusal_reason or "") or None
    check_length(deed, reason, "refusalReason", limit=LONGEST_REASON)
    if is_accepted and reason:
        deed.refuse(ReasonUnasked("input", "refusalReason"))
    if not is_accepted and not reason:
        deed.refuse(Blank("input", "refusalReason"))
    await deed.edit(
        document, reviewed_on=deed.today, is_accepted=is_accepted, refusal_reason=reason
    )
    return document
