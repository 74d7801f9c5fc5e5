// The variables of generated operations, in arguments and in @skip and @include.
import type { GraphQLArgument } from 'graphql';
import { literal, type Choice } from './generate.values.js';

const MAX_DIRECTIVES = 20;
const MAX_CONDITIONS = 4;

export class Variables {
  readonly definitions: string[] = [];
  readonly values: Record<string, unknown> = {};
  private readonly conditions: string[] = [];
  private directives = 0;
  private serial = 0;

  constructor(private readonly choice: Choice) {}

  /** `($v1: Int!, …)`, or nothing. */
  get head(): string {
    return this.definitions.length > 0 ? `(${this.definitions.join(', ')})` : '';
  }

  /** @skip, @include, both, or mostly neither. */
  condition(): string {
    let text = '';
    for (const directive of ['skip', 'include']) {
      if (this.directives >= MAX_DIRECTIVES || !this.choice.chance(4)) continue;
      this.directives += 1;
      text += ` @${directive}(if: ${this.choice.chance(25) ? this.choice.chance(50) : this.booleanVariable()})`;
    }
    return text;
  }

  private booleanVariable(): string {
    if (this.conditions.length > 0 && (this.conditions.length >= MAX_CONDITIONS || this.choice.chance(50))) {
      return this.choice.one(this.conditions);
    }
    const name = `$b${this.conditions.length}`;
    const value = this.choice.chance(50);
    if (this.choice.chance(30)) this.definitions.push(`${name}: Boolean! = ${value}`);
    else {
      this.definitions.push(`${name}: Boolean!`);
      this.values[name.slice(1)] = value;
    }
    this.conditions.push(name);
    return name;
  }

  /** Null, in one of the ways to say it. */
  nothing(argument: GraphQLArgument): string {
    if (this.choice.chance(40)) return 'null';
    const name = `v${(this.serial += 1)}`;
    this.definitions.push(`$${name}: ${String(argument.type)}${this.choice.chance(30) ? ' = null' : ''}`);
    if (this.choice.chance(50)) this.values[name] = null;
    return `$${name}`;
  }

  /** A variable that stands for the value, given or by default. */
  given(argument: GraphQLArgument, value: unknown): string {
    const name = `v${(this.serial += 1)}`;
    const inDefault = this.choice.chance(30);
    this.definitions.push(
      `$${name}: ${String(argument.type)}${inDefault ? ` = ${literal(value, argument.type)}` : ''}`,
    );
    if (!inDefault || this.choice.chance(30)) this.values[name] = value;
    return `$${name}`;
  }
}
