// The arguments of generated operations.
import {
  astFromValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLSchema,
} from 'graphql';
import { TEXTS } from './sample.data.js';

type Field = GraphQLField<unknown, unknown>;

/** What arguments can be filled with. */
export interface Pools {
  /** Every id there is, and those of what whoever asks can see. */
  ids: string[];
  seen: string[];
  cursors: Map<GraphQLField<unknown, unknown>, string[]>;
  /** Whether whoever asks may call the root field: most operations should be answered. */
  may(field: GraphQLField<unknown, unknown>): boolean;
}

/** A whole number from 0 to `max`. */
export type Pick = (max: number) => number;

/** Chooses; the same picks make the same choices. */
export class Choice {
  constructor(readonly pick: Pick) {}

  chance(percent: number): boolean {
    return this.pick(99) < percent;
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.pick(values.length - 1)]!;
  }
}

/** Values for arguments, also such as only others can see. */
export class Values {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
    private readonly choice: Choice,
  ) {}

  /** A value that passes the argument's check; undefined where none was found. */
  value(field: Field, argument: GraphQLArgument): unknown {
    const check = field.extensions.checks?.[argument.name];
    if (argument.name === 'after') {
      const cursors = this.pools.cursors.get(field);
      return cursors && cursors.length > 0 ? this.choice.one(cursors) : undefined;
    }
    if (getNamedType(argument.type).name === 'ID') {
      const list = isListType(getNullableType(argument.type));
      const fits = (id: string) =>
        field.extensions.rows?.kind === 'node'
          ? this.finds(field, id)
          : !check || check.safeParse(list ? [id] : id).success;
      const fitting = (this.choice.chance(85) ? this.pools.seen : this.pools.ids).filter(fits);
      if (fitting.length === 0) return undefined;
      return list
        ? Array.from({ length: this.choice.pick(3) }, () => this.choice.one(fitting))
        : this.choice.one(fitting);
    }
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const value = this.sample(argument.type);
      if (value !== undefined && (!check || check.safeParse(value).success)) return value;
    }
    return undefined;
  }

  /** Whether the id is of a kind that `node(id)` finds. */
  private finds(field: Field, id: string): boolean {
    const possible = this.schema.getPossibleTypes(getNamedType(field.type) as GraphQLInterfaceType);
    return possible.some(({ extensions }) => id.startsWith(`${extensions.read!.idKind}_`));
  }

  private sample(type: GraphQLInputType): unknown {
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const items = Array.from({ length: this.choice.pick(3) }, () =>
        this.sample(inner.ofType as GraphQLInputType),
      );
      return items.includes(undefined) ? undefined : items;
    }
    if (isEnumType(inner)) return this.choice.one(inner.getValues()).name;
    const samples: Record<string, readonly unknown[]> = {
      String: [...TEXTS, 'a', 'b', 'NULL'],
      Int: [0, 1, 2, 3, 7, -1, 2147483647, -2147483648],
      Float: [0, 1, 0.1, -2.5, 1e-6, 1e9, 3],
      Boolean: [true, false],
      Instant: [
        '2026-03-29T03:00:00+02:00',
        '1969-12-31T23:59:59.999Z',
        '2026-03-29T01:00:00.001Z',
        '0001-01-01T00:00:00Z',
      ],
      LocalDate: ['2026-03-29', '2024-02-29', '0001-01-01', '9999-12-31'],
      LocalTime: ['00:00', '12:30', '23:59'],
    };
    const values = samples[getNamedType(inner).name];
    return values && this.choice.one(values);
  }
}

export function literal(value: unknown, type: GraphQLInputType): string {
  return print(astFromValue(value, type)!);
}
