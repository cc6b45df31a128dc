"""数据质量: what contradicts what in the ledger — people, organizations, groups, income, ratings."""
