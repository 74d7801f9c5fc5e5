// What the importer reads out of a file, by the names that its first line gives the columns.

export const catalogueKinds = ['skills', 'roles'] as const;
export type CatalogueKind = (typeof catalogueKinds)[number];

/** A text of an entry: its column in the database, how long it may be, and what files call it. */
interface TextColumn {
  most: number;
  /** Whether line breaks in it are kept. */
  long?: boolean;
  /** As `plain` writes them; the first that a file has is read. */
  called: readonly string[];
}

const described: TextColumn = { most: 4000, long: true, called: ['description', 'definition', 'details'] };

/** The texts of each kind. The first names the entry; every line needs it. */
const textColumns: Record<CatalogueKind, Record<string, TextColumn>> = {
  skills: {
    name: {
      most: 120,
      called: ['name', 'skill', 'skill name', 'element name', 'preferred label', 'preferredlabel', 'title'],
    },
    skill_group: { most: 80, called: ['group', 'skill group', 'category', 'skill category'] },
    description: described,
  },
  roles: {
    title: {
      most: 200,
      called: [
        'title',
        'role',
        'role title',
        'job title',
        'occupation',
        'preferred label',
        'preferredlabel',
        'name',
      ],
    },
    code: {
      most: 40,
      called: ['code', 'o*net-soc code', 'onet-soc code', 'soc code', 'isco code', 'role code'],
    },
    description: described,
  },
};

/** What a role requires: `Delegation 3; Hiring 2`. */
const requirements = {
  ESSENTIAL: ['essential skills', 'essential', 'required skills'],
  OPTIONAL: ['optional skills', 'optional'],
} as const;

/** Where in a line each text stands. */
export interface Layout {
  kind: CatalogueKind;
  /** By column of the database, the first one's the name. */
  texts: { column: string; at: number; most: number; long: boolean }[];
  /** Absent where the file says nothing of what roles require. */
  essential?: number;
  optional?: number;
}

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ');

/**
 * Finds the columns in the first line of a file; others are passed over.
 * @returns what the file lacks, in words, where it has no column for the name
 */
export function layoutOf(kind: CatalogueKind, header: readonly string[]): Layout | string {
  const names = header.map(plain);
  const find = (called: readonly string[]) => called.map((name) => names.indexOf(name)).find((at) => at >= 0);
  const texts = Object.entries(textColumns[kind]).flatMap(([column, { most, long = false, called }]) => {
    const at = find(called);
    return at === undefined ? [] : [{ column, at, most, long }];
  });
  const [[first, { called }]] = Object.entries(textColumns[kind]) as [[string, TextColumn]];
  if (texts[0]?.column !== first) {
    return `The first line names no column for the ${first}: it has to be called one of ${called.join(', ')}.`;
  }
  if (kind === 'skills') return { kind, texts };
  return { kind, texts, essential: find(requirements.ESSENTIAL), optional: find(requirements.OPTIONAL) };
}
