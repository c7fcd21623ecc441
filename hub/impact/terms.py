"""The closed lists of the impact area."""

from hub.vocabulary import Vocabulary


class Theme(Vocabulary):
    """What a figure is about."""

    MEMBERS = "MEMBERS", "Members of the consortium and the people they employ."
    INCUBATION = "INCUBATION", "Start-ups and what becomes of them."
    SPACES = "SPACES", "Spaces and desks."
    PROJECTS = "PROJECTS", "Joint projects, their grants, and agreements."
    NETWORK = "NETWORK", "Connections by fibre, each unit of count by itself."
    STATED = "STATED", "Figures that others have published, as they published them."


class Unit(Vocabulary):
    """What a figure counts; figures of different units are never added up."""

    ORGANIZATIONS = "ORGANIZATIONS", "Organizations."
    COMPANIES = "COMPANIES", "Companies."
    PEOPLE = "PEOPLE", "People."
    STARTUPS = "STARTUPS", "Start-ups."
    SITES = "SITES", "Sites."
    SPACES = "SPACES", "Spaces."
    DESKS = "DESKS", "Desks (postazioni)."
    PROJECTS = "PROJECTS", "Projects."
    PROPOSALS = "PROPOSALS", "Proposals."
    AGREEMENTS = "AGREEMENTS", "Agreements."
    EURO = "EURO", "Euro."
    PERCENT = "PERCENT", "Percent."
    POINTS = "POINTS", "Points of a ranking."
    SQUARE_METRES = "SQUARE_METRES", "Square metres."
    SQUARE_KILOMETRES = "SQUARE_KILOMETRES", "Square kilometres."
    SUBSCRIBERS = "SUBSCRIBERS", "Connected subscribers of a network (utenze)."
    PROPERTY_UNITS = "PROPERTY_UNITS", "Units of the land register that can be reached (UI)."
    STREET_NUMBERS = "STREET_NUMBERS", "Street numbers that can be reached (numeri civici)."
