"""What an export says of itself: each of its files, in Italian and in English."""

from collections.abc import Mapping
from datetime import datetime

from hub.clock import ROME

DESCRIPTIONS: Mapping[str, tuple[str, str]] = {
    "account": ("How you sign in.", "Come accedi."),
    "affiliation": (
        "The organizations that you belong to or belonged to.",
        "Le organizzazioni di cui fai o hai fatto parte.",
    ),
    "application": (
        "Your applications to programmes, and what came of them.",
        "Le tue candidature ai programmi e il loro esito.",
    ),
    "audit_entry": (
        "What was done to your data or by you: when, which act, which columns of which tables.",
        "Che cosa è stato fatto ai tuoi dati o da te: quando, quale atto, quali colonne di quali"
        " tabelle.",
    ),
    "booking": ("Your bookings of spaces.", "Le tue prenotazioni di spazi."),
    "booking_attendee": (
        "Bookings to which you were asked to come.",
        "Prenotazioni a cui sei stato invitato.",
    ),
    "booking_series": ("Your bookings that repeat.", "Le tue prenotazioni ricorrenti."),
    "calendar_link": (
        "Links by which calendars follow bookings for you, and when they were last used.",
        "Collegamenti con cui i calendari seguono prenotazioni per te, e il loro ultimo uso.",
    ),
    "conflict_of_interest": (
        "Applications that you may not judge, and why.",
        "Candidature che non puoi valutare, e perché.",
    ),
    "consent_record": (
        "Each choice of what you share, and with whom.",
        "Ogni scelta di che cosa condividi, e con chi.",
    ),
    "fee_line": ("Amounts that were asked of you.", "Importi che ti sono stati richiesti."),
    "payment": ("What was paid of them.", "Quanto ne è stato pagato."),
    "reminder": ("When you were reminded of them.", "Quando ti sono stati sollecitati."),
    "identity": (
        "Accounts elsewhere with which you sign in here.",
        "Identità esterne con cui accedi qui.",
    ),
    "information_request": (
        "Questions on your applications, and your answers.",
        "Domande sulle tue candidature e le tue risposte.",
    ),
    "invitation": ("Invitations to your addresses.", "Inviti ai tuoi indirizzi."),
    "kept_answer": (
        "Writes of the last days that may be sent again.",
        "Scritture degli ultimi giorni che si possono ripetere.",
    ),
    "lease": ("Spaces that are or were let to you.", "Spazi che ti sono o sono stati locati."),
    "mailed_link": ("Links that were mailed to you.", "Collegamenti che ti sono stati inviati."),
    "membership": ("Your own memberships.", "Le tue adesioni personali."),
    "membership_document": (
        "Papers that go with your memberships.",
        "Documenti che accompagnano le tue adesioni.",
    ),
    "membership_period": (
        "The days that your memberships cover.",
        "I giorni coperti dalle tue adesioni.",
    ),
    "mentor": ("What you offer as a mentor.", "Che cosa offri come mentor."),
    "mentoring_session": (
        "Hours that you offered or gave as a mentor.",
        "Ore che hai offerto o dato come mentor.",
    ),
    "mentorship": ("Start-ups that you accompany.", "Start-up che accompagni."),
    "person": ("Your profile.", "Il tuo profilo."),
    "person_competence": ("What you say you can do.", "Le competenze che hai indicato."),
    "personal_read": (
        "Which desk read which of your personal fields, and when; `reader_id` is the account.",
        "Quale ufficio ha letto quali tuoi dati personali, e quando; `reader_id` è l'utenza.",
    ),
    "refresh_token": (
        "When apps renewed their access to your account.",
        "Quando le app hanno rinnovato l'accesso alla tua utenza.",
    ),
    "rent_step": ("Changes of the rent of your leases.", "Variazioni dei tuoi canoni."),
    "review": ("Your opinions of applications.", "Le tue valutazioni di candidature."),
    "role_grant": ("Roles at desks that you were granted.", "Ruoli che ti sono stati assegnati."),
    "score": ("The points that you gave.", "I punteggi che hai dato."),
    "session": ("When you were signed in, and how.", "Quando hai avuto accesso, e come."),
    "skipped_occurrence": (
        "Days on which your repeating bookings have no place.",
        "Giorni senza posto delle tue prenotazioni ricorrenti.",
    ),
    "startup_member": (
        "Teams of start-ups that you belong to or belonged to.",
        "Gruppi di start-up di cui fai o hai fatto parte.",
    ),
    "suspension": (
        "Days on which your memberships gave no rights.",
        "Giorni in cui le tue adesioni erano sospese.",
    ),
    "token": ("Programs that act for you.", "Programmi che agiscono per te."),
    "waitlist_entry": (
        "Spaces that you have waited for.",
        "Spazi per cui sei stato in lista d'attesa.",
    ),
}
"""In English and in Italian, by table."""
DONE = (
    "Rows of others with which you did something: which ones, when, and as what.",
    "Dati di altri con cui hai fatto qualcosa: quali, quando e in che veste.",
)
ENGLISH = """Everything that the hub of the Polo Tecnologico di Cremona holds on you
(GDPR, articles 15 and 20). State of {instant}.

Each table is there twice, with the same content: in json/ as it is, and in csv/ for spreadsheets.
In CSV, a text that a spreadsheet would take for a formula begins with an apostrophe; lists are
written as JSON. Instants are in UTC. Other people and organizations appear only by their keys.
Passwords and keys are left out: the hub itself does not hold them in a readable form. A table
that is not listed holds nothing on you.

{files}"""
ITALIAN = """Tutto ciò che l'hub del Polo Tecnologico di Cremona conserva su di te
(GDPR, articoli 15 e 20). Situazione al {instant}.

Ogni tabella c'è due volte, con lo stesso contenuto: in json/ com'è, e in csv/ per i fogli di
calcolo. Nei CSV un testo che un foglio di calcolo prenderebbe per una formula comincia con un
apostrofo; gli elenchi sono scritti in JSON. Gli istanti sono in UTC. Altre persone e
organizzazioni compaiono solo con la loro chiave. Mancano password e chiavi segrete: nemmeno l'hub
le conserva in forma leggibile. Una tabella che non è elencata non contiene nulla su di te.

{files}"""


def readme(counts: Mapping[str, int], now: datetime) -> dict[str, str]:
    """The two files that explain the others, by name."""
    instant = now.astimezone(ROME).strftime("%Y-%m-%d %H:%M %Z")
    texts = (("README.txt", ENGLISH, 0), ("LEGGIMI.txt", ITALIAN, 1))
    return {
        name: text.format(instant=instant, files=_files(counts, language))
        for name, text, language in texts
    }


def _files(counts: Mapping[str, int], language: int) -> str:
    lines = [
        f"{name} ({count})\n    {DESCRIPTIONS.get(name, DONE)[language]}\n"
        for name, count in counts.items()
        if count
    ]
    return "\n".join(lines)
