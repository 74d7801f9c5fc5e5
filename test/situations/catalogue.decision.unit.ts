import { layoutOf, type Layout } from '../../src/situations/catalogue.columns.js';
import { decide, type KnownEntry, type StoredEntry } from '../../src/situations/catalogue.decision.js';
import { entryOf } from '../../src/situations/catalogue.entry.js';

const roles = (...header: string[]) => layoutOf('roles', header) as Layout;
const read = (layout: Layout, ...fields: string[]) => entryOf(layout, fields, 7);

test('columns are found by any of their names, in any order and case; others are passed over', () => {
  const fields = ['11-2021.00', '7', ' Marketing  Managers ', 'Plan.\r\nSell.'];
  const onet = roles('O*NET-SOC Code', 'Rank', 'Title', 'Description');
  expect(read(onet, ...fields)).toEqual({
    line: 7,
    texts: { title: 'Marketing Managers', code: '11-2021.00', description: 'Plan.\nSell.' },
    requires: null,
  });
  const skills = layoutOf('skills', ['DETAILS', 'category', 'Skill_Name']) as Layout;
  expect(read(skills, '', 'Crafts', 'Weaving').line).toBe(7);
  expect(read(skills, '', 'Crafts', 'Weaving')).toMatchObject({
    texts: { name: 'Weaving', skill_group: 'Crafts', description: null },
  });
});

test('a file without a column for the name says which names would do', () => {
  expect(layoutOf('roles', ['Code', 'Description'])).toMatch(
    /^The first line names no column for the title: .* title, role, role title/,
  );
});

test('a line that cannot be understood is rejected with a reason', () => {
  const layout = roles('Title', 'Description', 'Essential skills', 'Optional skills');
  const reason = (...fields: string[]) => read(layout, ...fields);
  expect(reason('')).toEqual({ line: 7, reason: 'The title is empty.' });
  expect(reason('x'.repeat(201))).toEqual({ line: 7, reason: 'The title is longer than 200 letters.' });
  expect(reason('a', 'b\0')).toEqual({ line: 7, reason: 'The description holds the character U+0000.' });
  expect(reason('Caf�')).toEqual({ line: 7, reason: 'The title is not written in UTF-8.' });
  expect(reason('a', '', 'Hiring')).toEqual({
    line: 7,
    reason: '“Hiring” is no skill with its level, as in “Delegation 3”.',
  });
  expect(reason('a', '', 'Hir\0ing 3')).toEqual({
    line: 7,
    reason: 'A skill that it requires holds the character U+0000.',
  });
  expect(reason('a', '', Array.from({ length: 51 }, (_, at) => `Skill ${at} 3`).join(';'))).toEqual({
    line: 7,
    reason: 'A role requires at most 50 skills.',
  });
});

test('what a role requires is a list of skills with their levels', () => {
  const layout = roles('Title', 'Essential skills', 'Optional');
  expect(read(layout, 'Baker', 'Kneading 5; Web 2 design: 3;', 'Selling 0')).toMatchObject({
    requires: [
      { name: 'Kneading', level: 5, importance: 'ESSENTIAL' },
      { name: 'Web 2 design', level: 3, importance: 'ESSENTIAL' },
      { name: 'Selling', level: 0, importance: 'OPTIONAL' },
    ],
  });
  expect(read(layout, 'Baker', 'Active \t listening 3')).toMatchObject({
    requires: [{ name: 'Active listening', level: 3 }],
  });
  expect(read(layout, 'Baker')).toMatchObject({ requires: [] });
});

const entry = (title: string, code?: string | null, more: Partial<KnownEntry> = {}): KnownEntry => ({
  line: 2,
  texts: { title, ...(code === undefined ? {} : { code }) },
  requires: null,
  key: title.toLowerCase(),
  required: null,
  ...more,
});
const stored = (id: string, title: string, code: string | null): StoredEntry => ({
  id,
  key: title.toLowerCase(),
  texts: { title, code, description: 'As it is' },
  requires: [{ skillId: 's', level: 3, importance: 'ESSENTIAL' }],
});
const changed = { texts: true, requirements: false };

test('an entry is found by its code, then by its name, and otherwise added', () => {
  const baker = stored('baker', 'Baker', 'B-1');
  const mason = stored('mason', 'Mason', null);
  const both = [baker, mason];
  expect(decide(entry('Cook', 'C-1'), both)).toEqual({ do: 'add' });
  expect(decide(entry('Baker', 'B-1'), both)).toEqual({ do: 'keep', id: 'baker' });
  expect(decide(entry('Baker'), both)).toEqual({ do: 'keep', id: 'baker' });
  expect(decide(entry('BAKER'), both)).toEqual({ do: 'change', id: 'baker', ...changed });
  expect(decide(entry('Master baker', 'B-1'), both)).toEqual({ do: 'change', id: 'baker', ...changed });
  expect(decide(entry('Mason', 'M-1'), both)).toEqual({ do: 'change', id: 'mason', ...changed });
  expect(decide(entry('Mason', 'B-1'), both)).toEqual({
    do: 'reject',
    reason: 'Another role than the one of the code B-1 has this title.',
  });
  expect(decide(entry('Baker', 'B-2'), both)).toEqual({
    do: 'reject',
    reason: 'The role of this title has another code, B-1.',
  });
});

test('what is required counts as a whole, in any order, and only where the file speaks of it', () => {
  const baker = [stored('baker', 'Baker', 'B-1')];
  const required = (level: number) =>
    entry('Baker', 'B-1', { required: [{ skillId: 's', level, importance: 'ESSENTIAL' }] });
  expect(decide(required(3), baker)).toEqual({ do: 'keep', id: 'baker' });
  expect(decide(required(4), baker)).toEqual({
    do: 'change',
    id: 'baker',
    texts: false,
    requirements: true,
  });
  expect(decide(entry('Baker', 'B-1', { required: [] }), baker)).toMatchObject({ requirements: true });
});
