import { InputType, Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { NoteTemplateEntity } from './note-template.entity.js';
import { text } from './sessions.graphql.js';

@Reads('note_templates', {
  idKind: 'note-template',
  description: 'What a note of a session can begin with, shared or private: copy its body into the note.',
})
export class NoteTemplate implements Pick<NoteTemplateEntity, 'title' | 'body' | 'version'> {
  @Id('note-template')
  id: string;

  @Stored(() => String, { description: 'What it is for.' })
  title: string;

  @Stored(() => String, { description: 'Its text: plain, with line breaks.' })
  body: string;

  @Sql(() => Boolean, {
    description: 'Whether it came with the product, so that nobody changes it; false for one of your own.',
    sql: (template) => `${template}.owner_id is null`,
  })
  shipped: boolean;

  @Stored(() => Instant, { nullable: true, description: 'When you put it away; null while it is in sight.' })
  archivedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const NoteTemplateConnection = connectionOf(NoteTemplate, 'note templates');

@InputType({ description: 'What a note template says.' })
export class NoteTemplateInput {
  @Input(() => String, { check: text(1, 100), description: 'What it is for; at most 100 letters.' })
  title: string;

  @Input(() => String, { check: text(1, 4000), description: 'Its text; at most 4000 letters.' })
  body: string;
}
