/** What a rule is refused for, as a sentence for whoever wrote it. */
export class RuleRefused extends Error {}

/**
 * Takes an RRULE (RFC 5545) apart, each part once.
 * @param what is ruled, for the sentence: `a series`
 * @param known the parts that it may have
 * @throws RuleRefused
 */
export function rrulePartsOf(rrule: string, what: string, known: readonly string[]): Map<string, string> {
  const parts = new Map<string, string>();
  const body = rrule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  for (const part of body.split(';').filter((text) => text !== '')) {
    const [, name, value] = /^([A-Z-]+)=(.+)$/.exec(part) ?? [];
    if (!name || !value) throw new RuleRefused(`"${part}" is not of the form NAME=VALUE.`);
    if (!known.includes(name))
      throw new RuleRefused(`${name} is not supported: ${what} has only ${known.join(', ')}.`);
    if (parts.has(name)) throw new RuleRefused(`${name} is given twice.`);
    parts.set(name, value);
  }
  return parts;
}
