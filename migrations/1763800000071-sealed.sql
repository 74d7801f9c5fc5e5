-- Every column whose text is sealed says so: whoever rotates the keys finds them by it, and a test holds it against the
-- checks. The text is sealed for its organization, table, column and the row's id.
comment on column session_notes.text is 'sealed';
comment on column report_snapshots.sealed is 'sealed';
comment on column review_answers.went_well is 'sealed';
comment on column review_answers.blockers is 'sealed';
comment on column review_answers.next_commitment is 'sealed';
-- What is sealed and nothing else is let in: no forgetful statement leaves a plain word behind.
alter table review_answers add constraint review_answers_went_well_sealed check (went_well ~ '^s1\.'),
  add constraint review_answers_blockers_sealed check (blockers ~ '^s1\.'),
  add constraint review_answers_next_commitment_sealed check (next_commitment ~ '^s1\.');
alter table report_snapshots add constraint report_snapshots_sealed check (sealed ~ '^s1\.');
