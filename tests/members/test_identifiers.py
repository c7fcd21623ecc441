"""Identifiers as people type them: in the form in which they are kept, or with what is wrong."""

import random
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.it import codicefiscale

from hub.errors import Refusal
from hub.members.parties import classifications, identifiers, places
from hub.members.parties.classifications import ateco_code, legal_form_code
from hub.members.parties.identifier_refusals import (
    LengthOfCountry,
    NoSuchDay,
    NotOfCountry,
    NoVatNumber,
    OnlyAbroad,
    OtherEdition,
    OtherPlace,
)
from hub.members.parties.identifiers import (
    birth_of,
    fiscal_code,
    fiscal_code_of_person,
    ipa_code,
    pec,
    rea,
    sdi_code,
    vat_number,
)
from hub.members.parties.italy import LETTERS, MUNICIPALITIES_OF_CREMONA, PROVINCES
from hub.members.terms import AtecoEdition, OrganizationKind

COMPANY, BODY = OrganizationKind.COMPANY, OrganizationKind.PUBLIC_BODY
OLD, NEW = AtecoEdition.ATECO_2007, AtecoEdition.ATECO_2025
PERSON = "RCCMNL83S18D969H"

Check = Callable[[str], str]


def refused(check: Check, text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        check(text)
    return caught.value


def code_of(check: Check, text: str) -> str:
    return refused(check, text).code


def with_check_letter(code: str) -> str:
    return code + codicefiscale.calc_check_digit(code)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("00743110157", "00743110157"),
        ("IT 00743110157", "00743110157"),
        ("it-00743110157", "00743110157"),
        ("VATIT-00743110157", "00743110157"),
        (" 007 431 101 57 ", "00743110157"),
        ("01601620709", "01601620709"),
        ("IT\u00a001601620709", "01601620709"),
        ("\uff100743110157", "00743110157"),
    ],
)
def test_a_vat_number_of_italy_is_kept_as_its_digits(text: str, kept: str) -> None:
    assert vat_number(text) == kept


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("00743110158", "INVALID_CHECKSUM"),
        ("0074311015", "INVALID_LENGTH"),
        ("007431101577", "INVALID_LENGTH"),
        ("IT0074311015", "INVALID_LENGTH"),
        ("0074311015A", "INVALID_FORMAT"),
        ("FR00743110157", "INVALID_FORMAT"),
        ("", "INVALID_FORMAT"),
        ("0074311015\u0667", "INVALID_FORMAT"),
        ("00000000000", "INVALID_COMPONENT"),
        ("00000001008", "INVALID_COMPONENT"),
        ("00743111015", "INVALID_COMPONENT"),
        ("80007720271", "INVALID_COMPONENT"),
        ("80007010376", "INVALID_COMPONENT"),
        (PERSON, "INVALID_FORMAT"),
    ],
)
def test_what_is_wrong_with_a_vat_number_of_italy_is_named(text: str, code: str) -> None:
    assert code_of(vat_number, text) == code


def test_a_body_without_a_vat_number_is_told_so() -> None:
    """The number itself is in order: it is the fiscal code of a university."""
    assert isinstance(refused(vat_number, "80007720271"), NoVatNumber)
    assert fiscal_code("80007720271") == "80007720271"
    assert fiscal_code("80007010376") == "80007010376"


@pytest.mark.parametrize(
    ("country", "text", "kept"),
    [
        ("AT", "U57194903", "ATU57194903"),
        ("AT", "ATU 57194903", "ATU57194903"),
        ("BE", "697449992", "BE0697449992"),
        ("FR", "FR 61 954 506 077", "FR61954506077"),
        ("NL", "004495445B01", "NL004495445B01"),
        ("DE", "136 695 976", "DE136695976"),
        ("GR", "EL 094259216", "EL094259216"),
        ("GR", "094259216", "EL094259216"),
        ("CH", "CHE-107.787.577", "CHE107787577"),
    ],
)
def test_vat_numbers_of_other_countries_begin_with_theirs(
    country: str, text: str, kept: str
) -> None:
    assert vat_number(text, country) == kept


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("AT", "U57194902", "INVALID_CHECKSUM"),
        ("FR", "FR6195450607", "INVALID_LENGTH"),
        ("FR", "IT00743110157", "INVALID_FORMAT"),
        ("DE", "DE13669597X", "INVALID_FORMAT"),
        ("CH", "1", "INVALID_FORMAT"),
        ("CH", "12345678901234", "INVALID_FORMAT"),
    ],
)
def test_what_is_wrong_with_them_is_named_as_well(country: str, text: str, code: str) -> None:
    refusal = refused(partial(vat_number, country=country), text)

    assert refusal.code == code
    if isinstance(refusal, LengthOfCountry | NotOfCountry):
        assert refusal.values["country"] == country


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (PERSON, PERSON),
        ("rcc mnl 83s18 d969h", PERSON),
        (f"TINIT-{PERSON}", PERSON),
        ("IT 01601620709", "01601620709"),
        ("TINIT-01601620709", "01601620709"),
        ("00743110157", "00743110157"),
    ],
)
def test_a_fiscal_code_is_of_a_body_or_of_a_sole_trader(text: str, kept: str) -> None:
    assert fiscal_code(text) == kept


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RCCMNL83S18D969", "INVALID_LENGTH"),
        ("0074311015", "INVALID_LENGTH"),
        ("00743110158", "INVALID_CHECKSUM"),
        ("RCCMNL83S18D969A", "INVALID_CHECKSUM"),
        ("RCCMNL83F18D969H", "INVALID_FORMAT"),
        ("RCCMNL83S18D96ÀH", "INVALID_FORMAT"),
        (with_check_letter("RCCMNL83S31D969"), "INVALID_COMPONENT"),
        (with_check_letter("RCCMNL83B30D969"), "INVALID_COMPONENT"),
        (with_check_letter("RCCMNL83S00D969"), "INVALID_COMPONENT"),
    ],
)
def test_what_is_wrong_with_a_fiscal_code_is_named(text: str, code: str) -> None:
    assert code_of(fiscal_code, text) == code


def test_how_long_a_fiscal_code_is_depends_on_what_it_is_of() -> None:
    assert refused(fiscal_code, "0074311015").values["expected"] == 11
    assert refused(fiscal_code, "RCCMNL83S18D969").values["expected"] == 16
    assert code_of(fiscal_code_of_person, "00743110157") == "INVALID_LENGTH"


@pytest.mark.parametrize("place", [6, 7, 9, 10, 12, 13, 14])
def test_a_digit_of_a_persons_code_may_be_a_letter(place: int) -> None:
    """Two people with the same code are told apart by a letter for a digit (omocodia)."""
    letter = "LMNPQRSTUV"[int(PERSON[place])]
    code = with_check_letter(PERSON[:place] + letter + PERSON[place + 1 : 15])

    assert fiscal_code_of_person(code) == code
    assert birth_of(code) == birth_of(PERSON) == ("831118", "D969")


def test_all_digits_may_be_letters() -> None:
    code = with_check_letter("RCCMNLUPSMUDVSV")

    assert fiscal_code_of_person(code) == code
    assert birth_of(code) == ("831118", "D969")


def test_the_day_of_a_woman_is_forty_more() -> None:
    assert birth_of(fiscal_code_of_person("CNTCHR83T41D969D")) == ("831201", "D969")
    assert isinstance(refused(fiscal_code, with_check_letter("CNTCHR83T72D969")), NoSuchDay)
    assert fiscal_code(leap := with_check_letter("CNTCHR84B69D969")) == leap
    assert code_of(fiscal_code, with_check_letter("CNTCHR83B69D969")) == "INVALID_COMPONENT"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("RM-123456", "RM-123456"),
        ("528690/GE", "GE-528690"),
        ("cr 000123", "CR-123"),
        ("REA CR-1234567", "CR-1234567"),
        ("REA n. CR 1234", "CR-1234"),
        ("CR n. 1234", "CR-1234"),
        ("RE-12", "RE-12"),
        ("NA12", "NA-12"),
        ("OT-77", "OT-77"),
    ],
)
def test_a_rea_number_is_kept_as_province_and_number(text: str, kept: str) -> None:
    assert rea(text) == kept


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CREMONA-1", "INVALID_FORMAT"),
        ("CR", "INVALID_FORMAT"),
        ("123456", "INVALID_FORMAT"),
        ("CR-000", "INVALID_FORMAT"),
        ("CR-12345678", "INVALID_LENGTH"),
        ("XX-12", "UNKNOWN_CODE"),
    ],
)
def test_what_is_wrong_with_a_rea_number_is_named(text: str, code: str) -> None:
    assert code_of(rea, text) == code


def test_a_certified_address_is_an_address() -> None:
    assert pec(" Impresa@PEC.Esempio.it ") == "impresa@pec.esempio.it"
    assert pec("01234560199@impresa.italia.it") == "01234560199@impresa.italia.it"
    for text in ("impresa", "a@b", "a b@pec.it", "à@pec.it", ""):
        assert code_of(pec, text) == "INVALID_FORMAT"


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (COMPANY, "m5uxcr1", "M5UXCR1"),
        (COMPANY, "0000000", "0000000"),
        (BODY, "ufnplw", "UFNPLW"),
        (BODY, "0000000", "0000000"),
        (OrganizationKind.UNIVERSITY, "UFNPLW", "UFNPLW"),
        (OrganizationKind.UNIVERSITY, "M5UXCR1", "M5UXCR1"),
    ],
)
def test_an_sdi_code_is_as_long_as_the_kind_asks(
    kind: OrganizationKind, text: str, kept: str
) -> None:
    assert sdi_code(text, kind) == kept


def test_what_is_wrong_with_an_sdi_code_is_named() -> None:
    assert code_of(partial(sdi_code, kind=COMPANY), "UFNPLW") == "INVALID_LENGTH"
    assert code_of(partial(sdi_code, kind=BODY), "M5UXCR1") == "INVALID_LENGTH"
    assert code_of(partial(sdi_code, kind=COMPANY), "M5UXC_1") == "INVALID_FORMAT"
    assert isinstance(refused(partial(sdi_code, kind=COMPANY), "XXXXXXX"), OnlyAbroad)
    assert sdi_code("XXXXXXX", COMPANY, "FR") == "XXXXXXX"


def test_an_ipa_code_is_kept_small() -> None:
    assert ipa_code(" C_D150 ") == "c_d150"
    assert code_of(ipa_code, "c d150") == "INVALID_FORMAT"
    assert code_of(ipa_code, "") == "INVALID_FORMAT"
    assert code_of(ipa_code, "c" * 21) == "INVALID_LENGTH"


@pytest.mark.parametrize(
    ("text", "edition", "kept"),
    [
        ("62.01", OLD, "62.01"),
        ("62.01.00", OLD, "62.01.00"),
        ("620100", OLD, "62.01.00"),
        ("62.10", NEW, "62.10"),
        ("J 62.10.00", NEW, "62.10.00"),
        ("62.20.1", NEW, "62.20.1"),
        ("62", NEW, "62"),
        ("62.1", NEW, "62.1"),
    ],
)
def test_an_ateco_code_is_of_its_edition(text: str, edition: AtecoEdition, kept: str) -> None:
    assert ateco_code(text, edition) == kept


@pytest.mark.parametrize(
    ("text", "edition", "code"),
    [
        ("62.01", NEW, "UNKNOWN_CODE"),
        ("62.10.00", OLD, "UNKNOWN_CODE"),
        ("04", NEW, "UNKNOWN_CODE"),
        ("6", NEW, "INVALID_LENGTH"),
        ("6210001", NEW, "INVALID_LENGTH"),
        ("software", NEW, "INVALID_FORMAT"),
        ("J", NEW, "INVALID_FORMAT"),
    ],
)
def test_what_is_wrong_with_an_ateco_code_is_named(
    text: str, edition: AtecoEdition, code: str
) -> None:
    assert code_of(partial(ateco_code, edition=edition), text) == code


def test_a_code_of_the_other_edition_is_told_so() -> None:
    refusal = refused(partial(ateco_code, edition=NEW), "62.01.00")

    assert isinstance(refusal, OtherEdition)
    assert (refusal.values["other"], refusal.values["edition"]) == ("ATECO 2007", "ATECO 2025")


def test_a_legal_form_is_of_private_or_of_public_law() -> None:
    assert legal_form_code("1.3.20") == legal_form_code("1320") == "1.3.20"
    assert legal_form_code("2.7.11") == "2.7.11"
    assert code_of(legal_form_code, "132") == "INVALID_LENGTH"
    assert code_of(legal_form_code, "S.r.l.") == "INVALID_FORMAT"
    for text in ("3.1.10", "2.8.10", "1.0.10"):
        assert code_of(legal_form_code, text) == "UNKNOWN_CODE"


def test_places_are_known_by_their_codes() -> None:
    assert places.country(" fr ") == "FR"
    assert places.province("cr") == "CR"
    assert places.province("zz", "FR") == "ZZ"
    assert places.postal_code("26100") == "26100"
    assert places.postal_code("sw1a  1aa", "GB") == "SW1A 1AA"
    assert places.municipality_code("019036") == "019036"
    assert places.municipality_code("015146") == "015146"
    assert places.birth_place_code("d 150") == "D150"


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (places.country, "Italia", "UNKNOWN_CODE"),
        (places.country, "XX", "UNKNOWN_CODE"),
        (places.province, "Cremona", "INVALID_FORMAT"),
        (places.province, "XX", "UNKNOWN_CODE"),
        (places.postal_code, "2610", "INVALID_LENGTH"),
        (places.postal_code, "2610O", "INVALID_FORMAT"),
        (partial(places.postal_code, country="FR"), "12345678901", "INVALID_LENGTH"),
        (partial(places.postal_code, country="FR"), "", "INVALID_FORMAT"),
        (places.municipality_code, "19036", "INVALID_LENGTH"),
        (places.municipality_code, "D150", "INVALID_FORMAT"),
        (places.municipality_code, "500001", "UNKNOWN_CODE"),
        (places.municipality_code, "019200", "UNKNOWN_CODE"),
        (places.birth_place_code, "Cremona", "INVALID_FORMAT"),
    ],
)
def test_what_is_wrong_with_a_place_is_named(check: Check, text: str, code: str) -> None:
    assert code_of(check, text) == code


def test_a_municipality_is_the_one_that_its_code_says() -> None:
    places.require_one_place("019036", "CREMONA", "CR")
    places.require_one_place("019116", None, None)
    places.require_one_place("015146", "Milano", "MI")
    for name, province in (("Crema", "CR"), ("Cremona", "MI")):
        with pytest.raises(OtherPlace) as caught:
            places.require_one_place("019036", name, province)
        assert caught.value.code == "INVALID_COMPONENT"


def test_the_tables_are_whole() -> None:
    assert len(PROVINCES) == len(LETTERS) == 107 + 4
    assert len(MUNICIPALITIES_OF_CREMONA) == 113
    assert MUNICIPALITIES_OF_CREMONA["019035"] == "Crema"
    assert (PROVINCES["CR"], LETTERS["019"]) == ("019", "CR")


CHECKS: dict[str, Check] = {
    **{f"VAT number of {each}": partial(vat_number, country=each) for each in identifiers.EU},
    "VAT number of CH": partial(vat_number, country="CH"),
    "fiscal code": fiscal_code,
    "fiscal code of a person": fiscal_code_of_person,
    "REA": rea,
    "PEC": pec,
    **{f"SdI code of {each}": partial(sdi_code, kind=each) for each in OrganizationKind},
    "IPA code": ipa_code,
    **{f"{title}": partial(ateco_code, edition=e) for e, title in classifications.TITLES.items()},
    "legal form": legal_form_code,
    "country": places.country,
    "province": places.province,
    "postal code": places.postal_code,
    "postal code abroad": partial(places.postal_code, country="FR"),
    "municipality": places.municipality_code,
    "birth place": places.birth_place_code,
}
ALPHABETS = (
    "0123456789",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -./:",
    "ITRSSMAD0123456789LMNPQRSTUV",
    "".join(map(chr, range(0x3000))),
    "\u017f\u0131\u0130\xdf\ufb01\u2460\u0663\uff10\U0001d7d8\ud800\x00",
)


def answer(check: Check, text: str) -> str | None:
    """The form in which it is kept; None if it is refused."""
    try:
        return check(text)
    except Refusal:
        return None


def require_answers(text: str) -> None:
    """It is refused, or kept in a form that stays as it is."""
    for name, check in CHECKS.items():
        kept = answer(check, text)
        assert kept is None or check(kept) == kept, name


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    require_answers(text)


def try_random_texts(number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - the same texts in each run
    for _ in range(number):
        alphabet = chance.choice(ALPHABETS)
        text = "".join(chance.choices(alphabet, k=chance.randrange(24)))
        require_answers(text)


def test_two_thousand_random_texts_have_an_answer() -> None:
    try_random_texts(2_000)


@pytest.mark.slow
def test_a_hundred_thousand_random_texts_have_an_answer() -> None:
    try_random_texts(100_000)
