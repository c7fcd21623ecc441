"""Names and identifiers that no real party can have, in the forms that the database asks for.

VAT numbers carry 555 where the office of issue stands, which no office has; REA numbers the
province ZZ, which Italy lacks; fiscal codes of people the letter X for the month of birth, which
stands for none; telephone numbers the prefix 0000; sites, mail and certified mail the domains that
RFC 2606 keeps for examples; CUP codes letters where a real one has digits.
"""

import unicodedata

OFFICE = 555
GIVEN_NAMES = (
    "Ada", "Alba", "Anita", "Bianca", "Bruno", "Carla", "Cesare", "Chiara", "Dario", "Delia",
    "Elia", "Elsa", "Emma", "Enea", "Fabio", "Flavia", "Gaia", "Gino", "Giulia", "Irene",
    "Ivo", "Lara", "Lea", "Lino", "Livia", "Luca", "Marta", "Mina", "Nadia", "Nico",
    "Olga", "Oscar", "Pia", "Rita", "Rocco", "Sara", "Silvia", "Tea", "Ugo", "Viola",
)  # fmt: skip
FAMILY_NAMES = (
    "Esempi", "Fittizi", "Finti", "Inventati", "Immaginari", "Fantasia", "Modelli", "Campioni",
    "Provini", "Figuranti", "Comparsa", "Sagoma", "Segnaposto", "Bozzetti", "Maschera", "Favola",
    "Chimera", "Ipotesi", "Controfigura", "Manichini", "Personaggi", "Romanzi", "Leggenda",
    "Miraggio",
)  # fmt: skip
FIRST_WORDS = (
    "Nebbia", "Torrazzo", "Lanca", "Golena", "Argine", "Pioppo", "Airone", "Cascina", "Liuto",
    "Viola", "Archetto", "Mostarda", "Torrone", "Marubino", "Zolla", "Naviglio", "Ghiaia",
    "Rogge", "Farfara", "Melograno", "Fiordaliso", "Grano", "Luppolo", "Salice", "Cicogna",
)  # fmt: skip
SECOND_WORDS = (
    "Binaria", "Digitale", "Quantica", "Sonora", "Connessa", "Predittiva", "Modulare", "Sicura",
    "Circolare", "Aperta", "Sensibile", "Parallela", "Mobile", "Virtuale", "Robotica", "Solare",
    "Vettoriale", "Iterativa", "Semantica", "Distribuita",
)  # fmt: skip


def vat_number(number: int) -> str:
    """A partita IVA with a right check digit of an office that does not exist."""
    digits = f"{number:07}{OFFICE}"
    return digits + str(-_luhn_sum(digits) % 10)


def rea(number: int) -> str:
    return f"ZZ-{number:07}"


def fiscal_code(number: int) -> str:
    """The fiscal code of a person born in a month that does not exist."""
    return f"XXXXXX00X{number % 28 + 1:02}Z{number // 28 % 1000:03}X"


def cup(number: int) -> str:
    return f"DEMO{number:011}"


def phone(number: int) -> str:
    return f"+39 0000 {number:06}"


def email(name: str) -> str:
    return f"{slug(name, '.')}@example.org"


def certified_email(name: str) -> str:
    return f"{slug(name)}@pec.example.org"


def website(name: str) -> str:
    return f"https://{slug(name)}.example"


def slug(name: str, separator: str = "-") -> str:
    """The name in lower case, without accents, its words joined."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return separator.join(words)


def _luhn_sum(digits: str) -> int:
    """Of ten digits: those in even places count twice, and their tens and units are added up."""
    doubled = (int(digit) * 2 for digit in digits[1::2])
    return sum(map(int, digits[::2])) + sum(value // 10 + value % 10 for value in doubled)
