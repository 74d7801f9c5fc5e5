import type { Strategy } from 'passport';

/**
 * Runs a passport strategy once.
 * @param asking what the strategy looks at: a request, or something in the form of one
 * @returns what it found, null where it refused
 * @throws what the strategy failed with
 */
export function runStrategy<Found>(strategy: Strategy, asking: object): Promise<Found | null> {
  return new Promise((resolve, reject) => {
    const verdicts = {
      success: (found: unknown) => resolve(found as Found),
      fail: () => resolve(null),
      error: reject,
    };
    // A strategy reports through methods that passport puts on a copy of it for each request.
    const attempt = Object.assign(Object.create(strategy) as object, verdicts);
    strategy.authenticate.call(attempt as never, asking as never);
  });
}
