import type { ClosingSnapshot } from '../closing.snapshot.js';
import { canonicalJson } from './canonical-json.js';
import { closingTemplate } from './closing.template.js';
import { closingView } from './closing.view.js';
import { typeset } from './typeset.js';

/** Pure: equal snapshots give equal bytes, in any process and whatever the order of their keys. */
export function renderClosing(snapshot: ClosingSnapshot): { pdf: Buffer; json: string } {
  return { pdf: typeset(closingTemplate, closingView(snapshot)), json: canonicalJson(snapshot) };
}
