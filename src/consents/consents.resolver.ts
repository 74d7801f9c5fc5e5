import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadPage } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { ConsentSubject } from './consent.entity.js';
import { Consent, ConsentConnection, ConsentSubjectEnum } from './consents.graphql.js';
import { ConsentsService } from './consents.service.js';

@Resolver()
export class ConsentsResolver {
  constructor(private readonly service: ConsentsService) {}

  @ReadPage(() => ConsentConnection, {
    description:
      'The consents that you gave, or as a coach were given by your clients; newest first, also those that are over.',
    allow: ['CLIENT', 'COACH'],
    where: () => 'true',
    filters: {
      engagementId: (consent, { arg }) => `${consent}.engagement_id = ${arg('engagementId', 'uuid')}`,
    },
    order: [{ sql: (consent) => `${consent}.id`, type: 'uuid', descending: true }],
    args: { engagementId: id('engagement') },
  })
  consents(
    @Args() _page: PageArgs,
    @Args('engagementId', { type: () => ID, nullable: true, description: 'Only those of this engagement.' })
    _engagementId?: string,
  ): object {
    return declared();
  }

  @Action(() => Consent, {
    description:
      'Lets your coach see something from now on. Giving what stands already changes until when. It holds from the next request on. The engagement must be open; only COACH_HOURS can also be given once it is over.',
    allow: ['CLIENT'],
    args: { engagementId: id('engagement') },
  })
  giveConsent(
    @Args('engagementId', { type: () => ID, description: 'Id of the engagement with the coach.' })
    engagementId: string,
    @Args('subject', { type: () => ConsentSubjectEnum, description: 'What may be seen.' })
    subject: ConsentSubject,
    @Args('until', {
      type: () => Instant,
      nullable: true,
      description: 'The first instant at which it no longer holds; leave it out for no end.',
    })
    until?: string | null,
  ): Promise<{ id: string }> {
    return this.service.give(engagementId, subject, until ?? null);
  }

  @Action(() => Consent, {
    description: 'Takes a consent back; it holds from the next request on. Taking it back twice is no error.',
    allow: ['CLIENT'],
    args: { id: id('consent') },
  })
  withdrawConsent(
    @Args('id', { type: () => ID, description: 'Id of the consent.' }) consentId: string,
  ): Promise<{ id: string }> {
    return this.service.withdraw(consentId);
  }
}
