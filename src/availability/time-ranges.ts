/** From an instant up to, not including, another, in ms since the epoch. */
export type TimeRange = readonly [from: number, until: number];

/** In order, with those that overlap or adjoin as one; what is empty or reversed falls away. */
export function union(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: [number, number][] = [];
  for (const [from, until] of ranges.filter(([a, b]) => a < b).sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else joined.push([from, until]);
  }
  return joined;
}

/** What is left of the ranges without what is taken. @returns in order and apart */
export function without(ranges: readonly TimeRange[], taken: readonly TimeRange[]): TimeRange[] {
  const left: TimeRange[] = [];
  const gone = union(taken);
  let at = 0;
  for (const [from, until] of union(ranges)) {
    let start = from;
    while (at < gone.length && gone[at]![1] <= start) at += 1;
    for (let next = at; next < gone.length && gone[next]![0] < until; next += 1) {
      const [goneFrom, goneUntil] = gone[next]!;
      if (start < goneFrom) left.push([start, goneFrom]);
      start = Math.max(start, goneUntil);
    }
    if (start < until) left.push([start, until]);
  }
  return left;
}

/** Asks whether a range touches some of these, from one question to the next only forward. */
export function overlapper(ranges: readonly TimeRange[]): (range: TimeRange) => boolean {
  const inOrder = union(ranges);
  let at = 0;
  return ([from, until]) => {
    while (at < inOrder.length && inOrder[at]![1] <= from) at += 1;
    return at < inOrder.length && inOrder[at]![0] < until;
  };
}
