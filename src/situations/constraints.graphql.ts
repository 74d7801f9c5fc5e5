import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { constraintKinds, type ConstraintEntity, type ConstraintKind } from './constraint.entity.js';
import { text } from './situation.checks.js';

export const ConstraintKindEnum = enumOf(constraintKinds);
registerEnumType(ConstraintKindEnum, {
  name: 'ConstraintKind',
  description: 'What a constraint is about.',
  valuesMap: {
    TIME: { description: 'Hours, days, dates.' },
    MONEY: { description: 'Income, debts, costs.' },
    LOCATION: { description: 'Where one can live, work or travel.' },
    CARE: { description: 'Children, parents, one’s own health.' },
    LEGAL: { description: 'Permits, contracts, obligations.' },
    ORGANIZATION: { description: 'What the employer allows.' },
    OTHER: { description: 'Anything else.' },
  },
});

@Reads('client_constraints', {
  idKind: 'constraint',
  description: 'What limits a client in what they can do next. A private one is the client’s alone.',
})
export class Constraint implements Pick<ConstraintEntity, 'kind' | 'hard' | 'private' | 'text' | 'version'> {
  @Id('constraint')
  id: string;

  @Stored(() => ConstraintKindEnum, { description: 'What it is about.' })
  kind: ConstraintKind;

  @Stored(() => Boolean, {
    description: 'True: nothing that crosses it is possible. False: it weighs against, no more.',
  })
  hard: boolean;

  @Stored(() => Boolean, { description: 'Whether it is the client’s alone, whatever consent stands.' })
  private: boolean;

  @Sealed({ description: 'What it is, in the client’s words; encrypted at rest.' })
  text: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was archived; null while it stands.' })
  archivedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const ConstraintConnection = connectionOf(Constraint, 'constraints');

const kind = { description: 'What it is about.' };
const hard = { description: 'True where nothing that crosses it is possible.' };
const said = { check: text(1000), description: 'What it is; at most 1000 letters, encrypted at rest.' };

@InputType({ description: 'What limits you in what you can do next.' })
export class AddConstraintInput {
  @Input(() => ConstraintKindEnum, kind)
  kind: ConstraintKind;

  @Input(() => Boolean, hard)
  hard: boolean;

  @Input(() => Boolean, {
    defaultValue: true,
    description: 'Whether it is yours alone. False: a coach sees it while your consent CONSTRAINTS stands.',
  })
  private: boolean;

  @Input(() => String, said)
  text: string;
}

@InputType({ description: 'What to change of a constraint; what is left out stays.' })
export class ChangeConstraintInput {
  @Input(() => ConstraintKindEnum, { ...kind, nullable: true })
  kind?: ConstraintKind | null;

  @Input(() => Boolean, { ...hard, nullable: true })
  hard?: boolean | null;

  @Input(() => Boolean, {
    nullable: true,
    description: 'Whether it is yours alone; true hides it, and the gap that comes from it, at once.',
  })
  private?: boolean | null;

  @Input(() => String, { ...said, nullable: true })
  text?: string | null;
}
