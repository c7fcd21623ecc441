"""The mails to the holder of an account: links that act for it, and what happened to it."""

from hub import clock
from hub.accounts.models import Account
from hub.accounts.session_models import MailedLink, Session
from hub.accounts.terms import LinkPurpose
from hub.mail.letter import Letter, Links, one_line
from hub.messages import DEFAULT, Phrase, Tongue, speaker, tongue
from hub.record.models import OutboxEvent


async def verify_email(event: OutboxEvent, links: Links) -> Letter | None:
    """A link that proves that its reader has the address."""
    link = await _open_link(event, LinkPurpose.VERIFY_EMAIL)
    if link is None:
        return None
    say = speaker(_language(link.account))
    return _with_link(
        link,
        links,
        subject=say("Confirm your e-mail address"),
        reason=say(
            "This address was given for an account at the hub of the Polo Tecnologico di"
            " Cremona. Confirm that it is yours."
        ),
        action=say("Confirm the address"),
        otherwise=say("If you gave it to nobody, do nothing: without your word it is not used."),
    )


async def reset_password(event: OutboxEvent, links: Links) -> Letter | None:
    """A link with which its reader chooses a new password."""
    link = await _open_link(event, LinkPurpose.RESET_PASSWORD)
    if link is None:
        return None
    say = speaker(_language(link.account))
    return _with_link(
        link,
        links,
        subject=say("Choose a new password"),
        reason=say(
            "Somebody, probably you, has asked for a new password for your account at the hub"
            " of the Polo Tecnologico di Cremona."
        ),
        action=say("Choose a new password"),
        otherwise=say("If it was not you, do nothing: your password stays as it is."),
    )


async def password_changed(event: OutboxEvent, links: Links) -> Letter | None:
    """That the password is another one now."""
    return await _warning(
        event,
        links,
        subject=Phrase("Your password was changed"),
        happened=Phrase(
            "On {instant} the password of your account at the hub of the Polo Tecnologico di"
            " Cremona was changed."
        ),
    )


async def second_factor_set_up(event: OutboxEvent, links: Links) -> Letter | None:
    """That signing in takes a code from now on."""
    return await _warning(
        event,
        links,
        subject=Phrase("Second step set up"),
        happened=Phrase(
            "On {instant} a second step was set up for your account at the hub of the Polo"
            " Tecnologico di Cremona: from now on signing in takes a code."
        ),
    )


async def second_factor_removed(event: OutboxEvent, links: Links) -> Letter | None:
    """That signing in takes no code any more."""
    return await _warning(
        event,
        links,
        subject=Phrase("Second step removed"),
        happened=Phrase(
            "On {instant} the second step was removed from your account at the hub of the"
            " Polo Tecnologico di Cremona: signing in takes no code any more."
        ),
    )


async def new_sign_in(event: OutboxEvent, links: Links) -> Letter | None:
    """That somebody has signed in, and with what."""
    return await _warning(
        event,
        links,
        subject=Phrase("New sign-in to your account"),
        happened=Phrase(
            "On {instant} somebody signed in to your account at the hub of the Polo"
            " Tecnologico di Cremona."
        ),
        client=await _client(event),
    )


def _with_link(
    link: MailedLink, links: Links, *, subject: str, reason: str, action: str, otherwise: str
) -> Letter:
    """A letter that is about a link; its words are in the language of the reader."""
    language = _language(link.account)
    until = speaker(language)("The link works once, until {instant}.", instant=link.expires_at)
    return Letter(
        address=link.account.email,
        language=language,
        subject=subject,
        paragraphs=(reason,),
        action=action,
        url=links.to(link),
        closing=(until, otherwise),
    )


async def _warning(
    event: OutboxEvent,
    links: Links,
    *,
    subject: Phrase,
    happened: Phrase,
    client: str | None = None,
) -> Letter | None:
    """A letter about what happened to an account, with the way out for whom it was done to."""
    account = await _account(event)
    if account is None:
        return None
    language = _language(account)
    say = speaker(language)
    seen = (say("It was: {client}.", client=one_line(client)),) if client else ()
    return Letter(
        address=account.email,
        language=language,
        subject=say(subject),
        paragraphs=(
            say(happened, instant=event.created_at),
            *seen,
            say("If it was you, there is nothing to do."),
        ),
        action=say("Choose a new password"),
        url=links.to_new_password(),
        closing=(say("If it was not you, choose a new password at once."),),
    )


async def _open_link(event: OutboxEvent, purpose: LinkPurpose) -> MailedLink | None:
    """The link, with its account, as long as it is good for something."""
    return (
        await MailedLink.filter(id=event.payload["link_id"], purpose=purpose, used_at=None)
        .filter(expires_at__gt=clock.now(), account__disabled_at=None)
        .prefetch_related("account__person")
        .first()
    )


async def _account(event: OutboxEvent) -> Account | None:
    rows = Account.filter(id=event.payload["account_id"], disabled_at=None)
    return await rows.prefetch_related("person").first()


async def _client(event: OutboxEvent) -> str | None:
    """The browser or app that signed in, where the event tells the session."""
    session = await Session.get_or_none(id=event.payload.get("session_id"))
    return session.client if session else None


def _language(account: Account) -> Tongue:
    return tongue(account.person.language) if account.person else DEFAULT
