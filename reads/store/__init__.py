"""The only room that opens a database: engine, session, column types, migrations, the audit log."""
