import { registerEnumType } from '@nestjs/graphql';
import { Coach } from '../coaches/coaches.graphql.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { consentSubjects, type ConsentEntity, type ConsentSubject } from './consent.entity.js';

export const ConsentSubjectEnum = enumOf(consentSubjects);
registerEnumType(ConsentSubjectEnum, {
  name: 'ConsentSubject',
  description: 'What a client can let their coach see; without it, it is the client’s alone.',
  valuesMap: {
    CHECK_INS: {
      description: 'Scores, labels and pulses of check-ins, and the gaps found by them; never the answers.',
    },
    ROLE_ASPECTS: { description: 'The present role, its aspects and how they are rated.' },
    TASKS: { description: 'The tasks that fill the week, and how far they serve long goals.' },
    SKILLS: { description: 'Skills: level, use and enjoyment.' },
    TARGET_ROLES: { description: 'Target roles and what they require.' },
    VALUES: { description: 'Values, their weights and how far they are lived.' },
    CONSTRAINTS: { description: 'Constraints that are not marked private; the private ones never.' },
    DOCUMENTS: { description: 'Resume, profile and portfolio.' },
    COACH_HOURS: {
      description:
        'Name, e-mail address and hours of sessions held, in the log of hours that the coach keeps for a credential; nothing else. Alone among them it can be given after the engagement, and holds beyond its end.',
    },
  },
});

@Reads('consents', {
  idKind: 'consent',
  description:
    'A client lets the coach of one engagement see something. It ends with the engagement; only COACH_HOURS, which is about work that was done, does not.',
})
export class Consent implements Pick<ConsentEntity, 'subject'> {
  @Id('consent')
  id: string;

  @One(() => Coach, {
    description: 'To whom it is given.',
    on: (consent, coach) => `${coach}.id = ${consent}.coach_id`,
  })
  coach: Coach;

  @One(() => Engagement, {
    description: 'The engagement that it belongs to.',
    on: (consent, engagement) => `${engagement}.id = ${consent}.engagement_id`,
  })
  engagement: Engagement;

  @Stored(() => ConsentSubjectEnum, { description: 'What may be seen.' })
  subject: ConsentSubject;

  @Stored(() => Instant, { description: 'Since when.' })
  givenAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description:
      'The first instant at which it no longer holds; null: until it is withdrawn or the engagement ends (for COACH_HOURS: until it is withdrawn).',
  })
  until: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was taken back; null while it was not.' })
  withdrawnAt: string | null;

  @Sql(() => Boolean, {
    description:
      'Whether it holds now: given, not over, not taken back, and the engagement open (for COACH_HOURS also once it is over).',
    sql: (consent, { asOf }) =>
      `${consent}.withdrawn_at is null and (${consent}.until is null or ${consent}.until > ${asOf()})` +
      ` and (${consent}.subject = 'COACH_HOURS' or exists (select from engagements e` +
      ` where e.org_id = ${consent}.org_id and e.id = ${consent}.engagement_id and e.status in ('ACTIVE', 'PAUSED')))`,
  })
  stands: boolean;
}

export const ConsentConnection = connectionOf(Consent, 'consents');
