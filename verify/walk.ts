// Reads every object that a caller may see, with what hangs on it, and looks whether something else hangs there too.
import type { Caller } from './cast.js';
import type { Stage } from './controls.js';
import { faultsOf, miscounts, type Judge } from './judge.js';
import { sees } from './model.js';
import { typeOf } from './operations.js';
import type { Findings } from './probes.js';
import { nodeDocument } from './selection.js';

/** Objects of a kind that one caller reads at most: there are so many only of what is all alike. */
const MOST = 12;

export async function walk(stage: Stage, judge: Judge, caller: Caller, findings: Findings): Promise<void> {
  const { schema, atlas, kinds, system } = stage;
  for (const [kind, table] of kinds) {
    const type = typeOf(schema, kind);
    if (!type) continue;
    const document = nodeDocument(schema, type);
    const rows = atlas.rows.filter((row) => row.table === table && sees(caller.who, row, atlas, 'id'));
    for (const row of rows.slice(0, MOST)) {
      findings.probes += 1;
      const reply = await system.post(caller.token, document, { id: `${kind}_${row.id}` });
      const faults = faultsOf(judge, caller, reply, []);
      if (miscounts(JSON.parse(reply.text))) faults.push('counts more than it shows');
      findings.note(`node (${kind})`, caller, 'what hangs on one’s own', faults);
    }
  }
}
