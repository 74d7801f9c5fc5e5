import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadPage } from '../graphql/read/declare.js';
import { NoteTemplate, NoteTemplateConnection, NoteTemplateInput } from './note-templates.graphql.js';
import { NoteTemplatesService } from './note-templates.service.js';

type Reference = Promise<{ id: string }>;
const COACH = ['COACH'] as const;
const args = { id: id('note-template') };
const idArg = { type: () => ID, description: 'Id of the note template.' };
const inputArg = { type: () => NoteTemplateInput, description: 'What it says.' };

@Resolver()
export class NoteTemplatesResolver {
  constructor(private readonly templates: NoteTemplatesService) {}

  @ReadPage(() => NoteTemplateConnection, {
    description: 'The note templates that you can use: the shipped ones first, then your own, oldest first.',
    allow: COACH,
    where: (template) => `${template}.owner_id is null or ${template}.owner_id = (select app.member_id())`,
    filters: {
      archived: (template, { arg }) =>
        `(${template}.archived_at is not null) = ${arg('archived', 'boolean')}`,
    },
    order: [
      { sql: (template) => `(${template}.owner_id is not null)::int`, type: 'int' },
      { sql: (template) => `${template}.id`, type: 'uuid' },
    ],
  })
  noteTemplates(
    @Args() _page: PageArgs,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'True for those that you put away, false for those in sight.',
    })
    _archived?: boolean,
  ): object {
    return declared();
  }

  @Action(() => NoteTemplate, { description: 'Makes a note template of your own.', allow: COACH })
  createNoteTemplate(@Args('input', inputArg) input: NoteTemplateInput): Reference {
    return this.templates.create(input);
  }

  @Action(() => NoteTemplate, {
    description: 'Changes a note template of your own; notes that began with it stay as they are.',
    allow: COACH,
    args,
  })
  changeNoteTemplate(
    @Args('id', idArg) templateId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', inputArg) input: NoteTemplateInput,
  ): Reference {
    return this.templates.change(templateId, version, input);
  }

  @Action(() => NoteTemplate, {
    description: 'Puts a note template of your own away. Doing so twice is no error.',
    allow: COACH,
    args,
  })
  archiveNoteTemplate(@Args('id', idArg) templateId: string): Reference {
    return this.templates.archive(templateId);
  }

  @Action(() => NoteTemplate, {
    description: 'Brings back a note template of your own. Doing so twice is no error.',
    allow: COACH,
    args,
  })
  unarchiveNoteTemplate(@Args('id', idArg) templateId: string): Reference {
    return this.templates.unarchive(templateId);
  }
}
