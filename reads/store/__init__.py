"""Engine, session, column types, migrations: the only room that opens a database."""
