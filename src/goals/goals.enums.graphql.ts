import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { goalFields } from './goal-revision.entity.js';
import { goalKinds } from './goal.entity.js';
import { goalMeasures } from './goal.progress.js';
import { forecastConfidences } from './goal.forecast.js';
import { goalHealths } from './goal.health.js';
import { goalHorizons, smartLetters } from './goal.smart.js';
import { goalStatuses } from './goal.states.js';

export const GoalHorizonEnum = enumOf(goalHorizons);
registerEnumType(GoalHorizonEnum, {
  name: 'GoalHorizon',
  description: 'How far a goal reaches, counted from its activation.',
  valuesMap: {
    SHORT: { description: 'Ends within 180 days.' },
    LONG: { description: 'Ends after 180 days and within 5 years.' },
  },
});

export const GoalKindEnum = enumOf(goalKinds);
registerEnumType(GoalKindEnum, {
  name: 'GoalKind',
  description: 'What a goal is about.',
  valuesMap: {
    SKILL: { description: 'Learning or deepening a skill.' },
    STRETCH_PROJECT: { description: 'A project beyond what one has done so far.' },
    NETWORK: { description: 'Meeting and keeping people.' },
    PROMOTION: { description: 'A step up.' },
    INDUSTRY_CHANGE: { description: 'Work in another industry.' },
    LEADERSHIP: { description: 'Leading people or a subject.' },
    LATERAL: { description: 'Another role on the same level.' },
    OTHER: { description: 'Anything else.' },
  },
});

export const GoalMeasureEnum = enumOf(goalMeasures);
registerEnumType(GoalMeasureEnum, {
  name: 'GoalMeasure',
  description: 'How progress towards a goal is measured.',
  valuesMap: {
    NUMBER: { description: 'A number in a unit, on the way from the baseline to the target.' },
    PERCENT: { description: 'A percentage, on the way from the baseline to the target.' },
    MILESTONES: { description: 'The share of milestones done; takes no progress updates.' },
    BINARY: { description: 'Done or not: the value 1 or 0.' },
    GAS: {
      description:
        'Goal attainment scaling: a level from −2 to +2, each told by a text; rated by the client, confirmed by the coach.',
    },
  },
});

export const GoalStatusEnum = enumOf(goalStatuses);
registerEnumType(GoalStatusEnum, {
  name: 'GoalStatus',
  description: 'Where a goal stands in its life.',
  valuesMap: {
    DRAFT: { description: 'Being written.' },
    ACTIVE: { description: 'Worked on; takes progress updates.' },
    PAUSED: { description: 'Resting.' },
    ACHIEVED: { description: 'Over: reached.' },
    PARTLY: { description: 'Over: reached in part.' },
    ABANDONED: { description: 'Over: given up, with a reason.' },
    SUPERSEDED: { description: 'Over: another goal took its place.' },
  },
});

export const GoalOutcomeEnum = enumOf(['ACHIEVED', 'PARTLY'] as const);
registerEnumType(GoalOutcomeEnum, {
  name: 'GoalOutcome',
  description: 'How a goal was completed.',
  valuesMap: {
    ACHIEVED: { description: 'It was reached.' },
    PARTLY: { description: 'It was reached in part.' },
  },
});

export const GoalDirectionEnum = enumOf(['UP', 'DOWN'] as const);
export type GoalDirection = keyof typeof GoalDirectionEnum;
registerEnumType(GoalDirectionEnum, {
  name: 'GoalDirection',
  description: 'Which way the values of a goal are to move.',
  valuesMap: {
    UP: { description: 'More is better.' },
    DOWN: { description: 'Less is better.' },
  },
});

export const GoalClosingEnum = enumOf(['ACHIEVED', 'PARTLY', 'ABANDONED'] as const);
registerEnumType(GoalClosingEnum, {
  name: 'GoalClosing',
  description: 'How a closed goal has really ended.',
  valuesMap: {
    ACHIEVED: { description: 'It was reached.' },
    PARTLY: { description: 'It was reached in part.' },
    ABANDONED: { description: 'It was given up.' },
  },
});

export const GoalHealthEnum = enumOf(goalHealths);
registerEnumType(GoalHealthEnum, {
  name: 'GoalHealth',
  description: 'How an active goal is doing; the first that applies, in this order.',
  valuesMap: {
    OVERDUE: { description: 'Its target date has passed in the client’s zone.' },
    STALE: {
      description:
        'Nothing was heard of it for more than two review periods, or 14 days without a review plan. Not the same as behind.',
    },
    UNKNOWN: {
      description: 'Too few updates to tell, or off track within 7 days of activation.',
    },
    ON_TRACK: { description: 'Projected to arrive by its target date; by milestones: none is late.' },
    AT_RISK: {
      description:
        'Projected to arrive late by at most a fifth of the time from activation to target; by milestones: one is late.',
    },
    OFF_TRACK: {
      description: 'Projected to arrive later than that or never; by milestones: more than one is late.',
    },
  },
});

export const SmartLetterEnum = enumOf(smartLetters);
registerEnumType(SmartLetterEnum, {
  name: 'SmartLetter',
  description: 'One of the five questions to a goal.',
  valuesMap: {
    S: { description: 'Specific: a behaviour is described, not the title again.' },
    M: {
      description:
        'Measurable: unit, baseline and a different target, five attainment levels, or two milestones.',
    },
    A: { description: 'Achievable: confidence of 7 or more, or a named support.' },
    R: { description: 'Relevant: it answers a gap or a value, or serves a larger goal.' },
    T: { description: 'Timely: a date inside the horizon, and a first result within 30 days.' },
  },
});

export const ForecastConfidenceEnum = enumOf(forecastConfidences);
registerEnumType(ForecastConfidenceEnum, {
  name: 'ForecastConfidence',
  description: 'How far a forecast can be relied on.',
  valuesMap: {
    LOW: {
      description:
        'Few updates, or they do not follow a line closely enough to rule out bursts, plateaus or a drift: the 80 % interval then holds the day less often than it says.',
    },
    NORMAL: {
      description:
        'Six updates or more that follow a line, and scatter around it as a wandering pace would in at most one series of ten.',
    },
  },
});

export const GoalFieldEnum = enumOf(goalFields);
registerEnumType(GoalFieldEnum, {
  name: 'GoalField',
  description: 'What of a goal was changed.',
  valuesMap: {
    HORIZON: { description: 'How far it reaches.' },
    KIND: { description: 'What it is about.' },
    TITLE: { description: 'Its title.' },
    BEHAVIOUR: { description: 'What the client will be seen doing.' },
    MEASURE: { description: 'How progress is measured.' },
    UNIT: { description: 'The unit of baseline, target and updates.' },
    BASELINE: { description: 'Where it starts.' },
    TARGET: { description: 'Where it ends.' },
    LEVELS: { description: 'The five texts of its attainment scale, one a line, from −2 to +2.' },
    IMPORTANCE: { description: 'How much it matters, 1 to 3.' },
    DIFFICULTY: { description: 'How hard it is, 1 to 3.' },
    TARGET_ON: { description: 'The day by which it is to be reached.' },
    CONFIDENCE: { description: 'How confident the client is.' },
    SUPPORT: { description: 'Who or what helps.' },
    GAP: { description: 'The gap that it answers; the values say only whether there is one.' },
    VALUE: { description: 'The value that it serves; the values say only whether there is one.' },
    PARENT: { description: 'The larger goal that it serves; the values are ids.' },
    WEIGHT: { description: 'Its weight among the goals that serve the same larger one.' },
    MILESTONE: { description: 'A milestone was added or removed; the value is its title.' },
    MILESTONE_DONE: { description: 'A done mark was taken back; the value before is when it was set.' },
    STATUS: { description: 'Where it stands in its life; a step out of a closed one is a correction.' },
    SUCCESSOR: { description: 'The goal that took its place; the values are ids.' },
  },
});
