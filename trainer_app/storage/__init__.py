"""Tables, transactions and queries: the only place that knows SQLAlchemy."""
