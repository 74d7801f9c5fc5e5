const part = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;

/**
 * The Message-ID of an effect: the same for every attempt at it, which is how a receiver counts duplicates.
 * @throws Error when either part holds a character that a Message-ID cannot
 */
export function messageId(effectId: string, domain: string): string {
  if (!part.test(effectId) || !part.test(domain)) throw new Error('not the parts of a Message-ID');
  return `<${effectId}@${domain}>`;
}
