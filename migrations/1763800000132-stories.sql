-- Stories of how somebody got unstuck, told by a mentor, a coach or an admin. There is no column for whom they are about.

create table stories (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  author_id uuid not null default app.member_id(),
  title text not null check (length(title) between 1 and 200),
  situation text not null check (length(situation) between 1 and 4000),
  tried text not null check (length(tried) between 1 and 4000),
  worked text not null check (length(worked) between 1 and 4000),
  did_not_work text check (length(did_not_work) between 1 and 4000),
  labels text[] not null default '{}' check (cardinality(labels) <= 5
    and labels <@ array['CONTENT_PLATEAU', 'RECOGNITION_GAP', 'INERTIA', 'STRAIN', 'STRUCTURAL']),
  status text not null default 'DRAFT' check (status in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  published_at timestamptz(3),
  withdrawn_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint stories_author_key unique (org_id, author_id, id),
  constraint stories_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint stories_published check ((status = 'DRAFT') = (published_at is null)),
  constraint stories_withdrawn check ((status = 'WITHDRAWN') = (withdrawn_at is not null))
);
create index stories_published_idx on stories (org_id, id) where status = 'PUBLISHED';

create table story_skills (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  story_id uuid not null,
  author_id uuid not null default app.member_id(),
  skill_id uuid not null,
  primary key (org_id, id),
  constraint story_skills_story_fk foreign key (org_id, author_id, story_id) references stories (org_id, author_id, id),
  constraint story_skills_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint story_skills_key unique (org_id, story_id, skill_id)
);
create index story_skills_skill_idx on story_skills (org_id, skill_id, story_id);

do $$
declare
  tells constant text := $t$author_id = (select app.member_id())
    and ((select app.has_role('ADMIN')) or (select app.has_role('COACH')) or (select app.has_role('MENTOR')))$t$;
begin
  -- A published one is for everybody. An admin also finds what was withdrawn, and may withdraw what others published.
  perform app.protect('stories',
    reads => format($r$status = 'PUBLISHED' or (%s) or (status = 'WITHDRAWN' and (select app.has_role('ADMIN')))$r$, tells),
    writes => tells, rights => 'select, insert, update');
  -- Seen with its story.
  perform app.protect('story_skills',
    reads => $r$exists (select from stories s where s.org_id = story_skills.org_id and s.id = story_skills.story_id)$r$,
    writes => tells, rights => 'select, insert, delete');
  -- What was withdrawn stays so.
  execute format($p$alter policy app_updates on stories
    using (org_id = (select app.org_id()) and status <> 'WITHDRAWN' and %s)$p$, tells);
end $$;
-- Of others' stories an admin changes one thing: that they are told.
create policy admin_withdraws on stories for update to app
  using (org_id = (select app.org_id()) and status = 'PUBLISHED' and (select app.has_role('ADMIN')))
  with check (org_id = (select app.org_id()) and status = 'WITHDRAWN' and (select app.has_role('ADMIN')));
