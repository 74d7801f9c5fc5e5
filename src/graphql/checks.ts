// Arguments are checked in one place, for reads and for actions alike: by the zod schemas that their declarations carry.
import {
  getNullableType,
  isInputObjectType,
  isListType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import type { z } from 'zod';
import { invalidInput } from '../app-error.js';

/** Longest list that an argument may hold, unless its own check says otherwise, and then at most. */
const MAX_LIST = 100;
const MAX_CHECKED_LIST = 1_000;

export type Args = Record<string, unknown>;

/**
 * Passes arguments through their checks.
 * @param args as GraphQL coerced them
 * @returns the checked values: ids bare, text trimmed
 * @throws AppError INVALID_INPUT that names the first field at fault
 */
export function checkArguments(field: GraphQLField<unknown, unknown>, args: Args): Args {
  const checked: Args = {};
  for (const argument of field.args) {
    if (!(argument.name in args)) continue;
    const check = field.extensions.checks?.[argument.name];
    checked[argument.name] = checkValue(argument.type, args[argument.name], argument.name, check);
  }
  return checked;
}

function checkValue(
  type: GraphQLInputType,
  value: unknown,
  path: string,
  check: z.ZodType | undefined,
): unknown {
  if (value === null || value === undefined) return value;
  const inner = getNullableType(type);
  // PostgreSQL's text holds every character but this one.
  if (typeof value === 'string' && value.includes('\0')) {
    throw invalidInput(`${path}: must not hold the character U+0000.`, path);
  }
  // Half a character is nothing in UTF-8: it would come back as another one, and no JSON that holds it is read.
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw invalidInput(`${path}: must not hold half of a surrogate pair.`, path);
  }
  if (isListType(inner)) {
    const items = value as unknown[];
    const most = check ? MAX_CHECKED_LIST : MAX_LIST;
    if (items.length > most) throw invalidInput(`At most ${most} entries are accepted.`, path);
    const checked = items.map((item, at) =>
      checkValue(inner.ofType as GraphQLInputType, item, `${path}.${at}`, undefined),
    );
    return check ? pass(check, checked, path) : checked;
  }
  if (!isInputObjectType(inner)) return check ? pass(check, value, path) : value;
  const checked: Args = {};
  for (const { name, type: fieldType, extensions } of Object.values(inner.getFields())) {
    const given = (value as Args)[name];
    if (given === undefined) continue;
    checked[name] = checkValue(fieldType, given, `${path}.${name}`, extensions.check);
  }
  return check ? pass(check, checked, path) : checked;
}

function pass(check: z.ZodType, value: unknown, path: string): unknown {
  const result = check.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = [path, ...issue!.path.map(String)].join('.');
  throw invalidInput(`${at}: ${issue!.message}.`, at);
}
