"""分类定级 from the scheme to 销号: schemes, rounds, proposals, rectification, tasks, pairs, contact points, years."""
