import { withDeadline } from '../../src/journal/journal.deadline.js';

/** A source that yields what is pushed. */
function source() {
  const waiting: ((result: IteratorResult<string>) => void)[] = [];
  const pushed: string[] = [];
  let isClosed = false;
  const iterator: AsyncIterableIterator<string> = {
    next: () =>
      new Promise((resolve) => {
        const value = pushed.shift();
        if (value === undefined) waiting.push(resolve);
        else resolve({ done: false, value });
      }),
    return: async () => {
      isClosed = true;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  const push = (value: string) => {
    const resolve = waiting.shift();
    if (resolve) resolve({ done: false, value });
    else pushed.push(value);
  };
  return { iterator, push, isClosed: () => isClosed };
}

test('without a deadline nothing is added', async () => {
  const { iterator, push } = source();
  const values = withDeadline(iterator, async () => null, 'over');
  push('one');
  push('two');
  expect([(await values.next()).value, (await values.next()).value]).toEqual(['one', 'two']);
});

test('a deadline that passes is told, and what the source yields afterwards is not lost', async () => {
  const { iterator, push } = source();
  const deadlines = [Date.now(), null, null];
  const values = withDeadline(iterator, async () => deadlines.shift()!, 'over');
  expect((await values.next()).value).toBe('over');
  const next = values.next();
  push('one');
  expect((await next).value).toBe('one');
});

test('what is told before the deadline comes first', async () => {
  const { iterator, push } = source();
  const values = withDeadline(iterator, async () => Date.now() + 60_000, 'over');
  push('one');
  expect((await values.next()).value).toBe('one');
  await values.return!();
});

test('closing closes the source', async () => {
  const { iterator, isClosed } = source();
  const values = withDeadline(iterator, async () => null, 'over');
  expect(await values.return!()).toEqual({ done: true, value: undefined });
  expect(isClosed()).toBe(true);
});
