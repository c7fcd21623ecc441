"""Which passwords will do, over plain values."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from hub.accounts.refusals import PasswordGuessable, PasswordTooLong, PasswordTooShort
from hub.errors import Refusal

SHORTEST = 12
LONGEST = 128
LEAST_OWN = 6
"""Characters that a password needs beside words that are tried first."""
LEAST_DIFFERENT = 5
WORD = re.compile(r"[^\W\d_]{3,}")
PUNCTUATION = re.compile(r"[\W_]+")
DISGUISES = str.maketrans("013457@$!", "oieastasi")
"""What stands for a letter in passwords that want to look harder than they are."""

# The words that lists of stolen passwords begin with, Italian ones among them, written by hand:
# of twelve characters and more those lists hold hardly anything but such words with a number.
WORDS = """
abc abcd abcdef access admin administrator account alessandro alessia amico amministratore
amore amoremio andrea angela angelo anna antonio asdf asdfgh asdfghjkl azerty banana baseball
batman benvenuto bologna buongiorno calcio cambiami capo casa changeme charlie chiara ciao
ciaociao cioccolato claudia company computer cremona cremonese cucciolo dallas daniela daniele
default demo dragon elena fabio federica federico ferrari firenze flower football forza
forzainter forzajuve forzamilan forzaroma forzanapoli francesca francesco freedom gattino
giorgia giovanni giulia giuseppe google guest hello heslo home house iloveyou impresa inter
internet italia juventus killer laura letmein lombardia login lorenzo love lovely luca
macchina madonna maria marco martina master matteo mattia michael michela michele milan milano
monica monkey mustang napoli nicola ninja nome nonna nonno office paola paolo parola pass
passw passwd password passphrase pippo pluto polo primavera princess principessa prova qazwsx
qwe qwer qwert qwerty qwertyui qwertyuiop roberto roma root samsung sara secret segreta segreto
server service shadow silvia simone soccer stefania stefano stella strong sunshine super
superman system tecnologico temp test tesoro trustno ufficio user utente valentina welcome
windows winter zaq zaqwsx zxc zxcv zxcvb zxcvbnm autunno estate inverno january february gennaio
febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedi
"""
COMMON = frozenset(WORDS.split())


def normalized(password: str) -> str:
    """The password as it is hashed: however a keyboard composes its characters, it is the same."""
    return unicodedata.normalize("NFKC", password)


def faults(password: str, *path: str | int, known: Iterable[str] = ()) -> list[Refusal]:
    """What is wrong with a new password; `known` is what others know of its holder."""
    measured = len(normalized(password[: LONGEST + 1]))
    if measured < SHORTEST:
        return [PasswordTooShort(*path, minimum=SHORTEST, measured=measured)]
    if len(password) > LONGEST or measured > LONGEST:
        return [PasswordTooLong(*path, limit=LONGEST, measured=max(len(password), measured))]
    return [PasswordGuessable(*path)] if is_guessable(password, known) else []


def is_guessable(password: str, known: Iterable[str]) -> bool:
    """Whether little is left of a password without words that are tried first, or only a series."""
    words = COMMON.union(*(WORD.findall(text.casefold()) for text in known))
    folded = normalized(password).casefold()
    ways = {folded, folded.translate(DISGUISES)}
    return any(_is_poor(_own(way, words), is_whole=way == folded) for way in ways)


def _own(text: str, words: Iterable[str]) -> str:
    """What is left without the words, the longest of which are looked for first."""
    known = sorted(words, key=lambda word: (-len(word), word))
    left = re.sub("|".join(map(re.escape, known)), " ", text)
    return text if left == text else PUNCTUATION.sub("", left)


def _is_poor(text: str, *, is_whole: bool) -> bool:
    """Whether a text is too short, of too few characters, or a series such as 345678."""
    if len(text) < LEAST_OWN:
        return True
    if not is_whole:  # of characters that were exchanged nothing more can be said
        return False
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(set(text)) < LEAST_DIFFERENT or steps <= {1, -9} or steps <= {-1, 9}
