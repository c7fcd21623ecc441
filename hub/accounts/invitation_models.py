"""Rows of invitations: to an organization, or to a desk."""

from datetime import date
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from hub.accounts import leaving
from hub.accounts.models import GRANTABLE, Account
from hub.actor import Role
from hub.keeping import Expiry, Removal, RetentionKind
from hub.members.models import EMAIL, Organization
from hub.members.terms import AffiliationRole, Language
from hub.personal import ADDRESSED, Ties
from hub.rows import EditableRow
from hub.sql import Sql, quoted


class Invitation(EditableRow):
    """An offer by mail: an affiliation with an organization, or a role at a desk."""

    personal = frozenset({"email", "title"})
    ties = Ties(
        paths=("accepted_by.person",),
        condition=ADDRESSED,
        emptied={"email": Sql("''")},
        closing={"revoked_at": leaving.TAKEN_BACK},
    )
    expiry = Expiry(RetentionKind.CLOSED_INVITATIONS, leaving.OVER_SINCE, Removal.EMPTIED)

    email = fields.CharField(max_length=254)
    language = fields.CharEnumField(Language, max_length=2, default=Language.IT)
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="invitations", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    affiliation_role = fields.CharEnumField(AffiliationRole, max_length=25, null=True)
    title = fields.CharField(max_length=120, null=True)
    is_administrator = fields.BooleanField(default=False)
    role = fields.CharEnumField(Role, max_length=20, null=True)
    role_ends_on: date | None = fields.DateField(null=True)
    invited_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="sent_invitations", on_delete=fields.RESTRICT, null=True
    )
    invited_by_id: UUID | None
    expires_at = fields.DatetimeField()
    accepted_at = fields.DatetimeField(null=True)
    accepted_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="accepted_invitations", on_delete=fields.RESTRICT, null=True
    )
    accepted_by_id: UUID | None
    declined_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "invitation"
        indexes = [
            Index(fields=("organization_id", "created_at")),
            Index(fields=("email",)),
            Index(fields=("invited_by_id",)),
            Index(fields=("accepted_by_id",)),
        ]
        constraints = [
            CheckConstraint(
                f"email = '' OR email = lower(email) AND email ~ '{EMAIL}'",
                "invitation_email_format",
            ),
            CheckConstraint(
                "(organization_id IS NULL) = (affiliation_role IS NULL)"
                " AND num_nonnulls(organization_id, role) = 1",
                "invitation_to_one_thing",
            ),
            CheckConstraint(f"role IN ({quoted(GRANTABLE)})", "invitation_role_grantable"),
            CheckConstraint("role IS NULL OR NOT is_administrator", "invitation_administers"),
            CheckConstraint(
                "num_nonnulls(accepted_at, declined_at, revoked_at) < 2", "invitation_one_end"
            ),
            CheckConstraint(
                "(accepted_at IS NULL) = (accepted_by_id IS NULL)", "invitation_accepted_by"
            ),
        ]
