// Tells what a long step is doing: a line that rewrites itself on a terminal, a new line now and then elsewhere.

const terminal = Boolean(process.stdout.isTTY);
const blank = terminal ? '\r\x1b[K' : '';

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Prints a line, also while a step is rewriting its own. */
export function say(line) {
  process.stdout.write(`${blank}${line}\n`);
}

/** Runs the work under a title; `detail` is asked for a word on how far it is. Resolves to what the work resolves to. */
export async function progress(title, work, detail = () => '') {
  const started = performance.now();
  const line = () => [`${title} …`, detail(), seconds(started)].filter(Boolean).join('  ');
  if (!terminal) say(`${title} …`);
  const timer = setInterval(
    () => (terminal ? process.stdout.write(`${blank}${line()}`) : say(line())),
    terminal ? 200 : 10_000,
  );
  try {
    const result = await work();
    say(`${title}: done in ${seconds(started)}`);
    return result;
  } finally {
    clearInterval(timer);
    process.stdout.write(blank);
  }
}
