"""The years a subject has records of, with how many."""

from app.models.store import Store


def rated(store: Store) -> dict[int, int]:
    """Return year → number of branches that were given a grade by anybody."""
    return dict(
        store.tuples(
            "SELECT year, count(*) FROM live_rating "
            "WHERE coalesce(county_grade, township_grade, mass_grade, self_grade) IS NOT NULL GROUP BY year"
        )
    )


def received(store: Store) -> dict[int, int]:
    """Return year → number of income entries received in it."""
    return dict(
        store.tuples(
            "SELECT CAST(substr(received_on, 1, 4) AS INTEGER) AS year, count(*) FROM live_income_entry "
            "WHERE received_on IS NOT NULL GROUP BY year"
        )
    )
