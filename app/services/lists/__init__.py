"""Read models of the window's pages: the tree of organizations, villages and groups, the roster."""

from app.models.roster_filters import RosterFilter
from app.services.lists.organizations import (
    GroupRow,
    OrganizationNode,
    VillageRow,
    group_rows,
    organization_outline,
    organization_tree,
    village_rows,
)
from app.services.lists.roster import COLUMNS, STANDARD, RosterColumn, RosterGroup, RosterRow, RosterView

__all__ = [
    "COLUMNS",
    "STANDARD",
    "GroupRow",
    "OrganizationNode",
    "RosterColumn",
    "RosterFilter",
    "RosterGroup",
    "RosterRow",
    "RosterView",
    "VillageRow",
    "group_rows",
    "organization_outline",
    "organization_tree",
    "village_rows",
]
