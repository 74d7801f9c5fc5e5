import { InputType, Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { ClientValueEntity } from './client-value.entity.js';
import { text, whole } from './situation.checks.js';

@Reads('client_values', { idKind: 'client-value', description: 'What matters to a client in their work.' })
export class ClientValue implements Pick<ClientValueEntity, 'name' | 'weight' | 'rating' | 'version'> {
  @Id('client-value')
  id: string;

  @Stored(() => String, { description: 'What it is, in the client’s words.' })
  name: string;

  @Stored(() => Int, { description: 'How much it matters, from 1 a little to 5 above all.' })
  weight: number;

  @Stored(() => Int, { description: 'How far it is lived now, from 0 not at all to 10 fully.' })
  rating: number;

  @Stored(() => Instant, { nullable: true, description: 'When it was archived; null while it stands.' })
  archivedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const ClientValueConnection = connectionOf(ClientValue, 'values');

const name = { check: text(80), description: 'What it is, as `Fairness`; at most 80 letters.' };
const weight = { check: whole(1, 5), description: 'How much it matters, from 1 a little to 5 above all.' };
const rating = {
  check: whole(0, 10),
  description: 'How far it is lived now, from 0 not at all to 10 fully.',
};

@InputType({ description: 'Something that matters to you in your work.' })
export class AddValueInput {
  @Input(() => String, name)
  name: string;

  @Input(() => Int, weight)
  weight: number;

  @Input(() => Int, rating)
  rating: number;
}

@InputType({ description: 'What to change of a value; what is left out stays.' })
export class ChangeValueInput {
  @Input(() => String, { ...name, nullable: true })
  name?: string | null;

  @Input(() => Int, { ...weight, nullable: true })
  weight?: number | null;

  @Input(() => Int, { ...rating, nullable: true })
  rating?: number | null;
}
