import { Args, ID, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { BuddyPact } from './buddy-pacts.graphql.js';
import type { WinAudience } from './win.entity.js';
import { latestWins, Win, WinAudienceEnum, WinConnection, WinVisibility } from './wins.graphql.js';
import { WinsService } from './wins.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const STANDS = (win: string) => `${win}.withdrawn_at is null`;

@Resolver()
export class WinsResolver {
  constructor(private readonly wins: WinsService) {}

  @ReadPage(() => WinConnection, {
    description: 'Your wins, the latest first.',
    allow: CLIENT,
    where: (win) => `${win}.client_id = (select app.member_id()) and ${STANDS(win)}`,
    order: latestWins,
  })
  myWins(@Args() _page: PageArgs): object {
    return declared();
  }

  @ReadOne(() => WinVisibility, {
    description: 'Who you let see your wins; null while you have not chosen, and then nobody does.',
    allow: CLIENT,
    where: (audience) => `${audience}.id = (select app.member_id())`,
  })
  myWinVisibility(): WinVisibility {
    return declared();
  }

  @Action(() => WinVisibility, {
    description:
      'Chooses who sees your wins, those so far and those to come; an empty list takes them out of everybody’s sight. Whoever sees a comeback learns that there was a setback, and nothing of it.',
    allow: CLIENT,
  })
  showWins(
    @Args('to', { type: () => [WinAudienceEnum], description: 'Who sees them; empty for nobody.' })
    audience: WinAudience[],
  ): Reference {
    return this.wins.showTo(audience);
  }

  @Action(() => Win, {
    description:
      'Gives kudos for a win of somebody who lets you see it, once; doing so again changes nothing.',
    allow: ['CLIENT', 'COACH'],
    args: { winId: id('win') },
  })
  giveKudos(@Args('winId', { type: () => ID, description: 'Id of the win.' }) winId: string): Reference {
    return this.wins.giveKudos(winId);
  }
}

@Resolver(() => Client)
export class ClientWins {
  @Page(() => WinConnection, {
    description: 'The client’s wins, the latest first; empty for whom the client does not let see them.',
    on: (client, win) => `${win}.client_id = ${client}.id and ${STANDS(win)}`,
    order: latestWins,
  })
  wins(@Args() _page: PageArgs): object {
    return declared();
  }
}

@Resolver(() => BuddyPact)
export class PactWins {
  @Page(() => WinConnection, {
    description:
      'The wins of the other, the latest first; empty unless they let buddies see them and the pact is in force.',
    on: (pact, win) =>
      `${win}.client_id = case ${pact}.proposer_id when (select app.member_id()) then ${pact}.partner_id else ${pact}.proposer_id end` +
      ` and ${STANDS(win)}`,
    order: latestWins,
  })
  buddyWins(@Args() _page: PageArgs): object {
    return declared();
  }
}
