"""What stands against erasing and exporting, beside what must be kept."""

from hub.errors import Refusal


class AlreadyErased(Refusal):
    """There is nothing left of the person."""

    code = "ALREADY_ERASED"
    sentence = "This person's data were erased on {day}."
