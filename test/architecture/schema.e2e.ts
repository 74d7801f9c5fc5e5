import { GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA } from '@nestjs/common/constants.js';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLSchema,
} from 'graphql';
import { startApp, type TestApp } from '../setup/app.js';

let waymark: TestApp;
let schema: GraphQLSchema;

beforeAll(async () => {
  waymark = await startApp();
  schema = waymark.app.get(GraphQLSchemaHost).schema;
});
afterAll(() => waymark.close());

const roots = () =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type
      ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
      : [],
  );
const types = () =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

test('every root field says who may call it', () => {
  expect(
    roots()
      .filter(({ field }) => !field.extensions.allow)
      .map(({ path }) => path),
  ).toEqual([]);
});

test('every query names its rows', () => {
  const queries = Object.values(schema.getQueryType()!.getFields());
  expect(queries.filter(({ extensions }) => !extensions.rows).map(({ name }) => name)).toEqual([]);
});

test('every type, field, argument and enum value is described', () => {
  const missing: string[] = [];
  const check = (path: string, { description }: { description?: string | null }) => {
    if (!description || description.length < 8) missing.push(path);
  };
  const rootTypes = ['Query', 'Mutation', 'Subscription'];
  for (const type of types()) {
    if (!rootTypes.includes(type.name)) check(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
    }
  }
  // The error codes say themselves what they are.
  expect(missing.filter((path) => !path.startsWith('ErrorCode.'))).toEqual([]);
});

test('every field of a type that is read says what it is', () => {
  const structural = /^(PageInfo|\w+Connection|\w+Edge)$/;
  const missing = types()
    .filter(isObjectType)
    .filter(({ extensions }) => extensions.read)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ extensions }) => !extensions.read)
        .map((field) => `${type.name}.${field.name}`),
    )
    .filter((path) => !structural.test(path));
  expect(missing).toEqual([]);
});

test('a to-many field is a list, and a to-one is none', () => {
  const wrong = types()
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field })),
    )
    .filter(({ field }) => {
      const read = field.extensions.rows ?? field.extensions.read;
      const isList = isListType(getNullableType(field.type));
      return read && (read.kind === 'many' ? !isList : ['one', 'page', 'node'].includes(read.kind) && isList);
    });
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('every id that comes in is checked for its kind', () => {
  const missing: string[] = [];
  for (const type of types()) {
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        for (const argument of field.args) {
          if (getNamedType(argument.type).name !== 'ID' || field.extensions.rows?.kind === 'node') continue;
          if (!field.extensions.checks?.[argument.name])
            missing.push(`${type.name}.${field.name}(${argument.name})`);
        }
      }
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (getNamedType(field.type).name === 'ID' && !field.extensions.check)
          missing.push(`${type.name}.${field.name}`);
      }
    }
  }
  expect(missing).toEqual([]);
});

test('every text that comes in has a bound', () => {
  const missing = types()
    .filter(isInputObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name === 'String' && !field.extensions.check)
        .map((field) => `${type.name}.${field.name}`),
    );
  expect(missing).toEqual([]);
});

test('no guard, pipe or interceptor hangs on a resolver: reads would pass it by', () => {
  const hung = [GUARDS_METADATA, PIPES_METADATA, INTERCEPTORS_METADATA];
  const container = waymark.app as unknown as {
    container: {
      getModules(): Map<
        string,
        { providers: Map<unknown, { metatype?: Function | null; instance?: object }> }
      >;
    };
  };
  const found: string[] = [];
  for (const { providers } of container.container.getModules().values()) {
    for (const { metatype } of providers.values()) {
      if (!metatype?.prototype || !Reflect.hasMetadata('graphql:resolver_type', metatype)) continue;
      const methods = Object.getOwnPropertyNames(metatype.prototype).map((name) => metatype.prototype[name]);
      for (const target of [metatype, ...methods]) {
        if (typeof target === 'function' && hung.some((key) => Reflect.hasMetadata(key, target)))
          found.push(metatype.name);
      }
    }
  }
  expect(found).toEqual([]);
});
