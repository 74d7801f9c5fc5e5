import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { changeVerdicts } from './check-in.change.js';
import { dimensions } from './check-in.dimensions.js';
import { checkInStatuses, checkInTriggers } from './check-in.entity.js';
import { nextSteps, stuckLabels } from './check-in.labels.js';
import { bands } from './check-in-score.entity.js';

export const DimensionEnum = enumOf(dimensions);
registerEnumType(DimensionEnum, {
  name: 'StuckDimension',
  description: 'A side of being stuck.',
  valuesMap: {
    BOREDOM: { description: 'The work holds nothing new.' },
    UNCHALLENGED: { description: 'The work asks for less than one can do.' },
    UNDERVALUED: { description: 'What one does is not seen.' },
    POSTPONING: { description: 'One puts off what would move one on.' },
    FRUSTRATION: { description: 'One’s efforts lead nowhere.' },
    MOTIVATION_LOSS: { description: 'One has to push oneself to work.' },
    BLOCKED_ABOVE: {
      description: 'The way up is closed: the structural part, reported apart and never in the index.',
    },
  },
});

export const CheckInTriggerEnum = enumOf(checkInTriggers);
registerEnumType(CheckInTriggerEnum, {
  name: 'CheckInTrigger',
  description: 'Why there is a check-in.',
  valuesMap: {
    INTAKE: { description: 'The first one.' },
    SCHEDULED: { description: '90 days have passed since the last one that was submitted.' },
    ON_DEMAND: { description: 'The client wanted it; at most one in 14 days.' },
    EXIT: { description: 'An engagement of the client was closed.' },
  },
});

export const CheckInStatusEnum = enumOf(checkInStatuses);
registerEnumType(CheckInStatusEnum, {
  name: 'CheckInStatus',
  description: 'Where a check-in stands.',
  valuesMap: {
    DUE: { description: 'Waits for the client to start it.' },
    STARTED: { description: 'Under way: answers are saved step by step.' },
    SUBMITTED: { description: 'Handed in; its scores are fixed.' },
    DISCARDED: { description: 'Taken back by the client within 24 hours: it counts for nothing.' },
  },
});

export const BandEnum = enumOf(bands);
registerEnumType(BandEnum, {
  name: 'StuckBand',
  description: 'What an index means, in a word.',
  valuesMap: {
    MOVING: { description: 'From 0 to below 25.' },
    WATCH: { description: 'From 25 to below 50.' },
    STUCK: { description: 'From 50 to below 75.' },
    DEEPLY_STUCK: { description: 'From 75 to 100.' },
  },
});

export const StuckLabelEnum = enumOf(stuckLabels);
registerEnumType(StuckLabelEnum, {
  name: 'StuckLabel',
  description: 'What the scores say; several may hold at once.',
  valuesMap: {
    CONTENT_PLATEAU: {
      description: 'The work has nothing left to learn: boredom and unchallenged, each from 50.',
    },
    RECOGNITION_GAP: { description: 'The work is not seen: undervalued from 50.' },
    INERTIA: { description: 'The steps are known and put off: postponing from 50.' },
    STRAIN: { description: 'The work wears down: frustration and motivation loss, each from 50.' },
    STRUCTURAL: { description: 'The way up is closed: blocked above from 50.' },
  },
});

export const NextStepEnum = enumOf(nextSteps);
registerEnumType(NextStepEnum, {
  name: 'StuckNextStep',
  description: 'What to do next about a label.',
  valuesMap: {
    ASK_FOR_HARDER_WORK: { description: 'For CONTENT_PLATEAU: ask for a task that one could not do yet.' },
    MAKE_WORK_VISIBLE: { description: 'For RECOGNITION_GAP: show what was achieved to whoever counts.' },
    PLAN_ONE_SMALL_STEP: { description: 'For INERTIA: one step of half an hour, with its when and where.' },
    NAME_WHAT_DRAINS: { description: 'For STRAIN: rate what the work is made of and take it to somebody.' },
    LOOK_SIDEWAYS: { description: 'For STRUCTURAL: write down the block and name a role beside it.' },
  },
});

export const ChangeVerdictEnum = enumOf(changeVerdicts);
registerEnumType(ChangeVerdictEnum, {
  name: 'StuckChangeVerdict',
  description: 'Whether the index has changed by more than its own noise.',
  valuesMap: {
    LESS_STUCK: { description: 'Fallen by 19.40 points or more.' },
    MORE_STUCK: { description: 'Risen by 19.40 points or more.' },
    NO_RELIABLE_CHANGE: { description: 'The difference is below 19.40 points: it may be chance.' },
  },
});
