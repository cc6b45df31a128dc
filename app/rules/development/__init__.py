"""发展党员: the rules of each date, judged over one person's case; the windows of every step; what falls due."""
