// npm run bench: what the product costs beside a floor that does the same by hand, in CPU time of server and PostgreSQL.
import { parseArgs } from 'node:util';
import { endingSignals } from '../script/lib/process.js';
import { say } from '../script/lib/progress.js';
import { cpuDuring, type Cpu } from './cpu.js';
import { startDatabase, type BenchDatabase } from './database.js';
import { closeConnections, send, sendAll, type Call } from './load.js';
import { signIn, type People, type Person } from './people.js';
import { perRequest, report, type Round } from './report.js';
import { startServers, type Server } from './servers.js';
import { WORK_NAMES, WORKS, type WorkName } from './works.js';

/** Answers that are compared byte for byte, of as many people. */
const COMPARED = 40;
/** Every prepared statement has its generic plan, every function is compiled. */
const WARM_UP = 600;
/** At the beginning of each round: connections that were closed meanwhile are opened again. */
const ROUND_WARM_UP = 60;

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, profile: { type: 'string' } },
});

class Bench {
  private logged = 0;

  constructor(
    private readonly database: BenchDatabase,
    private readonly people: People,
    private readonly waymark: Server,
    private readonly floor: Server,
  ) {}

  async run(): Promise<boolean> {
    let kept = true;
    for (const name of WORK_NAMES) {
      await this.compare(name);
      for (const server of [this.waymark, this.floor]) await sendAll(this.calls(name, server, WARM_UP));
      const rounds: Round[] = [];
      for (let round = 0; round < Number(options.rounds); round += 1) {
        // Who comes first changes from round to round.
        const order = round % 2 === 0 ? [this.waymark, this.floor] : [this.floor, this.waymark];
        const costs = new Map<Server, Cpu>();
        for (const server of order) costs.set(server, await this.measure(name, server));
        rounds.push({ waymark: costs.get(this.waymark)!, floor: costs.get(this.floor)! });
      }
      kept = report(name, WORKS[name], rounds) && kept;
    }
    await this.policies();
    return kept;
  }

  private async measure(
    name: WorkName,
    server: Server,
    path?: string,
    application = server.application,
  ): Promise<Cpu> {
    const { requests } = WORKS[name];
    await sendAll(this.calls(name, server, ROUND_WARM_UP, path));
    const calls = this.calls(name, server, requests, path);
    const cpu = await cpuDuring(this.database.owner, { pid: server.pid, application }, () => sendAll(calls));
    return perRequest(cpu, requests);
  }

  /** What row-level security costs, on the floor: the same statement as a role that policies do not bind. */
  private async policies(): Promise<void> {
    const path = '/Q2-without-policies';
    await sendAll(this.calls('Q2', this.floor, WARM_UP, path));
    const ratios: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const free = await this.measure('Q2', this.floor, path, 'bypass');
      const held = await this.measure('Q2', this.floor);
      ratios.push(held.database / free.database);
    }
    ratios.sort((a, b) => a - b);
    say(
      `\nRow-level security on Q2, PostgreSQL alone: ${ratios[2]!.toFixed(2)} times the statement without policies.`,
    );
  }

  /** @throws Error where the two servers answer differently */
  private async compare(name: WorkName): Promise<void> {
    for (let index = 0; index < COMPARED; index += 1) {
      const person = this.person(name, index);
      const body = this.body(name, person);
      const [ours, floors] = [
        await send(this.call(name, this.waymark, person, body)),
        await send(this.call(name, this.floor, person, body)),
      ];
      if (ours !== floors)
        throw new Error(`${name}: the answers differ.\nWaymark: ${ours}\nfloor:   ${floors}`);
    }
  }

  private calls(name: WorkName, server: Server, count: number, path?: string): Call[] {
    return Array.from({ length: count }, (_, index) => {
      const person = this.person(name, index);
      return this.call(name, server, person, this.body(name, person), path);
    });
  }

  private call(name: WorkName, server: Server, person: Person, body: string, path = `/${name}`): Call {
    return { url: server.url(server.name === 'Waymark' ? '/graphql' : path), person, body };
  }

  private person(name: WorkName, index: number): Person {
    const list = name === 'Q2' ? this.people.coaches : this.people.clients;
    return list[(index * 7) % list.length]!;
  }

  private body(name: WorkName, person: Person): string {
    const { query } = WORKS[name];
    if (name !== 'M1') return JSON.stringify({ query, variables: {} });
    this.logged += 1;
    const goalId = person.goals[this.logged % person.goals.length];
    // Never the future: the product refuses that, however little.
    const input = {
      value: this.logged % 100,
      note: 'On the way.',
      at: new Date(Date.now() - 50).toISOString(),
    };
    return JSON.stringify({ query, variables: { goalId, input } });
  }
}

async function main(): Promise<number> {
  const database = await startDatabase();
  let servers: Awaited<ReturnType<typeof startServers>> | undefined;
  let stopping: Promise<unknown> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      closeConnections();
      await Promise.all([servers?.waymark.stop(), servers?.floor.stop()]);
      await database.stop();
    })());
  for (const name of endingSignals) process.on(name, () => void stop().then(() => process.exit(130)));
  try {
    servers = await startServers(database, options.profile);
    const { waymark, floor } = servers;
    const bench = new Bench(database, await signIn(database), waymark, floor);
    return (await bench.run()) ? 0 : 1;
  } finally {
    await stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The benchmark failed: ${(error as Error).message}`);
  process.exitCode = 1;
}
