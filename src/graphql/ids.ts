import { z } from 'zod';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ANY_ID = new RegExp(`^([a-z]+(?:-[a-z]+)*)_(${UUID})$`);

/**
 * The check of an argument that names one thing: `goal_<uuid>` in, the bare uuid out. An id of another kind is told at
 * once; whether the thing exists is not.
 */
export function id(kind: string): z.ZodType<string> {
  const pattern = new RegExp(`^${kind}_(${UUID})$`);
  return z.string().transform((text, ctx) => {
    const uuid = pattern.exec(text)?.[1];
    if (uuid) return uuid;
    ctx.addIssue({ code: 'custom', message: `must be the id of a ${kind}, as in ${kind}_<uuid>` });
    return z.NEVER;
  });
}

/** Takes an id of any kind apart; null when it is none. */
export function splitId(text: string): { kind: string; uuid: string } | null {
  const match = ANY_ID.exec(text);
  return match && { kind: match[1]!, uuid: match[2]! };
}
