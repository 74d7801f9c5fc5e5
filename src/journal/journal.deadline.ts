/** Timers hold no more than some 24 days; a later deadline is asked for anew. */
const LONGEST_WAIT_MS = 86_400_000;
/** The clocks of process and database differ; what is over by one and not yet by the other is not asked in a loop. */
const SHORTEST_WAIT_MS = 100;

/**
 * Yields what the source yields, and `value` whenever the deadline passes before.
 * @param deadline asked before each wait; epoch ms, null for none
 */
export function withDeadline<T>(
  source: AsyncIterableIterator<T>,
  deadline: () => Promise<number | null>,
  value: T,
): AsyncIterableIterator<T> {
  let pending: Promise<IteratorResult<T>> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const after = (at: number): Promise<'passed'> =>
    new Promise((resolve) => {
      const wait = Math.min(Math.max(at - Date.now(), SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
      timer = setTimeout(() => resolve('passed'), wait);
    });
  const values: AsyncIterableIterator<T> = {
    next: async () => {
      // Asked for first, so that nothing told while the deadline is looked up is missed.
      pending ??= source.next();
      const at = await deadline();
      const first = at === null ? await pending : await Promise.race([pending, after(at)]);
      clearTimeout(timer);
      if (first === 'passed') return { done: false, value };
      pending = undefined;
      return first;
    },
    return: async () => {
      clearTimeout(timer);
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => values,
  };
  return values;
}
