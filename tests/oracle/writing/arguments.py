"""Random arguments of fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLArgument, GraphQLEnumType, GraphQLField, get_named_type

from tests.oracle.declared import entity_with, target
from tests.oracle.writing.choice import Choice
from tests.oracle.writing.filters import Filters
from tests.oracle.writing.ground import INSTANTS, QUERIES, Ground, day_texts
from tests.oracle.writing.inputs import ABSENT, Inputs, literal

CURSORS = frozenset({"after", "before"})
WORDS = ("", " ", "alfa", "ÀLFA s.r.l.", "citta nuvole", "soft", "alfa beta", "info@alfa.example")
CODES = ("it", "it.cloud", "IT", "", "nobody")
OFTEN: Mapping[str, int] = {"first": 50, "last": 20, "where": 50, "orderBy": 50}


@dataclass(frozen=True)
class Arguments:
    """Writes the arguments of fields."""

    choice: Choice
    ground: Ground
    inputs: Inputs
    types: list[str] = field(default_factory=lambda: ["Organization"])
    """The types of objects that were asked for by id, or as hits of a search."""

    def of(self, definition: GraphQLField) -> tuple[dict[str, str], list[str]]:
        """Arguments by name as they are written, and the variables among them that are cursors."""
        asked: dict[str, str] = {}
        cursors: list[str] = []
        for name, argument in definition.args.items():
            if name in CURSORS:
                if self.choice.chance(20):
                    use = self.inputs.declare("String", None, (None, ABSENT))
                    cursors.append(use.name)
                    asked[name] = f"${use.name}"
            elif self._is_asked(name, argument, asked):
                value = self._value(name, argument, definition)
                asked[name] = literal(value, argument.type)
        return asked, cursors

    def _is_asked(self, name: str, argument: GraphQLArgument, asked: Mapping[str, str]) -> bool:
        if name == "last" and asked.get("first", "null") != "null":
            return False
        return str(argument.type).endswith("!") or self.choice.chance(OFTEN.get(name, 60))

    def _value(self, name: str, argument: GraphQLArgument, definition: GraphQLField) -> Any:
        make = self._makers(definition).get(name) or (lambda: self._term(argument))
        if not str(argument.type).endswith("!") and self.choice.chance(5):
            return None
        if name == "where":
            return self._where(argument, target(definition).name)
        # Both sizes as variables could both be given.
        return self.inputs.given(argument.type, make, percent=0 if name == "last" else 35)

    def _where(self, argument: GraphQLArgument, type_name: str) -> Any:
        filters = Filters(self.choice, self.ground, self.inputs)
        if self.choice.chance(20):
            return self.inputs.variable(argument.type, lambda: filters.constant.where(type_name))
        return filters.where(type_name)

    def _makers(self, definition: GraphQLField) -> Mapping[str, Callable[[], Any]]:
        choice, ground = self.choice, self.ground
        return {
            "first": self._size,
            "last": self._size,
            "orderBy": lambda: Filters(choice, ground, None).order_by(target(definition).name),
            "id": lambda: self._known(choice.among(self._ids(definition))),
            "ids": lambda: [self._known(each) for each in choice.some(ground.all_ids, most=4)],
            "query": lambda: choice.among(QUERIES),
            "on": lambda: choice.among(day_texts()),
            "date": lambda: choice.among(day_texts()),
            "at": lambda: choice.among(INSTANTS),
            "from": lambda: self._moment(definition.args["from"]),
            "to": lambda: self._moment(definition.args["to"]),
            "freeFrom": lambda: choice.among(INSTANTS),
            "freeUntil": lambda: choice.among(INSTANTS),
            "startsOn": lambda: choice.among(day_texts()),
            "endsOn": lambda: choice.among(day_texts()),
            "within": lambda: choice.among([0, 1, 30, 365]),
            "text": lambda: choice.among(WORDS),
            "competence": lambda: choice.among([*ground.ids["Competence"], *CODES]),
            "sector": lambda: choice.among(["software", "RÌCERCA", "so ", "%"]),
            "municipality": lambda: choice.among([" cremona", "Crema", ""]),
            "province": lambda: choice.among(["cr", "MI"]),
            "kinds": lambda: choice.some(["ORGANIZATION", "STARTUP", "SPACE", "PROJECT"], most=3),
        }

    def _moment(self, argument: GraphQLArgument) -> str:
        is_instant = get_named_type(argument.type).name == "DateTime"
        return str(self.choice.among(INSTANTS if is_instant else day_texts()))

    def _size(self) -> int:
        return 100 if self.choice.chance(10) else self.choice.number(0, 5)

    def _known(self, global_id: str) -> str:
        """The id, whose type fragments may name."""
        if entity := entity_with(global_id.partition("_")[0]):
            self.types.append(entity.name)
        return global_id

    def _ids(self, definition: GraphQLField) -> list[str]:
        own = self.ground.ids.get(get_named_type(definition.type).name, [])
        return [*own, *self.ground.all_ids[::7], "nobody"] if own else self.ground.all_ids

    def _term(self, argument: GraphQLArgument) -> Any:
        named = get_named_type(argument.type)
        if not isinstance(named, GraphQLEnumType):
            raise TypeError(f"Nothing to give for {argument.type}.")
        return self.choice.among(list(named.values))
