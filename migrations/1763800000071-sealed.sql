-- Every column whose text is sealed says so: whoever rotates the keys finds them by it, and a test holds it against the
-- checks. The text is sealed for its organization, table, column and the row's id.
comment on column session_notes.text is 'sealed';
comment on column report_snapshots.sealed is 'sealed';
