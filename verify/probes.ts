// The probes of one operation: every id in its arguments × {another organization's, not mine, mine to see but not to
// change, random, malformed} × every kind of caller.
import { randomUUID } from 'node:crypto';
import { allows } from '../src/auth/authorize.js';
import type { Row } from './atlas.js';
import type { Caller, Who } from './cast.js';
import { fill, idOf, succeeded, type Control, type Stage } from './controls.js';
import { damagesOf, faultsOf, miscounts, neutral, type Judge } from './judge.js';
import { havingJoined } from './model.groups.js';
import { mayChange, sees } from './model.js';
import { documentFor, type Operation, type Slot, type Variables } from './operations.js';
import type { Reply } from './system.js';
import { send } from './wire.js';

/** Something that must not be, and where it was seen. */
export interface Leak {
  operation: string;
  caller: string;
  probe: string;
  fault: string;
}

/** Counts what was asked, and keeps what was wrong. */
export class Findings {
  probes = 0;
  readonly leaks: Leak[] = [];

  note(operation: string, caller: Caller, probe: string, faults: string[]): void {
    for (const fault of faults) this.leaks.push({ operation, caller: caller.name, probe, fault });
  }
}

/** Rows that a caller may not see, asked for by each operation at most. */
const MOST_READ = 12;
const MOST_CHANGED = 3;

/** What no id is, and what might be taken for one. */
const MALFORMED = (slot: Slot, own: Row | undefined): [string, string][] => [
  ['of another kind', `${slot.kinds[0] === 'goal' ? 'client' : 'goal'}_${own?.id ?? randomUUID()}`],
  ['bare uuid', own?.id ?? randomUUID()],
  ['empty', ''],
  ['very long', `${slot.kinds[0]}_${'a'.repeat(20_000)}`],
  ['SQL', `${slot.kinds[0]}_' or true; drop table goals; --`],
];

export class Prober {
  private readonly document: string;

  constructor(
    private readonly stage: Stage,
    private readonly judge: Judge,
    private readonly operation: Operation,
    private readonly findings: Findings,
  ) {
    this.document = documentFor(stage.schema, operation);
  }

  /** Asks without ids: by everybody, with all arguments and with as few as possible. */
  async withoutIds(caller: Caller): Promise<void> {
    const { operation, stage } = this;
    for (const [probe, variables] of [
      ['all arguments', operation.full],
      ['few arguments', operation.bare],
    ] as const) {
      const filled = fill(stage, operation, caller, variables, [], []);
      const reply = await this.ask(caller, probe, filled, [], speaker(operation.name, stage, caller));
      this.expectRole(caller, probe, reply);
      if (miscounts(JSON.parse(reply.text))) this.note(caller, probe, 'counts more than it shows');
    }
    if (operation.allow === 'PUBLIC') await this.ask(caller, 'wrong secret', operation.full, []);
  }

  /** Asks with each kind of id in one of the places of a call that succeeded. */
  async withIds(caller: Caller, control: Control, at: number): Promise<void> {
    const { stage, operation } = this;
    const slot = control.slots[at]!;
    const own = control.rows[at]!;
    const targets: [string, Row | undefined][] = [['another organization’s', this.foreign(own, caller)]];
    if (this.judge.within) {
      const most = operation.root === 'query' ? MOST_READ : MOST_CHANGED;
      const hidden = this.like(own, (row) => !this.sees(caller, row)).slice(0, most);
      targets.push(...hidden.map((row): [string, Row] => ['not mine', row]));
      const seen = (row: Row) => this.sees(caller, row) && !mayChange(caller.who, row, stage.atlas);
      if (operation.root === 'mutation') targets.push(['not mine to change', this.like(own, seen)[0]]);
    }
    for (const [probe, row] of targets) {
      if (!row) continue;
      const reply = await this.askFor(caller, probe, control, at, row);
      if (this.sees(caller, row)) continue;
      const { kinds } = stage;
      const random = { ...row, id: randomUUID() };
      const other = await this.askFor(caller, 'random', control, at, random);
      const [one, two] = [
        neutral(reply.text, [idOf(row, slot, kinds)]),
        neutral(other.text, [idOf(random, slot, kinds)]),
      ];
      if (one !== two || reply.status !== other.status) {
        this.note(caller, probe, `tells it from a random id: ${one.slice(0, 160)} | ${two.slice(0, 160)}`);
      }
    }
    for (const [what, id] of MALFORMED(slot, own)) {
      const probe = `malformed: ${what}`;
      const reply = await this.askFor(caller, probe, control, at, id);
      if (succeeded(operation.name, reply)) this.note(caller, probe, 'is accepted');
    }
  }

  /** Reads what the caller may see, to look at all that hangs on it. */
  async ask(
    caller: Caller,
    probe: string,
    variables: Variables,
    sent: string[],
    judgedAs: Who | null = caller.who,
    judge = this.judge,
  ): Promise<Reply> {
    const { stage, operation, findings } = this;
    findings.probes += 1;
    const reply = await send(stage.system, caller, operation, this.document, variables);
    findings.note(operation.name, caller, probe, faultsOf(judge, { who: judgedAs }, reply, sent));
    if (operation.root === 'mutation') {
      findings.note(operation.name, caller, probe, damagesOf(judge, judgedAs, await stage.state.restore()));
    }
    return reply;
  }

  private async askFor(
    caller: Caller,
    probe: string,
    control: Control,
    at: number,
    target: Row | string,
  ): Promise<Reply> {
    const { stage, operation } = this;
    // The other ids are the caller's own where there are such, so that only this one can be what is refused.
    const rows = control.rows.map((row, other): Row | string => {
      if (other === at) return target;
      return this.like(row, (one) => this.sees(caller, one))[0] ?? row;
    });
    const variables = fill(stage, operation, caller, control.variables, control.slots, rows);
    if ('version' in variables && typeof target === 'string')
      variables.version = control.rows[at]!.values.version ?? 1;
    const sent = rows.map((row, one) =>
      typeof row === 'string' ? row : idOf(row, control.slots[one]!, stage.kinds),
    );
    const reply = await this.ask(
      caller,
      probe,
      variables,
      sent,
      speaker(operation.name, stage, caller, target),
      this.judgeOf(caller, target),
    );
    this.expectRole(caller, probe, reply);
    return reply;
  }

  /** Whoever takes a seat in a group sees at once what its members see. */
  private judgeOf({ who }: Caller, target: Row | string): Judge {
    if (this.operation.name !== 'joinGroup' || typeof target === 'string' || !who) return this.judge;
    return { ...this.judge, atlas: havingJoined(this.judge.atlas, who, target) };
  }

  /** Whoever is not in a role that may call is refused, whatever they ask for. */
  private expectRole(caller: Caller, probe: string, reply: Reply): void {
    const { operation, stage } = this;
    const { allow } = operation;
    if (allow === 'PUBLIC' || stage.system.layer === 'without scoping') return;
    const allowed = caller.who !== null && allows(allow, { kind: 'member', ...caller.who });
    if (allowed) return;
    const expected = caller.who ? /"FORBIDDEN"/ : /"(UNAUTHENTICATED|FORBIDDEN|INVALID_INPUT)"/;
    if (!expected.test(reply.text))
      this.note(caller, probe, `was not refused by role: ${reply.text.slice(0, 200)}`);
  }

  private note(caller: Caller, probe: string, fault: string): void {
    this.findings.note(this.operation.name, caller, probe, [fault]);
  }

  private sees(caller: Caller, row: Row): boolean {
    return sees(caller.who, row, this.stage.atlas, 'id');
  }

  /** The row's twin; for the one caller who is in both organizations, it may be theirs as well. */
  private foreign(own: Row, caller: Caller): Row | undefined {
    const { atlas, world } = this.stage;
    const orgId = caller.who?.orgId === world.other.id ? world.home.id : world.other.id;
    return atlas.of(own.table, orgId).find(({ at }) => at === own.at);
  }

  /** The rows of the organization that fit, most like another first. */
  private like(own: Row, fits: (row: Row) => boolean): Row[] {
    const { atlas, world } = this.stage;
    const likeness = ({ values }: Row) =>
      ['status', 'measure', 'kind'].filter((column) => values[column] === own.values[column]).length;
    return atlas
      .of(own.table, world.home.id)
      .filter(fits)
      .sort((a, b) => likeness(b) - likeness(a));
  }
}

/** As whom an answer is judged: a right secret makes somebody of whoever presents it, and so does a switch. */
function speaker(
  name: string,
  { world }: Stage,
  { name: caller, who }: Caller,
  target?: Row | string,
): Who | null {
  const { mentor, admin } = world.home.people;
  if (name === 'acceptInvitation') return admin;
  if (name === 'switchOrganization' && caller === 'traveller' && typeof target === 'object') {
    return target.id === world.other.id ? world.other.people.traveller : who;
  }
  return ['signIn', 'refreshSignIn', 'resetPassword'].includes(name) ? mentor : who;
}
