// The one way in: node script/run.js <task> [arguments]. Parses on Node 20.19 and goes on with the pinned Node.
import { ensurePackages, somethingIsInstalled } from './lib/install.js';
import { runOnPinnedNode } from './lib/node.js';
import { findTask, taskNames } from './lib/tasks.js';

async function main([name, ...args]) {
  const task = findTask(name);
  if (!task) {
    throw new Error(`Usage: node script/run.js <task> [arguments]. Tasks: ${taskNames.join(', ')}.`);
  }
  if (task.installs) await ensurePackages();
  else if (!somethingIsInstalled()) throw new Error('The packages are not installed: run npm ci.');
  return (await runOnPinnedNode()) ?? (await task.run(args)) ?? 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
