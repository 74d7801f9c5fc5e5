// Guarantees: each batch lands whole or not at all, and a file that is imported again, wherever it was broken off, leaves
// the same catalogue.
import type { SystemActor } from '../db/actor.js';
import type { Db } from '../db/db.js';
import type { CatalogueKind } from './catalogue.columns.js';
import { decide, type Decision, type KnownEntry, type Requirement } from './catalogue.decision.js';
import type { CatalogueEntry, Rejected } from './catalogue.entry.js';
import { CatalogueImportRepository, namesIn } from './catalogue.import.repository.js';

/** Lines of one unit of work: some 50 ms. */
const BATCH = 500;

/** What became of the lines of a file. */
export interface ImportResult {
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
}

/** Imports entries into the catalogue of one organization, as its system. */
export class CatalogueImport {
  readonly result: ImportResult = { added: 0, changed: 0, unchanged: 0, rejected: 0 };
  /** By name and by code, the line that said it first. */
  private readonly said = new Map<string, number>();
  private readonly repository: CatalogueImportRepository;
  private readonly actor: SystemActor;

  /** @param rejects is told of every line that is not imported, in no particular order */
  constructor(
    private readonly db: Db,
    orgId: string,
    private readonly kind: CatalogueKind,
    private readonly rejects: (line: Rejected) => void,
  ) {
    this.actor = { kind: 'system', orgId };
    this.repository = new CatalogueImportRepository(db);
  }

  /** @param landed is called after every batch */
  async run(lines: AsyncIterable<CatalogueEntry | Rejected>, landed: () => void): Promise<ImportResult> {
    let batch: CatalogueEntry[] = [];
    const land = async () => {
      if (batch.length > 0) await this.land(batch);
      batch = [];
      landed();
    };
    for await (const line of lines) {
      if ('reason' in line) this.reject(line);
      else if (batch.push(line) === BATCH) await land();
    }
    await land();
    return this.result;
  }

  private async land(batch: CatalogueEntry[]): Promise<void> {
    // The transaction may run anew after a lost deadlock: what it found counts once it is through.
    const decisions = await this.db.run(this.actor, () => this.write(batch));
    for (const [entry, decision] of decisions) {
      if (decision.do === 'reject') this.reject({ line: entry.line, reason: decision.reason });
      else this.result[({ add: 'added', change: 'changed', keep: 'unchanged' } as const)[decision.do]] += 1;
      for (const name of namesOf(entry)) {
        if (!this.said.has(name)) this.said.set(name, entry.line);
      }
    }
  }

  private async write(batch: CatalogueEntry[]): Promise<[KnownEntry, Decision][]> {
    const { kind, repository } = this;
    await repository.lock(kind);
    const entries = await this.known(batch);
    const keys = entries.map(({ key }) => key);
    const codes = entries.flatMap(({ texts }) => texts.code ?? []);
    const stored = await repository.find(kind, keys, codes);
    const said = new Map(this.said);
    const decisions = entries.map((entry): [KnownEntry, Decision] => {
      const reason = repeated(namesOf(entry), said, entry.line) ?? entry.fault;
      const decision: Decision = reason === null ? decide(entry, stored) : { do: 'reject', reason };
      const again = 'id' in decision ? repeated([`id ${decision.id}`], said, entry.line) : null;
      return [entry, again === null ? decision : { do: 'reject', reason: again }];
    });
    const added = decisions.filter(([, decision]) => decision.do === 'add').map(([entry]) => entry);
    const changed = decisions.flatMap(([entry, decision]) =>
      decision.do === 'change' ? [{ entry, ...decision }] : [],
    );
    const ids = await repository.insert(kind, added);
    await repository.change(
      kind,
      changed.filter(({ texts }) => texts),
    );
    await repository.require([
      ...added
        .map((entry, at) => ({ id: ids[at]!, required: entry.required ?? [] }))
        .filter(({ required: skills }) => skills.length > 0),
      ...changed
        .filter(({ requirements }) => requirements)
        .map(({ id, entry }) => ({ id, required: entry.required! })),
    ]);
    return decisions;
  }

  /** Adds what only the database knows: how it tells names apart, and which skills there are. */
  private async known(batch: CatalogueEntry[]): Promise<(KnownEntry & { fault: string | null })[]> {
    const { kind, repository } = this;
    const column = kind === 'skills' ? 'name' : 'title';
    const keys = await repository.keysOf(batch.map(({ texts }) => texts[column]!));
    const names = namesIn(batch.map(({ requires }) => requires));
    const skills = names.length === 0 ? new Map<string, string>() : await repository.skillIds(names);
    return batch.map((entry, at) => ({ ...entry, key: keys[at]!, ...required(entry, skills) }));
  }

  private reject(line: Rejected): void {
    this.result.rejected += 1;
    this.rejects(line);
  }
}

/** @returns why the line is rejected, where an earlier one says something of the same */
function repeated(names: readonly string[], said: Map<string, number>, line: number): string | null {
  const earlier = names.map((name) => said.get(name)).find((found) => found !== undefined);
  for (const name of names) if (!said.has(name)) said.set(name, line);
  return earlier === undefined ? null : `Line ${earlier} is about the same.`;
}

const namesOf = ({ key, texts: { code } }: KnownEntry) => [`name ${key}`, ...(code ? [`code ${code}`] : [])];

function required(
  { requires }: CatalogueEntry,
  skills: ReadonlyMap<string, string>,
): { required: Requirement[] | null; fault: string | null } {
  if (requires === null) return { required: null, fault: null };
  const unknown = requires.find(({ name }) => !skills.has(name));
  if (unknown) return { required: null, fault: `There is no skill “${unknown.name.slice(0, 120)}”.` };
  const required = requires.map(({ name, level, importance }) => ({
    skillId: skills.get(name)!,
    level,
    importance,
  }));
  const twice = new Set(required.map(({ skillId }) => skillId)).size < required.length;
  return { required, fault: twice ? 'It requires a skill twice.' : null };
}

/** @returns null where there is no such organization, or it is closed */
export function organizationOf(db: Db, slug: string): Promise<string | null> {
  return db.run({ kind: 'nobody' }, () => new CatalogueImportRepository(db).findOrganization(slug));
}
