"""Creating many tables in one step of a migration."""

from typing import Any, cast

from tortoise.fields.relational import ManyToManyFieldInstance
from tortoise.migrations.operations import CreateModel, TortoiseOperation
from tortoise.migrations.schema_editor import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import ModelState, State


class CreateModels(TortoiseOperation):
    """Several new tables at once.

    Tortoise builds its picture of all models anew with each operation, which for as many tables as
    the hub has takes most of a minute one by one; here it is built once.
    """

    def __init__(self, creations: list[CreateModel]) -> None:
        self.creations = creations

    def describe(self) -> str:
        return f"Create {len(self.creations)} models"

    def state_forward(self, app_label: str, state: State) -> None:
        for creation in self.creations:
            made = ModelState.make_from_model(app_label, creation.model)
            state.models[app_label, creation.name] = made
        state.reload_models((app_label, creation.name) for creation in self.creations)

    async def database_forward(  # noqa: PLR0917 - Tortoise's signature
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        for creation in self.creations:
            await creation.database_forward(app_label, old_state, new_state, state_editor)

    async def database_backward(  # noqa: PLR0917 - Tortoise's signature
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if not state_editor:
            return
        for creation in reversed(self.creations):
            model = old_state.apps.get_model(app_label, creation.name)
            # Both sides of a many-to-many relation are here: only one drops the table between.
            model._meta.m2m_fields -= {
                name
                for name in model._meta.m2m_fields
                if cast(ManyToManyFieldInstance[Any], model._meta.fields_map[name])._generated
            }
            await state_editor.delete_model(model)
