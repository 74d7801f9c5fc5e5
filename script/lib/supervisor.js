// Runs the services of a development system under one process: their output with their name before it, all stopped in
// order when one dies or somebody asks. What a killed supervisor left is ended by the next one.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment, root } from './node.js';
import { endProcess, endRemembered, endingSignals, rememberProcesses, signal } from './process.js';
import { say } from './progress.js';

const orphan = fileURLToPath(new URL('orphan.js', import.meta.url));

/** Thrown out of the start when the system is asked to end before it is up. */
export class Ended extends Error {}

export class Supervisor {
  /** Set once: { code, message } of the first reason to end. */
  outcome = null;
  #children = [];
  #stops = [];
  #record;
  #resolve;

  /** `record` is the file that remembers the processes for the next start. */
  constructor(record) {
    this.#record = record;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
    for (const name of endingSignals) process.on(name, () => this.end(0, 'Stopping …'));
    process.on('disconnect', () => this.end(1, 'The launcher is gone. Stopping …'));
    process.channel?.unref();
    // The reader of the output went away (a pipe was closed): there is nobody left to talk to.
    process.stdout.on('error', () => this.end(1, ''));
  }

  end(code, message) {
    if (this.outcome) return;
    this.outcome = { code, message };
    if (message) say(message);
    for (const child of this.#children) if (child.step) signal(child.pid, 'SIGTERM');
    this.#resolve(this.outcome);
  }

  /** Between two steps of the start: does not go on with a system that is to end. */
  check() {
    if (this.outcome) throw new Ended();
  }

  endLeftovers() {
    return endRemembered(this.#record, 15_000);
  }

  /** Something that is not a process of this supervisor's own and is to be stopped in its turn. */
  add(name, stop, gone) {
    this.#stops.push({ name, stop });
    void gone.then(() => this.end(1, `${name} has ended by itself. Stopping …`));
  }

  /** Starts a program that stays; when it ends by itself, so does everything. `group` members are stopped together. */
  service(name, file, { args = [], env = {}, group = name }) {
    const child = this.#spawn(name, file, args, env);
    child.ended.then((how) => this.end(1, `${name} has ended by itself (${how}). Stopping …`));
    this.#stops.push({ name: group, stop: () => endProcess(child.pid, 25_000) });
  }

  /** Runs a program to its end. */
  async step(name, file, { args = [], env = {} }) {
    const child = this.#spawn(name, file, args, env, true);
    const how = await child.ended;
    this.#children.splice(this.#children.indexOf(child), 1);
    this.check();
    if (how !== 'exit code 0') throw new Error(`${name} failed (${how}).`);
  }

  /** Waits until an address answers 200. */
  async ready(name, url, patience = 60_000) {
    const deadline = Date.now() + patience;
    let last = 'no answer';
    while (Date.now() < deadline) {
      this.check();
      try {
        const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
        if (answer.ok) return;
        last = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
      } catch (error) {
        last = error.cause?.code ?? error.message;
      }
      await sleep(50);
    }
    throw new Error(`${name} is not ready after ${patience / 1000} s: ${url} says ${last}`);
  }

  /** Stops all in the reverse order of their start, members of a group at once. */
  async stopAll() {
    while (this.#stops.length > 0) {
      const { name } = this.#stops.at(-1);
      const together = this.#stops.filter((one) => one.name === name);
      this.#stops = this.#stops.filter((one) => one.name !== name);
      await Promise.all(together.map(({ stop }) => stop()));
    }
    rmSync(this.#record, { force: true });
  }

  #spawn(name, file, args, env, step = false) {
    // Its own process group: Ctrl-C at the terminal reaches the supervisor alone.
    const started = spawn(process.execPath, ['--import', orphan, file, ...args], {
      cwd: root,
      env: { ...nodeEnvironment(), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const child = { pid: started.pid, step };
    for (const stream of [started.stdout, started.stderr]) {
      createInterface({ input: stream }).on('line', (line) => say(`${name.padEnd(7)} | ${line}`));
    }
    child.ended = new Promise((resolve) => {
      started.once('error', (error) => resolve(error.message));
      started.once('close', (code, name) => resolve(name ? `signal ${name}` : `exit code ${code}`));
    });
    this.#children.push(child);
    rememberProcesses(
      this.#record,
      this.#children.map(({ pid }) => pid),
    );
    return child;
  }
}
