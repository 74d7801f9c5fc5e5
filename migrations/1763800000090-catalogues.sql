-- What an organization calls its skills and roles, and what its clients say of themselves in these words: which skills
-- they have, and which roles they want.

-- Entries are retired, never deleted: what clients have said with them keeps its words.
create table skills (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  skill_group text check (length(skill_group) between 1 and 80),
  description text check (length(description) between 1 and 4000),
  retired_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id)
);
create unique index skills_name_key on skills (org_id, lower(name));
create index skills_order_idx on skills (org_id, name, id);

create table catalogue_roles (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  title text not null check (length(title) between 1 and 200),
  -- The role's name in the classification that it was imported from, as 11-2021.00.
  code text check (length(code) between 1 and 40),
  description text check (length(description) between 1 and 4000),
  retired_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint catalogue_roles_code_key unique (org_id, code)
);
create unique index catalogue_roles_title_key on catalogue_roles (org_id, lower(title));
create index catalogue_roles_order_idx on catalogue_roles (org_id, title, id);

create table catalogue_role_skills (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  role_id uuid not null,
  skill_id uuid not null,
  level smallint not null check (level between 0 and 5),
  importance text not null check (importance in ('ESSENTIAL', 'OPTIONAL')),
  primary key (org_id, id),
  constraint catalogue_role_skills_role_fk foreign key (org_id, role_id) references catalogue_roles (org_id, id),
  constraint catalogue_role_skills_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint catalogue_role_skills_skill_key unique (org_id, role_id, skill_id)
);

-- One claim a skill. Whoever takes a claim back deletes the row: a skill without a claim is unknown, which is not 0.
create table skill_claims (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  skill_id uuid not null,
  level smallint not null check (level between 0 and 5),
  use smallint not null check (use between 0 and 4),
  enjoyment smallint not null check (enjoyment between -2 and 2),
  claimed_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint skill_claims_client_key unique (org_id, client_id, id),
  constraint skill_claims_skill_key unique (org_id, client_id, skill_id),
  constraint skill_claims_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint skill_claims_skill_fk foreign key (org_id, skill_id) references skills (org_id, id)
);

create table target_roles (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  -- Where it was taken from; null for one of the client's own. Title and skills are copies, theirs to adjust.
  catalogue_role_id uuid,
  title text not null check (length(title) between 1 and 200),
  note text check (length(note) between 1 and 2000),
  preferred boolean not null,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint target_roles_client_key unique (org_id, client_id, id),
  constraint target_roles_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint target_roles_catalogue_role_fk foreign key (org_id, catalogue_role_id) references catalogue_roles (org_id, id),
  constraint target_roles_preferred_stands check (not preferred or archived_at is null)
);
create unique index target_roles_title_key on target_roles (org_id, client_id, lower(title)) where archived_at is null;
create unique index target_roles_preferred_key on target_roles (org_id, client_id) where preferred;

-- Whoever drops a requirement deletes the row.
create table target_role_skills (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  target_role_id uuid not null,
  skill_id uuid not null,
  level smallint not null check (level between 0 and 5),
  importance text not null check (importance in ('ESSENTIAL', 'OPTIONAL')),
  primary key (org_id, id),
  constraint target_role_skills_client_key unique (org_id, client_id, id),
  constraint target_role_skills_role_fk foreign key (org_id, client_id, target_role_id)
    references target_roles (org_id, client_id, id),
  constraint target_role_skills_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint target_role_skills_skill_key unique (org_id, target_role_id, skill_id)
);

do $$
declare
  -- The system is the importer, which an operator runs.
  keeps constant text := $w$(select app.has_role('ADMIN')) or (select app.is_system())$w$;
  own constant text := $w$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$w$;
  wanted constant text := $r$client_id = any ((select app.client_ids('target-roles'))::uuid[])$r$;
begin
  perform app.protect('skills', 'true', keeps, 'select, insert, update');
  perform app.protect('catalogue_roles', 'true', keeps, 'select, insert, update');
  perform app.protect('catalogue_role_skills', 'true', keeps);
  perform app.protect('skill_claims', $r$client_id = any ((select app.client_ids('skills'))::uuid[])$r$, own);
  perform app.protect('target_roles', wanted, own, 'select, insert, update');
  perform app.protect('target_role_skills', wanted, own);
end $$;

-- Exactly one target role is preferred while a client has any that is not archived. The unique index sees to "at most";
-- this, at the end of the transaction, to "at least". It takes the client's row first, so that of two transactions the
-- second counts what the first has left.
create function app.hold_one_preferred() returns trigger language plpgsql set search_path = '' as $$
begin
  perform from public.clients where org_id = new.org_id and id = new.client_id for no key update;
  if (select count(*) > 0 and not bool_or(preferred) from public.target_roles
      where org_id = new.org_id and client_id = new.client_id and archived_at is null) then
    raise exception 'no target role is preferred'
      using errcode = 'check_violation', constraint = 'target_roles_one_preferred';
  end if;
  return null;
end $$;
create constraint trigger target_roles_one_preferred after insert or update of preferred, archived_at on target_roles
  deferrable initially deferred for each row execute function app.hold_one_preferred();

-- Whose catalogue the importer fills; only the operator who runs it says a slug here, never a member.
create function app.organization_of_slug(wanted text) returns uuid
language sql stable security definer set search_path = '' as $$
  select id from public.organizations where slug = wanted and status <> 'CLOSED' and app.member_id() is null $$;
select app.definer('app.organization_of_slug(text)');

-- What each organization begins with, in our own words: the same as catalogues/*.tsv, which the importer reads (a test
-- holds the two together). It is copied into every organization as it comes to be, whoever makes it, by a trigger:
-- entries are then the organization's own, to rename and to retire, under the same policies and foreign keys as those
-- that it adds, and no reader has to look in two places. The words stand in the function and not in tables of reference,
-- which would be tables without an organization that nobody reads but this.
create function app.stock_catalogues(org uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.skills (org_id, name, skill_group, description)
  select org, * from (values
    ('Active listening', 'Working with people', 'Hears what is said and what is not, and says it back before answering.'),
    ('Giving feedback', 'Working with people', 'Tells people what they did and what came of it, soon and without judging them.'),
    ('Receiving feedback', 'Working with people', 'Asks how the work landed and uses the answer.'),
    ('Facilitation', 'Working with people', 'Leads a group through a discussion to a result that it stands behind.'),
    ('Conflict resolution', 'Working with people', 'Brings people who disagree to something that both can work with.'),
    ('Negotiation', 'Working with people', 'Finds terms that both sides keep, and knows where to stop.'),
    ('Networking', 'Working with people', 'Meets people beyond the own team and stays in touch without needing something.'),
    ('Collaboration across teams', 'Working with people', 'Gets things done with people who have other aims and another manager.'),
    ('Coaching others', 'Leading', 'Helps people find their own answer with questions rather than advice.'),
    ('Delegation', 'Leading', 'Hands over the outcome, not only the steps, and lets go of it.'),
    ('Hiring', 'Leading', 'Says what a role needs, interviews for it fairly, and decides.'),
    ('Team building', 'Leading', 'Makes a group that trusts one another out of people who share a manager.'),
    ('Performance management', 'Leading', 'Agrees on what good looks like and speaks up early when it is missing.'),
    ('Setting direction', 'Leading', 'Says where to and why, so that others can decide without asking.'),
    ('Leading change', 'Leading', 'Takes people along from how it is to how it will be.'),
    ('Developing people', 'Leading', 'Knows what each person wants to learn and finds the work that teaches it.'),
    ('Clear writing', 'Communicating', 'Writes so that the reader knows what to do after one reading.'),
    ('Presenting', 'Communicating', 'Speaks to a room so that people remember the point.'),
    ('Storytelling', 'Communicating', 'Puts facts into an order that people want to follow.'),
    ('Executive communication', 'Communicating', 'Brings a decision to the top in five minutes, with the numbers that count.'),
    ('Running meetings', 'Communicating', 'Ends on time with decisions, names and dates.'),
    ('Working in other languages', 'Communicating', 'Does daily work in a language that is not the own.'),
    ('Problem solving', 'Thinking and deciding', 'Takes a vague problem apart until one part can be solved today.'),
    ('Critical thinking', 'Thinking and deciding', 'Asks how we know, and what would change our minds.'),
    ('Decision making', 'Thinking and deciding', 'Decides with what is known, says why, and looks back at how it went.'),
    ('Strategic thinking', 'Thinking and deciding', 'Chooses what not to do, looking further than this year.'),
    ('Systems thinking', 'Thinking and deciding', 'Sees how the parts act on one another, with delays.'),
    ('Creativity', 'Thinking and deciding', 'Comes up with several ways before picking one.'),
    ('Risk assessment', 'Thinking and deciding', 'Names what can go wrong, how likely, and what it would cost.'),
    ('Planning', 'Managing work', 'Breaks a goal into steps with an order and a date.'),
    ('Prioritisation', 'Managing work', 'Does the few things that matter and says no to the rest.'),
    ('Project management', 'Managing work', 'Keeps scope, time and people together until it is done.'),
    ('Budgeting', 'Managing work', 'Plans money, follows it, and explains the difference.'),
    ('Stakeholder management', 'Managing work', 'Knows who has a say, what they care for, and keeps them informed.'),
    ('Process improvement', 'Managing work', 'Finds where work waits and removes the reason.'),
    ('Procurement', 'Managing work', 'Buys what is needed from the right supplier at terms that hold.'),
    ('Data analysis', 'Data and technology', 'Answers a question with data and says how sure the answer is.'),
    ('Statistics', 'Data and technology', 'Knows what a sample can say and what it cannot.'),
    ('Data visualisation', 'Data and technology', 'Draws the one chart that shows the point honestly.'),
    ('Spreadsheets', 'Data and technology', 'Builds models that others can read and check.'),
    ('Databases', 'Data and technology', 'Designs tables and asks them questions.'),
    ('Programming', 'Data and technology', 'Writes code that others can change.'),
    ('Software architecture', 'Data and technology', 'Divides a system so that its parts can change apart.'),
    ('Software testing', 'Data and technology', 'Finds out what breaks before users do.'),
    ('Cloud operations', 'Data and technology', 'Runs services that stay up and can be restored.'),
    ('Information security', 'Data and technology', 'Knows what is worth protecting and closes the nearest gap first.'),
    ('Machine learning', 'Data and technology', 'Trains models, measures them, and knows when a rule would do.'),
    ('User research', 'Products and customers', 'Finds out what people do and need, not what they say they would.'),
    ('Product discovery', 'Products and customers', 'Tests the riskiest assumption before building.'),
    ('Interaction design', 'Products and customers', 'Shapes what people see and do so that it explains itself.'),
    ('Marketing', 'Products and customers', 'Reaches the people for whom it is made, and measures whether it did.'),
    ('Selling', 'Products and customers', 'Finds out whether there is a fit, and closes when there is.'),
    ('Customer care', 'Products and customers', 'Solves the problem of the person at the other end and learns from it.'),
    ('Market knowledge', 'Products and customers', 'Knows the customers, the competitors and where the money comes from.'),
    ('Financial analysis', 'Business and money', 'Reads accounts and says what they mean for a decision.'),
    ('Accounting', 'Business and money', 'Keeps books that an auditor signs.'),
    ('Contract law', 'Business and money', 'Reads a contract for what it obliges to and what it leaves open.'),
    ('Regulatory compliance', 'Business and money', 'Knows the rules that apply and shows that they are kept.'),
    ('Self-awareness', 'Managing oneself', 'Knows the own strengths, triggers and effect on others.'),
    ('Resilience', 'Managing oneself', 'Recovers from setbacks and knows what helps.'),
    ('Learning to learn', 'Managing oneself', 'Finds the right source, practises, and checks what stuck.'),
    ('Time management', 'Managing oneself', 'Has time for what is important before it is urgent.')) as starter;

  with starter (title, description, essential, optional) as (values
    ('Team lead', 'Leads a small team day to day and still does part of its work.',
     'Giving feedback 4; Delegation 3; Developing people 3; Prioritisation 3',
     'Hiring 2; Conflict resolution 3; Running meetings 3'),
    ('Head of department', 'Answers for the people, the money and the direction of a department.',
     'Setting direction 4; Developing people 4; Budgeting 4; Executive communication 4; Hiring 4',
     'Leading change 3; Strategic thinking 4; Stakeholder management 4'),
    ('Project manager', 'Brings a project to its end with people who report to others.',
     'Project management 4; Planning 4; Stakeholder management 4; Running meetings 3',
     'Budgeting 3; Risk assessment 3; Negotiation 3'),
    ('Programme manager', 'Keeps several projects on one aim.',
     'Project management 5; Stakeholder management 4; Risk assessment 4; Executive communication 4',
     'Leading change 3; Budgeting 4; Systems thinking 3'),
    ('Product manager', 'Decides what is built next and why, with those who build and those who sell it.',
     'Product discovery 4; Prioritisation 4; Stakeholder management 4; Market knowledge 3',
     'Data analysis 3; User research 3; Storytelling 3'),
    ('Software developer', 'Builds and maintains software in a team.',
     'Programming 4; Software testing 3; Problem solving 4',
     'Databases 3; Collaboration across teams 2; Clear writing 2'),
    ('Senior software developer', 'Takes the hard parts, and makes the others better.',
     'Programming 5; Software architecture 4; Software testing 4; Coaching others 3',
     'Databases 4; Cloud operations 3; Information security 3'),
    ('Engineering manager', 'Leads developers: their growth, their delivery, their hiring.',
     'Developing people 4; Giving feedback 4; Hiring 4; Delegation 4; Programming 3',
     'Software architecture 3; Planning 3; Conflict resolution 3'),
    ('Data analyst', 'Answers the questions of the business with its data.',
     'Data analysis 4; Statistics 3; Data visualisation 4; Spreadsheets 4',
     'Databases 3; Storytelling 3'),
    ('Data scientist', 'Builds models that decide or predict, and measures whether they do.',
     'Statistics 5; Machine learning 4; Programming 4; Data analysis 4',
     'Data visualisation 3; Clear writing 3; Databases 3'),
    ('UX designer', 'Shapes what people see and do, from the first sketch to the last detail.',
     'Interaction design 4; User research 4; Collaboration across teams 3',
     'Presenting 3; Creativity 4; Data analysis 2'),
    ('Systems administrator', 'Keeps machines and services running and safe.',
     'Cloud operations 4; Information security 3; Problem solving 4',
     'Programming 2; Clear writing 2; Customer care 2'),
    ('Information security officer', 'Knows the risks to the organization’s information and gets them treated.',
     'Information security 5; Risk assessment 4; Regulatory compliance 4; Executive communication 3',
     'Leading change 3; Cloud operations 3'),
    ('Marketing manager', 'Plans and measures how the organization reaches its customers.',
     'Marketing 4; Market knowledge 4; Budgeting 3; Storytelling 3',
     'Data analysis 3; Presenting 3; Creativity 3'),
    ('Account manager', 'Keeps customers, and grows what they buy.',
     'Selling 4; Negotiation 4; Active listening 4; Market knowledge 3',
     'Presenting 3; Financial analysis 2; Networking 3'),
    ('Customer care lead', 'Leads the people whom customers reach first.',
     'Customer care 4; Giving feedback 3; Process improvement 3; Active listening 4',
     'Data analysis 2; Resilience 3; Hiring 3'),
    ('Financial controller', 'Says what the numbers mean before the decision is made.',
     'Financial analysis 5; Accounting 4; Budgeting 4; Spreadsheets 4',
     'Executive communication 3; Regulatory compliance 3; Process improvement 3'),
    ('HR business partner', 'Advises managers on everything that concerns their people.',
     'Active listening 4; Conflict resolution 4; Performance management 4; Hiring 4; Stakeholder management 3',
     'Contract law 2; Leading change 3; Data analysis 2'),
    ('Operations manager', 'Makes the daily work flow.',
     'Process improvement 4; Planning 4; Problem solving 4; Delegation 3',
     'Budgeting 3; Procurement 3; Data analysis 3'),
    ('Independent consultant', 'Finds clients, solves their problem and leaves them able to go on without.',
     'Problem solving 4; Active listening 4; Presenting 4; Networking 4; Selling 3',
     'Negotiation 3; Contract law 2; Time management 4; Accounting 2')),
  added as (
    insert into public.catalogue_roles (org_id, title, description)
    select org, title, description from starter returning id, title),
  asked as (
    select title, 'ESSENTIAL' as importance, string_to_table(essential, '; ') as skill from starter
    union all select title, 'OPTIONAL', string_to_table(optional, '; ') from starter)
  insert into public.catalogue_role_skills (org_id, role_id, skill_id, level, importance)
  select org, added.id, s.id, right(asked.skill, 1)::smallint, asked.importance
  from asked join added on added.title = asked.title
  join public.skills s on s.org_id = org and s.name = left(asked.skill, -2)
  -- Ids are made in this order, and equals are shown in the order of their ids.
  order by added.title, s.name;
end $$;
-- For nobody to call: the trigger does, with gate's rights.
revoke all on function app.stock_catalogues(uuid) from public;
alter function app.stock_catalogues(uuid) owner to gate;

create function app.stock_organization() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform app.stock_catalogues(new.id);
  return null;
end $$;
create trigger organizations_stock_catalogues after insert on organizations
  for each row execute function app.stock_organization();
select app.definer('app.stock_organization()');

-- Organizations that were there before. The owner lends itself gate's rights for it.
set local role gate;
select app.stock_catalogues(id) from organizations;
reset role;
