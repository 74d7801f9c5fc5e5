import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/actions.module.js';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { BuddyPactsRepository } from './buddy-pacts.repository.js';
import { BuddyPactsResolver } from './buddy-pacts.resolver.js';
import { BuddyPactsService } from './buddy-pacts.service.js';
import { JournalEntriesRepository } from './journal-entries.repository.js';
import { JournalEntriesResolver } from './journal-entries.resolver.js';
import { JournalEntriesService } from './journal-entries.service.js';
import { JournalSharesRepository } from './journal-shares.repository.js';
import { EntryShares, JournalSharesResolver, SetbackShares } from './journal-shares.resolver.js';
import { JournalSharesService } from './journal-shares.service.js';
import { JournalLive } from './journal.live.js';
import { QuestionsRepository } from './questions.repository.js';
import { QuestionsResolver } from './questions.resolver.js';
import { QuestionsService } from './questions.service.js';
import { SetbacksRepository } from './setbacks.repository.js';
import { ClientBounceBack, SetbacksResolver } from './setbacks.resolver.js';
import { SetbacksService } from './setbacks.service.js';
import { WinsJobs } from './wins.jobs.js';
import { WinsRepository } from './wins.repository.js';
import { ClientWins, PactWins, WinsResolver } from './wins.resolver.js';
import { WinsService } from './wins.service.js';

@Module({
  imports: [ActionsModule, EngagementsModule],
  providers: [
    JournalSharesRepository,
    JournalLive,
    SetbacksRepository,
    SetbacksService,
    SetbacksResolver,
    ClientBounceBack,
    QuestionsRepository,
    QuestionsService,
    QuestionsResolver,
    JournalEntriesRepository,
    JournalEntriesService,
    JournalEntriesResolver,
    JournalSharesService,
    JournalSharesResolver,
    EntryShares,
    SetbackShares,
    BuddyPactsRepository,
    BuddyPactsService,
    BuddyPactsResolver,
    WinsRepository,
    WinsService,
    WinsJobs,
    WinsResolver,
    ClientWins,
    PactWins,
  ],
})
export class JournalModule {}
