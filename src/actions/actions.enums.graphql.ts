import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { actionKinds } from './action.entity.js';
import { actionStatuses } from './action.states.js';

export const ActionKindEnum = enumOf(actionKinds);
registerEnumType(ActionKindEnum, {
  name: 'ActionKind',
  description: 'What an action is about.',
  valuesMap: {
    VOLUNTEER_PROJECT: { description: 'Working along in a project beside the own job.' },
    RESUME: { description: 'Work on the resume.' },
    PROFILE: { description: 'Work on an online profile.' },
    PORTFOLIO: { description: 'Work on a collection of work to show.' },
    NETWORKING: { description: 'Meeting people or keeping in touch.' },
    WORKSHOP: { description: 'Giving or attending a workshop.' },
    LATERAL_MOVE: { description: 'A step towards another role on the same level.' },
    LEARNING: { description: 'Learning something.' },
    CUSTOM: { description: 'Anything else.' },
  },
});

export const ActionStatusEnum = enumOf(actionStatuses);
registerEnumType(ActionStatusEnum, {
  name: 'ActionStatus',
  description: 'Where an action stands. TODO and DOING are open; only DONE counts as done.',
  valuesMap: {
    TODO: { description: 'Open; not begun.' },
    DOING: { description: 'Open; begun.' },
    DONE: { description: 'Over: it was done, and counts for its week.' },
    SKIPPED: { description: 'Not done this time; `reason` says why.' },
    DROPPED: { description: 'Not wanted any more, or split into smaller ones; `reason` says why.' },
  },
});

export const actionSuggestions = ['SPLIT_OR_DROP'] as const;
export type ActionSuggestionWord = (typeof actionSuggestions)[number];
export const ActionSuggestionEnum = enumOf(actionSuggestions);
registerEnumType(ActionSuggestionEnum, {
  name: 'ActionSuggestion',
  description: 'What would help an action that does not get done.',
  valuesMap: {
    SPLIT_OR_DROP: {
      description:
        'It was put to another day three times or more: split it into smaller ones (splitAction), or drop it (dropAction).',
    },
  },
});
