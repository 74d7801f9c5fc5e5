import { MORNING, REMIND_DAYS, renewalReminder } from '../learning/credential.renewal.js';
import { statusOn } from '../learning/risk.states.js';
import type { ToldClient } from './demo.client.js';
import type { LearningStory } from './demo.unstuck.story.js';
import { DAY, instant, type Sheet } from './sheet.js';
import { addReminder } from './sheet.reviews.js';

/** When what a client means to learn was written down. */
const PLANNED = -45;

/** What a client learns, what they have to renew, what they dare, and whom they learn from. */
export class DemoLearning {
  constructor(
    private readonly sheet: Sheet,
    private readonly told: ToldClient,
    /** Gaps by the skill that they are about. */
    private readonly gapOf: ReadonlyMap<string, string>,
  ) {}

  add({ items = [], credentials = [], risks = [], peers = [] }: LearningStory): void {
    for (const item of items) this.item(item);
    for (const credential of credentials) this.credential(credential);
    for (const risk of risks) this.risk(risk);
    for (const peer of peers) this.peer(peer);
  }

  private item(story: NonNullable<LearningStory['items']>[number]): void {
    const { clock, id: client_id } = this.told;
    const { status, days, cost = null } = story;
    this.sheet.add('learning_items', {
      id: this.sheet.id(clock.at(PLANNED)),
      client_id,
      kind: story.kind,
      title: story.title,
      provider: story.provider ?? null,
      starts_on: days ? clock.on(days[0]) : null,
      ends_on: days ? clock.on(days[1]) : null,
      hours: story.hours ?? null,
      cost,
      currency: cost === null ? null : 'EUR',
      gap_id: story.skill === undefined ? null : this.gapOf.get(story.skill)!,
      status,
      done_on: status === 'DONE' ? clock.on(days![1]) : null,
      created_at: instant(clock.at(PLANNED)),
      version: status === 'PLANNED' ? 1 : 2,
    });
  }

  private credential({
    title,
    issuer,
    issued,
    expires,
  }: NonNullable<LearningStory['credentials']>[number]): void {
    const { clock, id: client_id } = this.told;
    const at = clock.at(PLANNED);
    const id = this.sheet.id(at);
    const expiresOn = expires === undefined ? null : clock.on(expires);
    const reminder =
      expiresOn === null ? null : renewalReminder({ expiresOn, remindDays: REMIND_DAYS }, clock.zone);
    const isTold = reminder !== null && reminder.dueAt <= clock.now;
    this.sheet.add('credentials', {
      id,
      client_id,
      title,
      issuer,
      issued_on: clock.on(issued),
      expires_on: expiresOn,
      remind_days: REMIND_DAYS,
      announced_version: isTold ? 1 : null,
      created_at: instant(at),
    });
    if (isTold) this.mail('CREDENTIAL_RENEWAL', id, reminder.dueAt, reminder.expiresAt);
  }

  private risk(story: NonNullable<LearningStory['risks']>[number]): void {
    const { clock, id: client_id } = this.told;
    const [at, stopOn] = [clock.at(story.begun), clock.on(story.stop)];
    const id = this.sheet.id(at);
    const seal = this.sheet.sealRow('risks', id);
    const status = statusOn(clock.today, { status: 'RUNNING', stopOn });
    const isDue = status === 'REVIEW';
    this.sheet.add('risks', {
      id,
      client_id,
      hypothesis: seal('hypothesis', story.hypothesis),
      upside: seal('upside', story.upside),
      worst_case: seal('worst_case', story.worst),
      reversible: story.reversible,
      maximum_loss: seal('maximum_loss', story.loss),
      stop_rule: seal('stop_rule', story.rule),
      success_criterion: seal('success_criterion', story.success),
      stop_on: stopOn,
      status,
      started_at: instant(at),
      review_at: isDue ? instant(clock.clock(stopOn, '00:00')) : null,
      created_at: instant(at),
      version: isDue ? 3 : 2,
    });
    const dueAt = clock.clock(stopOn, MORNING);
    if (isDue && dueAt <= clock.now) this.mail('RISK_REVIEW', id, dueAt, dueAt + 7 * DAY);
  }

  private peer(story: NonNullable<LearningStory['peers']>[number]): void {
    const at = this.told.clock.at(story.day);
    const id = this.sheet.id(at);
    const seal = this.sheet.sealRow('peer_studies', id);
    this.sheet.add('peer_studies', {
      id,
      client_id: this.told.id,
      who: seal('who', story.who),
      did: seal('did', story.did),
      source: seal('source', story.source),
      principle: seal('principle', story.principle),
      experiment: seal('experiment', story.experiment),
      created_at: instant(at),
    });
  }

  private mail(
    purpose: 'CREDENTIAL_RENEWAL' | 'RISK_REVIEW',
    subjectId: string,
    dueAt: number,
    expiresAt: number,
  ): void {
    const clientId = this.told.id;
    addReminder(this.sheet, {
      clientId,
      purpose,
      subjectId,
      dueAt,
      expiresAt,
      chosenTime: false,
      sentAt: dueAt,
    });
  }
}
