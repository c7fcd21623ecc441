"""The input of importing members."""

from hub.files import File
from schema.mutating.declare import given, write_input


@write_input
class ImportMembersInput:
    """The spreadsheet to import: XLSX, of which the first sheet counts, or CSV.

    The first row has the headings, in Italian or English and in any order; `hub import template
    members` writes them all. Each row is about an organization, a person, or both and that the
    person belongs to the organization.
    """

    file: "File" = given("At most 10 MiB and 100,000 rows. All of it is imported, or nothing.")
