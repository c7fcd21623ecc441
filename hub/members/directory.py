"""Who stands in the public directory, and how one is found in it, as SQL over an organization."""

from hub.members import derived
from hub.sql import Sql, as_of_today, composed

STANDS = composed(
    "({row}.listing <> 'PRIVATE' AND {in_good_standing})",
    in_good_standing=as_of_today(derived.IS_MEMBER),
)
"""Whether an organization agrees to be listed, and is a member in good standing today.

For whom it agrees to be listed is decided by who sees its row.
"""

TOLD = ("name", "legal_name", "sector", "description")
"""What text is looked for in, beside competences: whoever sees the row sees these."""

COMPETENCES = Sql(
    r"""(SELECT string_agg(concat_ws(E'\n', skill.name, skill.name_it), E'\n')
    FROM organization_competence able JOIN competence skill ON skill.id = able.competence_id
    WHERE able.organization_id = {row}.id)"""
)

HAS_WORDS = composed(
    r"""(NOT EXISTS (SELECT 1
    FROM (SELECT hub_fold(concat_ws(E'\n', {told}, {competences})) AS text OFFSET 0) told,
        regexp_split_to_table(hub_fold({text}), '\s+') word
    WHERE strpos(told.text, word) = 0))""",
    told=Sql(", ".join(f"{{row}}.{column}" for column in TOLD)),
    competences=COMPETENCES,
)
"""Whether all words of a text occur in what the organization tells of itself; null: any."""

HAS_COMPETENCE = Sql(
    """({competence} IS NULL OR {row}.id IN (SELECT able.organization_id
    FROM organization_competence able WHERE able.competence_id IN (
        WITH RECURSIVE meant (id) AS (
            SELECT skill.id FROM competence skill
            WHERE skill.code = {competence} OR skill.id::text = {competence}
            UNION SELECT below.id FROM competence below JOIN meant ON below.parent_id = meant.id)
        SELECT meant.id FROM meant)))"""
)
"""Whether it has a competence, given by code or key, or one below it in the taxonomy."""


def _is_folded(column: str) -> Sql:
    """Whether a column holds what the argument of its name says, whatever case and accents."""
    return Sql(
        f"({{{column}}} IS NULL"
        f" OR coalesce(hub_fold({{row}}.{column}) = hub_fold(btrim({{{column}}})), false))"
    )


IN_SECTOR = Sql(
    """({sector} IS NULL
    OR coalesce(strpos(hub_fold({row}.sector), hub_fold(btrim({sector}))) > 0, false))"""
)

DIRECTORY = composed(
    """{stands} AND {has_words} AND {has_competence} AND {in_sector}
    AND {in_municipality} AND {in_province}""",
    stands=STANDS,
    has_words=HAS_WORDS,
    has_competence=HAS_COMPETENCE,
    in_sector=IN_SECTOR,
    in_municipality=_is_folded("municipality"),
    in_province=_is_folded("province"),
)
