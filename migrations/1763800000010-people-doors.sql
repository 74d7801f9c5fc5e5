-- The doors between nobody and somebody: what a sign-in, a token in a mail and a switch of organization must find out
-- before any organization is known, or across several. Each answers with the least that its caller needs.

-- Counts a try. @returns whether it is one of the `most` that are let through within the time; the row lock makes the
-- count exact for tries at the same moment.
create function app.count_attempt(attempt bytea, most integer, within interval) returns boolean
language sql volatile security definer set search_path = '' as $$
  insert into public.attempts as a (key, tries, until) values (attempt, 1, now() + within)
  on conflict (key) do update set
    tries = case when a.until <= now() then 1 else a.tries + 1 end,
    until = case when a.until <= now() then excluded.until else a.until end
  returning tries <= most
$$;
select app.definer('app.count_attempt(bytea, integer, interval)');

create function app.forget_attempts(attempt bytea) returns void
language sql volatile security definer set search_path = '' as $$
  delete from public.attempts where key = attempt
$$;
select app.definer('app.forget_attempts(bytea)');

-- Counts a try to sign in and finds what its password is compared with: one row for every address, known or not.
create function app.begin_sign_in(address text, attempt bytea, most integer, within interval)
returns table (allowed boolean, user_id uuid, password_hash text)
language sql volatile security definer set search_path = '' as $$
  select counted.allowed, u.id, u.password_hash
  from (select app.count_attempt(attempt, most, within) as allowed) counted
  left join public.users u on u.email = address
$$;
select app.definer('app.begin_sign_in(text, bytea, integer, interval)');

-- The membership that a person, whose password was just compared with `seen_hash`, signs in to: in the organization
-- that they name, else in the one last used. The lock orders it before or behind a change of the password, and behind
-- one the hash is another: no sign-in with an old password outlives the change.
create function app.membership_to_open(person uuid, seen_hash text, organization_slug text)
returns table (org_id uuid, member_id uuid, roles text[])
language plpgsql volatile security definer set search_path = '' as $$
declare
  last_used uuid;
begin
  select u.last_org_id into last_used from public.users u
  where u.id = person and u.password_hash = seen_hash for update;
  if not found then
    return;
  end if;
  return query
    select m.org_id, m.id, m.roles
    from public.members m join public.organizations o on o.id = m.org_id
    where m.user_id = person and m.status = 'ACTIVE' and o.status <> 'SUSPENDED'
      and (organization_slug is null or o.slug = organization_slug)
    order by m.org_id is not distinct from last_used desc, m.created_at, m.id
    limit 1;
end $$;
select app.definer('app.membership_to_open(uuid, text, text)');

-- The memberships of the person that the actor is: the only look across organizations that a member has.
create function app.own_memberships()
returns table (org_id uuid, id uuid, name text, slug text, member_id uuid, roles text[])
language sql stable security definer set search_path = '' as $$
  select app.org_id(), o.id, o.name, o.slug, other.id, other.roles
  from public.members own
  join public.members other on other.user_id = own.user_id
  join public.organizations o on o.id = other.org_id
  where own.org_id = app.org_id() and own.id = app.member_id()
    and other.status = 'ACTIVE' and o.status <> 'SUSPENDED'
$$;
select app.definer('app.own_memberships()');

-- Opens a sign-in. Whether the membership stands is for app.enter to say, which follows.
create function app.open_sign_in(org uuid, member uuid, refresh bytea, lasts interval) returns uuid
language sql volatile security definer set search_path = '' as $$
  with person as (
    update public.users u set last_org_id = org
    from public.members m where m.org_id = org and m.id = member and u.id = m.user_id
    returning u.id
  )
  insert into public.sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
  select person.id, org, member, refresh, now() + lasts from person
  returning id
$$;
select app.definer('app.open_sign_in(uuid, uuid, bytea, interval)');

-- A refresh token that was genuine once and is not the newest any more has been used before, by its owner or by a
-- thief: nobody can tell, so the whole sign-in ends.
create function app.end_reused_sign_in(sign_in uuid, refresh bytea) returns void
language sql volatile security definer set search_path = '' as $$
  update public.sign_ins set ended_at = now()
  where id = sign_in and ended_at is null and refresh_hash <> refresh
$$;
select app.definer('app.end_reused_sign_in(uuid, bytea)');

-- Puts the next refresh token in the place of the newest. Of two at the same moment one finds its token replaced.
create function app.refresh_sign_in(sign_in uuid, refresh bytea, next_refresh bytea, lasts interval)
returns table (org_id uuid, member_id uuid, roles text[])
language sql volatile security definer set search_path = '' as $$
  update public.sign_ins s set refresh_hash = next_refresh, refreshed_at = now(), expires_at = now() + lasts
  from public.members m
  where s.id = sign_in and s.refresh_hash = refresh and s.ended_at is null and s.expires_at > now()
    and m.org_id = s.org_id and m.id = s.member_id
  returning s.org_id, s.member_id, m.roles
$$;
select app.definer('app.refresh_sign_in(uuid, bytea, bytea, interval)');

create function app.sign_in_stands(sign_in uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.sign_ins where id = sign_in and ended_at is null and expires_at > now())
$$;
select app.definer('app.sign_in_stands(uuid)');

-- Ends sign-ins of the actor: the named one, or with null each of the person in every organization.
create function app.end_own_sign_ins(only_one uuid) returns void
language sql volatile security definer set search_path = '' as $$
  update public.sign_ins s set ended_at = now()
  from public.members m
  where m.org_id = app.org_id() and m.id = app.member_id() and s.user_id = m.user_id and s.ended_at is null
    and (only_one is null or s.id = only_one)
$$;
select app.definer('app.end_own_sign_ins(uuid)');

-- Ends the sign-ins of a member of the admin's organization, in that organization only.
create function app.end_member_sign_ins(member uuid) returns void
language sql volatile security definer set search_path = '' as $$
  update public.sign_ins set ended_at = now()
  where app.has_role('ADMIN') and org_id = app.org_id() and member_id = member and ended_at is null
$$;
select app.definer('app.end_member_sign_ins(uuid)');

-- Sets the actor's password, if it is still the one that was compared, and ends every other sign-in of the person.
create function app.change_password(seen_hash text, new_hash text, kept uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  person uuid;
begin
  update public.users u set password_hash = new_hash
  from public.members m
  where m.org_id = app.org_id() and m.id = app.member_id() and u.id = m.user_id and u.password_hash = seen_hash
  returning u.id into person;
  -- A statement of its own: it sees the sign-ins that were opened while the update waited.
  update public.sign_ins set ended_at = now()
  where user_id = person and id is distinct from kept and ended_at is null;
  return person is not null;
end $$;
select app.definer('app.change_password(text, text, uuid)');

-- Notes that somebody asked for a new password, the same for every address. @returns null when the address was asked
-- for too often.
create function app.request_password_reset(address text, attempt bytea, most integer, within interval, lasts interval)
returns uuid language sql volatile security definer set search_path = '' as $$
  insert into public.password_resets (email, expires_at)
  select address, now() + lasts where app.count_attempt(attempt, most, within)
  returning id
$$;
select app.definer('app.request_password_reset(text, bytea, integer, interval, interval)');

-- Whose mail a reset is, in the organization that they used last; no row when nobody signs in with the address, or the
-- mail has left, or time has run out.
create function app.password_reset_recipient(reset uuid) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select m.org_id, m.id
  from public.password_resets r
  join public.users u on u.email = r.email
  join public.members m on m.user_id = u.id and m.status = 'ACTIVE'
  join public.organizations o on o.id = m.org_id and o.status <> 'SUSPENDED'
  where r.id = reset and r.used_at is null and r.sent_at is null and r.expires_at > now()
  order by m.org_id is not distinct from u.last_org_id desc, m.created_at, m.id
  limit 1
$$;
select app.definer('app.password_reset_recipient(uuid)');

create function app.arm_password_reset(reset uuid, token bytea) returns void
language sql volatile security definer set search_path = '' as $$
  update public.password_resets set token_hash = token where id = reset
$$;
select app.definer('app.arm_password_reset(uuid, bytea)');

create function app.password_reset_sent(reset uuid) returns void
language sql volatile security definer set search_path = '' as $$
  update public.password_resets set sent_at = now() where id = reset
$$;
select app.definer('app.password_reset_sent(uuid)');

-- The address that a token in a mail was made for, while it is good.
create function app.password_reset_email(token bytea) returns text
language sql stable security definer set search_path = '' as $$
  select email from public.password_resets where token_hash = token and used_at is null and expires_at > now()
$$;
select app.definer('app.password_reset_email(bytea)');

-- Uses a token up, sets the password, and ends every sign-in of the person and every other reset that waits.
create function app.reset_password(token bytea, new_hash text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  address text;
  person uuid;
begin
  update public.password_resets set used_at = now()
  where token_hash = token and used_at is null and expires_at > now()
  returning email into address;
  update public.users set password_hash = new_hash where email = address returning id into person;
  update public.sign_ins set ended_at = now() where user_id = person and ended_at is null;
  update public.password_resets set used_at = now() where email = address and used_at is null;
  return person is not null;
end $$;
select app.definer('app.reset_password(bytea, text)');

-- The invitation that a token in a mail opens, while it is good, the address that it was sent to, and whether somebody
-- signs in with it already.
create function app.invitation_of_token(token bytea)
returns table (org_id uuid, id uuid, email text, known boolean)
language sql stable security definer set search_path = '' as $$
  select i.org_id, i.id, i.email,
         exists (select from public.users u where u.email = i.email and u.password_hash is not null)
  from public.invitations i join public.organizations o on o.id = i.org_id
  where i.token_hash = token and i.status = 'PENDING' and i.expires_at > now() and o.status = 'ACTIVE'
$$;
select app.definer('app.invitation_of_token(bytea)');

-- The person behind an address: the one whose password was just compared with `seen_hash`, or with null a new one, who
-- gets `new_hash`. @returns null when the address has meanwhile got another password.
create function app.claim_user(address text, seen_hash text, new_hash text) returns uuid
language sql volatile security definer set search_path = '' as $$
  insert into public.users as u (email, password_hash) values (address, coalesce(seen_hash, new_hash))
  on conflict (email) do update set password_hash = excluded.password_hash
  where u.password_hash is not distinct from seen_hash
  returning u.id
$$;
select app.definer('app.claim_user(text, text, text)');

-- What has run out and says nothing any more.
create function app.forget_old_attempts() returns void
language sql volatile security definer set search_path = '' as $$
  with resets as (delete from public.password_resets where expires_at < now() - interval '1 day')
  delete from public.attempts where until < now()
$$;
select app.definer('app.forget_old_attempts()');
