import { DemoActions } from './demo.actions.js';
import { DemoCheckIns } from './demo.checkins.js';
import type { ToldClient } from './demo.client.js';
import { DemoJournal } from './demo.journal.js';
import { DemoLearning } from './demo.learning.js';
import { DemoSituation } from './demo.situation.js';
import type { Stock } from './demo.stock.js';
import type { UnstuckStory } from './demo.unstuck.story.js';
import { instant, type Sheet } from './sheet.js';

/** Adds how a client gets unstuck; wins follow when everybody's deeds are told. */
export function addUnstuck(sheet: Sheet, stock: Stock, told: ToldClient, story: UnstuckStory): void {
  const checkIn = new DemoCheckIns(sheet, stock, told).add(story);
  const gapOf = new DemoSituation(sheet, stock, told).add(story.situation, checkIn);
  new DemoActions(sheet, told).add(story);
  new DemoJournal(sheet, told).add(story.journal);
  new DemoLearning(sheet, told, gapOf).add(story.learning);
  sheet.add('win_audiences', {
    id: told.id,
    shown_to: story.winsShownTo,
    changed_at: instant(told.clock.at(-70)),
  });
  addConsents(sheet, told, story);
  addDocuments(sheet, told, story);
  addContacts(sheet, told, story);
}

function addConsents(sheet: Sheet, { id, coach, clock }: ToldClient, { consents = [] }: UnstuckStory): void {
  for (const { subject, day, withdrawn } of consents) {
    sheet.add('consents', {
      id: sheet.id(clock.at(day)),
      client_id: id,
      coach_id: coach!.id,
      engagement_id: coach!.engagementId,
      subject,
      given_at: instant(clock.at(day)),
      withdrawn_at: withdrawn === undefined ? null : instant(clock.at(withdrawn)),
    });
  }
}

function addDocuments(sheet: Sheet, told: ToldClient, { documents = [] }: UnstuckStory): void {
  for (const { kind, title, url, day, goals = [] } of documents) {
    const at = told.clock.at(day);
    const row = { client_id: told.id, created_at: instant(at) };
    const id = sheet.id(at);
    sheet.add('documents', { ...row, id, kind, title, changed_at: instant(at) });
    sheet.add('document_versions', { ...row, id: sheet.id(at), document_id: id, number: 1, url });
    for (const goal of goals) {
      const goal_id = told.goals[goal]!.id;
      sheet.add('document_goals', { id: sheet.id(at), client_id: told.id, document_id: id, goal_id });
    }
  }
}

function addContacts(
  sheet: Sheet,
  { id: client_id, clock }: ToldClient,
  { contacts = [] }: UnstuckStory,
): void {
  for (const { name, field, next, tie, last } of contacts) {
    const at = clock.at(last);
    const id = sheet.id(at);
    const seal = sheet.sealRow('contacts', id);
    sheet.add('contacts', {
      id,
      client_id,
      name: seal('name', name),
      field: seal('field', field),
      next_step: seal('next_step', next),
      tie,
      last_contact_on: clock.on(last),
      created_at: instant(at),
    });
  }
}
