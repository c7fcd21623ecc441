"""Papers that go with a membership: handed in by reference, and reviewed by the desk."""

import re
from datetime import date, timedelta
from uuid import UUID

from hub import contacts
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.members import held
from hub.members.given import PATH, check_length
from hub.members.membership_models import Membership, MembershipDocument, MembershipType
from hub.members.membership_refusals import (
    DocumentReviewed,
    DocumentsMissing,
    PrintInvalid,
    ReasonUnasked,
)
from hub.members.terms import DocumentKind
from hub.refusals import Blank, DayTooEarly, LinkInvalid, NotFound
from hub.texts import line

PRINT = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 120
LONGEST_URL = 300
LONGEST_REASON = 300
ONE_DAY = timedelta(days=1)


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
    called, address = line(name), line(url)
    print_ = sha256.lower() if sha256 else None
    if not called:
        deed.refuse(Blank("input", "name"))
    check_length(deed, called, "name", limit=LONGEST_NAME)
    check_length(deed, address, "url", limit=LONGEST_URL)
    if not contacts.is_link(address):
        deed.refuse(LinkInvalid("input", "url"))
    if print_ is not None and PRINT.fullmatch(print_) is None:
        deed.refuse(PrintInvalid("input", "sha256"))
    if expires_on is not None and expires_on <= deed.today:
        deed.refuse(DayTooEarly("input", "expiresOn", first_on=deed.today + ONE_DAY))
    return await deed.create(
        MembershipDocument,
        membership_id=membership.id,
        kind=kind,
        name=called,
        url=address,
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


async def waiver_of(
    deed: Deed, terms: MembershipType, membership_id: UUID, *, waived: str | None
) -> str | None:
    """Why papers that the type asks for are not needed; None if all are there.

    Each is to be accepted, and good today: without a reason it is noted which are not.
    """
    papers = MembershipDocument.filter(membership_id=membership_id, is_accepted=True)
    good = {
        paper.kind
        for paper in await papers.using_db(deed.connection)
        if paper.expires_on is None or deed.today < paper.expires_on
    }
    missing = [kind for kind in terms.required_documents if kind not in good]
    reason = line(waived or "") or None
    check_length(deed, reason, "waiveDocuments", limit=LONGEST_REASON)
    if missing and reason is None:
        deed.refuse(DocumentsMissing(*PATH, missing=missing))
    return reason if missing else None
