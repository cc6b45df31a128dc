"""The import wizard: from files a clerk has to a plan she accepts or leaves."""
