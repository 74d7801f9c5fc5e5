-- Gaps between how a client's work is and how it should be, each with the rows that it comes from.

create table gaps (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('SKILL', 'USE', 'RECOGNITION', 'ALIGNMENT', 'CONSTRAINT')),
  -- Where it was found; the columns below name the rows. From TASKS: all of the week that serve no long goal.
  source text not null check (source in ('TARGET_ROLE', 'SKILL_CLAIM', 'ROLE_ASPECT', 'CHECK_IN', 'VALUE', 'TASKS',
    'CONSTRAINT')),
  -- The claim and the requirement are those of this skill: either can be taken back while the gap stays on record.
  skill_id uuid,
  target_role_id uuid,
  aspect_id uuid,
  check_in_id uuid,
  value_id uuid,
  constraint_id uuid,
  constraint_private boolean,
  magnitude numeric(15,6) not null check (magnitude between 0 and 1),
  importance smallint not null check (importance between 1 and 5),
  -- Whether the client said how important it is; what they said is not worked out anew.
  importance_own boolean not null default false,
  status text not null default 'OPEN' check (status in ('OPEN', 'ADDRESSED', 'ACCEPTED')),
  -- Why it was accepted. Sealed: it can speak of a private constraint.
  reason text check (reason ~ '^s1\.' and length(reason) <= 4000),
  found_at timestamptz(3) not null default now(),
  -- When it was found no longer; null while it is there.
  closed_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint gaps_client_key unique (org_id, client_id, id),
  -- Finding gaps twice at once leaves each once. Role aspect and check-in are not in it: the newest takes the place.
  constraint gaps_source_key unique nulls not distinct (org_id, client_id, source, skill_id, target_role_id, value_id,
    constraint_id),
  constraint gaps_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint gaps_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint gaps_target_role_fk foreign key (org_id, client_id, target_role_id)
    references target_roles (org_id, client_id, id),
  constraint gaps_aspect_fk foreign key (org_id, client_id, aspect_id) references role_aspects (org_id, client_id, id),
  constraint gaps_check_in_fk foreign key (org_id, client_id, check_in_id) references check_ins (org_id, client_id, id),
  constraint gaps_value_fk foreign key (org_id, client_id, value_id) references client_values (org_id, client_id, id),
  -- Whoever makes a constraint private hides the gap with it, in the same statement.
  constraint gaps_constraint_fk foreign key (org_id, client_id, constraint_id, constraint_private)
    references client_constraints (org_id, client_id, id, private) on update cascade,
  constraint gaps_kind check (kind = case source when 'TARGET_ROLE' then 'SKILL' when 'SKILL_CLAIM' then 'USE'
    when 'ROLE_ASPECT' then 'RECOGNITION' when 'CHECK_IN' then 'RECOGNITION' when 'VALUE' then 'ALIGNMENT'
    when 'TASKS' then 'ALIGNMENT' when 'CONSTRAINT' then 'CONSTRAINT' end),
  constraint gaps_rows check (
    (skill_id is not null) = (source in ('TARGET_ROLE', 'SKILL_CLAIM'))
    and (target_role_id is not null) = (source = 'TARGET_ROLE')
    and (aspect_id is not null) = (source = 'ROLE_ASPECT')
    and (check_in_id is not null) = (source = 'CHECK_IN')
    and (value_id is not null) = (source = 'VALUE')
    and (constraint_id is not null) = (source = 'CONSTRAINT')
    and (constraint_private is not null) = (source = 'CONSTRAINT')),
  constraint gaps_reason check ((status = 'ACCEPTED') = (reason is not null))
);
comment on column gaps.reason is 'sealed';
create index gaps_rank_idx on gaps (org_id, client_id, (magnitude * importance) desc, id desc);

-- A coach sees a gap while the consents to all the rows that it comes from stand, and never one from a private
-- constraint, nor from a check-in or a skill claim that was taken back: its magnitude would still tell them. The first
-- condition is implied by the others; it is there for the index.
select app.protect('gaps',
  reads => $$client_id = any ((select app.client_ids('profile'))::uuid[]) and case source
    when 'TARGET_ROLE' then client_id = any ((select app.client_ids('skills'))::uuid[])
      and client_id = any ((select app.client_ids('target-roles'))::uuid[])
    when 'SKILL_CLAIM' then client_id = any ((select app.client_ids('skills'))::uuid[])
    when 'ROLE_ASPECT' then client_id = any ((select app.client_ids('aspects'))::uuid[])
    when 'CHECK_IN' then client_id = any ((select app.client_ids('checkins'))::uuid[])
    when 'VALUE' then client_id = any ((select app.client_ids('values'))::uuid[])
    when 'TASKS' then client_id = any ((select app.client_ids('tasks'))::uuid[])
    when 'CONSTRAINT' then client_id = any ((select app.client_ids('constraints'))::uuid[])
    else false end and (client_id = (select app.member_id()) or case
    when check_in_id is not null then exists (select from public.check_in_scores s
      where s.org_id = gaps.org_id and s.client_id = gaps.client_id and s.id = gaps.check_in_id)
    when skill_id is not null then exists (select from public.skill_claims c
      where c.org_id = gaps.org_id and c.client_id = gaps.client_id and c.skill_id = gaps.skill_id)
    else constraint_private is not true end)$$,
  writes => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert, update');

-- A check-in that the client takes back takes its gap along; the scores go, so this is when.
create function app.close_gap_of_check_in() returns trigger language plpgsql set search_path = '' as $$
begin
  -- Not while gaps are being found, which would find it once more.
  perform from public.clients where org_id = old.org_id and id = old.client_id for no key update;
  update public.gaps set closed_at = now(), version = version + 1
  where org_id = old.org_id and client_id = old.client_id and source = 'CHECK_IN' and check_in_id = old.id
    and closed_at is null;
  return null;
end $$;
create trigger check_in_scores_close_gap after delete on check_in_scores
  for each row execute function app.close_gap_of_check_in();
