"""Costs, projects, contracts and assets as they leave the ledger, columns named as the workbooks' fields are."""

_COSTS = (
    "SELECT e.*, v.name AS village, e.amount_fen AS amount, e.category AS cost_category, p.name AS project_name "
    "FROM live_cost_entry e JOIN live_village v ON v.id = e.village_id LEFT JOIN live_project p ON p.id = e.project_id "
    "ORDER BY substr(e.spent_on, 1, 4), v.sort, e.sort, e.spent_on"
)
_PROJECTS = (
    "SELECT p.*, v.name AS village, p.kind AS project_kind FROM live_project p JOIN live_village v ON v.id = p.village_id "
    "WHERE p.ended_on IS NULL ORDER BY v.sort, v.name, p.sort, p.name"
)
_CONTRACTS = (
    "SELECT c.*, v.name AS village, c.kind AS contract_kind, p.name AS project_name FROM live_contract c "
    "JOIN live_village v ON v.id = c.village_id LEFT JOIN live_project p ON p.id = c.project_id "
    "WHERE c.ended_on IS NULL ORDER BY v.sort, v.name, c.sort, c.name"
)
_ASSETS = (
    "SELECT a.*, v.name AS village, a.kind AS asset_kind, c.name AS contract_name FROM live_asset a "
    "JOIN live_village v ON v.id = a.village_id LEFT JOIN live_contract c ON c.id = a.contract_id "
    "WHERE a.ended_on IS NULL ORDER BY v.sort, v.name, a.sort, a.name"
)
ECONOMY = {"costs": _COSTS, "projects": _PROJECTS, "contracts": _CONTRACTS, "assets": _ASSETS}
