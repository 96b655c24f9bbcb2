"""The only room that opens a database: engine, column types, migrations, the audit log, keys, backups (spec 7).

Where is …?
    what "committed" means                     engine          the schema's version                 schema, migrations/
    a table that only grows                    append_only     who did what                         events
    patients' fields, sealed                   patient_fields  the key that a person keeps          keys
    a copy of the database                     backup, archive putting it back                      restore
    what a restore loses                       lost_by_restore at which number series go on         numbers_after_restore
    a row changed by hand                      tree_checks     a guard taken off                    guard_checks
    an index, trigger or table changed         schema_checks
    an older database put in its place         anchors         the tree over all rows               hash_tree, hash_tree_leaves
    files whole or not at all                  files           a look that stores nothing           store_to_look_at
"""
