import type { TestDatabase } from './database.js';

/**
 * The database as text, from its catalogue: what `schema.sql` holds. Whoever changes a migration sees here what came of
 * it; the embedded server ships no pg_dump.
 */
export async function catalogueText(database: TestDatabase): Promise<string> {
  const lines = async (sql: string) => (await database.owner<{ line: string }>(sql)).map(({ line }) => line);
  const sections = [
    await lines(
      `select pg_get_functiondef(p.oid) || ';' || e'\\n-- owned by ' || p.proowner::regrole as line
       from pg_proc p where p.pronamespace = 'app'::regnamespace order by p.oid::regprocedure::text`,
    ),
    await lines(
      `select 'create table ' || c.relname || e' (\\n  '
         || (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
               || case when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
               || case when a.attnotnull then ' not null' else '' end, e',\\n  ' order by a.attnum)
             from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
         || coalesce((select e',\\n  ' || string_agg('constraint ' || conname || ' ' || pg_get_constraintdef(oid), e',\\n  ' order by conname)
                      from pg_constraint where conrelid = c.oid and contype <> 'n'), '')
         || e'\\n);'
         || coalesce((select e'\\n' || string_agg(pg_get_indexdef(i.indexrelid) || ';', e'\\n' order by i.indexrelid::regclass::text)
                      from pg_index i where i.indrelid = c.oid
                        and not exists (select from pg_constraint where conindid = i.indexrelid)), '')
         || coalesce((select e'\\n' || string_agg('create policy ' || polname || ' on ' || c.relname
                        || case polcmd when 'r' then ' for select' when 'a' then ' for insert' when 'w' then ' for update' when 'd' then ' for delete' else '' end
                        || ' to ' || (select string_agg(r::regrole::text, ', ' order by r::regrole::text) from unnest(polroles) r)
                        || coalesce(' using (' || pg_get_expr(polqual, polrelid) || ')', '')
                        || coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', '') || ';', e'\\n' order by polname)
                      from pg_policy where polrelid = c.oid and polname <> 'owner_migrates'), '')
         || coalesce((select e'\\n' || string_agg(pg_get_triggerdef(oid) || ';', e'\\n' order by tgname)
                      from pg_trigger where tgrelid = c.oid and not tgisinternal), '')
         || coalesce((select e'\\n' || string_agg('grant ' || rights || ' on ' || c.relname || ' to ' || grantee || ';', e'\\n' order by grantee)
                      from (select grantee, string_agg(lower(privilege_type), ', ' order by privilege_type) as rights
                            from information_schema.role_table_grants
                            where table_schema = 'public' and table_name = c.relname and grantee in ('app', 'gate')
                            group by grantee) g), '') as line
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
    ),
  ];
  const head =
    '-- Written from the catalogue of a migrated database; do not edit. `npm run generate` writes it anew.';
  return `${[head, ...sections.flat()].join('\n\n')}\n`;
}
