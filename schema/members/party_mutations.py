"""What is done about organizations, people and what ties them."""

from typing import TYPE_CHECKING

from hub.members.parties import (
    affiliations,
    competences,
    headcounts,
    merging,
    organizations,
    people,
)
from schema.members import consequence_types, party_inputs, party_problems
from schema.mutating.declare import mutation, mutations, payload, result, told

if TYPE_CHECKING:
    from schema.members.consequence_types import Consequence
    from schema.members.party_types import Affiliation, Competence, Headcount
    from schema.members.person_types import Person
    from schema.members.types import Organization

DECLARED = (party_inputs, party_problems)
"""The modules of the inputs and problems: they are known once their modules are imported."""
CONSEQUENCES = (
    "What hangs on the affiliation after its last day, and what becomes of it, by day: cancelled,"
    " ended, or passed on; what another affiliation with the same organization covers stays, and"
    " is not among it. The first 1,000; null when there are problems."
)
COUNT = "How many there are in all; null when there are problems."
MOVED = "How many rows of all kinds referred to the duplicate; null when there are problems."


@payload
class CreateOrganizationPayload:
    """The answer of `createOrganization`."""

    organization: "Organization | None" = result(
        "The new organization; null when there are problems."
    )


@payload
class UpdateOrganizationPayload:
    """The answer of `updateOrganization`."""

    organization: "Organization | None" = result(
        "The organization, changed; null when there are problems."
    )


@payload
class MergeOrganizationsPayload:
    """The answer of `mergeOrganizations`."""

    organization: "Organization | None" = result(
        "The one that stays; null when there are problems."
    )
    moved: "int | None" = told(merging.moved, MOVED)


@payload
class CreatePersonPayload:
    """The answer of `createPerson`."""

    person: "Person | None" = result("The new person; null when there are problems.")


@payload
class UpdatePersonPayload:
    """The answer of `updatePerson`."""

    person: "Person | None" = result("The person, changed; null when there are problems.")


@payload
class MergePeoplePayload:
    """The answer of `mergePeople`."""

    person: "Person | None" = result("The one that stays; null when there are problems.")
    moved: "int | None" = told(merging.moved, MOVED)


@payload
class AddAffiliationPayload:
    """The answer of `addAffiliation`."""

    affiliation: "Affiliation | None" = result("The new one; null when there are problems.")


@payload
class UpdateAffiliationPayload:
    """The answer of `updateAffiliation`."""

    affiliation: "Affiliation | None" = result(
        "The affiliation, changed; null when there are problems."
    )
    consequences: "list[Consequence] | None" = told(
        consequence_types.told, CONSEQUENCES, most=consequence_types.MOST_TOLD
    )
    consequence_count: "int | None" = told(consequence_types.count, COUNT)


@payload
class EndAffiliationPayload:
    """The answer of `endAffiliation`."""

    affiliation: "Affiliation | None" = result(
        "The affiliation, ended; null when there are problems."
    )
    consequences: "list[Consequence] | None" = told(
        consequence_types.told, CONSEQUENCES, most=consequence_types.MOST_TOLD
    )
    consequence_count: "int | None" = told(consequence_types.count, COUNT)


@payload
class RecordHeadcountPayload:
    """The answer of `recordHeadcount`."""

    headcount: "Headcount | None" = result("The count; null when there are problems.")


@payload
class SetOrganizationCompetencesPayload:
    """The answer of `setOrganizationCompetences`."""

    organization: "Organization | None" = result("The organization; null when there are problems.")


@payload
class SetPersonCompetencesPayload:
    """The answer of `setPersonCompetences`."""

    person: "Person | None" = result("The person; null when there are problems.")


@payload
class CreateCompetencePayload:
    """The answer of `createCompetence`."""

    competence: "Competence | None" = result("The new entry; null when there are problems.")


@payload
class UpdateCompetencePayload:
    """The answer of `updateCompetence`."""

    competence: "Competence | None" = result("The entry, changed; null when there are problems.")


@mutations
class PartyMutations:
    """What is done about organizations, people and what ties them."""

    create_organization: "CreateOrganizationPayload" = mutation(
        organizations.create_organization,
        "Enter an organization: the front desk. An identifier that another one has is refused; a"
        " name nearly like another's as well, unless it is said that it is distinct.",
    )
    update_organization: "UpdateOrganizationPayload" = mutation(
        organizations.update_organization,
        "Change what is given of an organization: how it presents itself and is reached, its"
        " administrators unless the desk has locked it; everything, the front desk.",
    )
    merge_organizations: "MergeOrganizationsPayload" = mutation(
        merging.merge_organizations,
        "Merge an organization that was entered twice: the front desk. All that refers to the"
        " duplicate refers to the other one afterwards, which takes over what it lacks; the"
        " duplicate stays for its history, is listed nowhere, and `mergedInto` leads on. Refused"
        " as long as both have what one cannot have twice.",
    )
    create_person: "CreatePersonPayload" = mutation(
        people.create_person,
        "Enter a person: the front desk. People whom an organization wants are invited instead.",
    )
    update_person: "UpdatePersonPayload" = mutation(
        people.update_person,
        "Change what the front desk verifies of a person: names, identifiers, birth, and how the"
        " person is reached.",
    )
    merge_people: "MergePeoplePayload" = mutation(
        merging.merge_people,
        "Merge a person who was entered twice: the front desk, as it is with organizations.",
    )
    add_affiliation: "AddAffiliationPayload" = mutation(
        affiliations.add_affiliation,
        "Tie a person to an organization: its administrators, the front desk.",
    )
    update_affiliation: "UpdateAffiliationPayload" = mutation(
        affiliations.update_affiliation,
        "Change role, purposes, standing or days of an affiliation: administrators of the"
        " organization, the front desk. The last who administers it keeps doing so; what hangs on"
        " days that it no longer has ends with them, and a dry run shows it.",
    )
    end_affiliation: "EndAffiliationPayload" = mutation(
        affiliations.end_affiliation,
        "End an affiliation: administrators of the organization, the front desk. The rights of the"
        " person's account that follow from it end with it; what hangs on it does, or goes to a"
        " colleague, and a dry run shows it. The last who administers the organization stays.",
    )
    record_headcount: "RecordHeadcountPayload" = mutation(
        headcounts.record_headcount,
        "Record how many people an organization employed: its administrators, the front desk.",
    )
    set_organization_competences: "SetOrganizationCompetencesPayload" = mutation(
        competences.set_organization_competences,
        "Say all that an organization can do: its administrators, the front desk.",
    )
    set_person_competences: "SetPersonCompetencesPayload" = mutation(
        competences.set_person_competences,
        "Say all that a person can do: the person, the front desk.",
    )
    create_competence: "CreateCompetencePayload" = mutation(
        competences.create_competence, "Add an entry to the taxonomy: the front desk."
    )
    update_competence: "UpdateCompetencePayload" = mutation(
        competences.update_competence,
        "Change the names of an entry of the taxonomy, or what it stands under: the front desk.",
    )
