// Guarantees: every mutation is one unit of work, and its answer is read by the compiler inside it; every event of a
// subscription is authorised and read anew as its subscriber.
import {
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { AppError, notFound } from '../app-error.js';
import { allows } from '../auth/authorize.js';
import type { Db } from '../db/db.js';
import { checkArguments } from './checks.js';
import type { OperationContext } from './context.js';
import type { Reader } from './read/reader.js';

// The executor hands every resolver the context that graphql.module.ts makes: an OperationContext.
type Field = GraphQLField<unknown, unknown>;
type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** Wraps the root fields of a schema; below them a value is read by its response key, as the compiler wrote it. */
export function wrapSchema(schema: GraphQLSchema, db: Db, reader: () => Reader): GraphQLSchema {
  const [query, mutation, subscription] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (type === query) field.resolve = refuse;
      else if (type === mutation) field.resolve = action(field, field.resolve!, db, reader);
      else if (type === subscription) wrapLive(field, db, reader);
      else field.resolve = byKey;
    }
  }
  return schema;
}

const byKey: Resolve = (source, _args, _context, info) => (source as Record<string, unknown>)[info.path.key];

const refuse: Resolve = () => {
  throw new Error('A query is read by the compiler, never by the executor.');
};

function action(field: Field, resolve: Resolve, db: Db, reader: () => Reader): Resolve {
  const type = getNamedType(field.type);
  return async (source, args, context, info) => {
    const checked = checkArguments(field, args);
    const work = async (): Promise<unknown> => resolve(source, checked, context, info);
    const { actor } = context as OperationContext;
    if (isLeafType(type)) return db.run(actor, work);
    let finish: ((text: string | null) => unknown) | undefined;
    const { text } = await db.transaction(actor, work, (given) => {
      const read = readOf(reader(), field, given, info);
      finish = read.finish;
      return read.statement;
    });
    const data = finish!(text);
    if (data === null) throw notFound(type.name);
    return data;
  };
}

function readOf(reader: Reader, field: Field, given: unknown, info: Parameters<Resolve>[3]) {
  return reader.reference(
    field,
    getNamedType(field.type) as GraphQLObjectType,
    info.fieldNodes,
    info.fragments,
    info.variableValues,
    given as Record<string, unknown>,
  );
}

/** What its subscriber may not see, or no longer, answers as what is not there. */
function wrapLive(field: Field, db: Db, reader: () => Reader): void {
  const { subscribe } = field;
  field.subscribe = (source, args, context, info) =>
    subscribe!(source, checkArguments(field, args), context, info);
  field.resolve = async (event, _args, context, info) => {
    const { actor } = context as OperationContext;
    if (!allows(field.extensions.allow, actor)) throw new AppError('FORBIDDEN', 'Your role has changed.');
    const { statement, finish } = readOf(reader(), field, event, info);
    const data = finish(await db.read(actor, statement));
    if (data === null) throw notFound(getNamedType(field.type).name);
    return data;
  };
}
