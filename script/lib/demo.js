// npm run demo: drives the system that script/up runs from outside, through the main job of the product, and says at each
// step what it saw. Stops with exit code 1 at the first step that does not show what it must. May be run again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseMoment } from './demo.moment.js';
import { eventually, must, Outside } from './demo.outside.js';
import { bookSession, cancelSession } from './demo.session.js';
import { readDevelopmentEnvironment } from './environment.js';
import { root, waymark } from './node.js';

const target = join(waymark, 'demo', 'caseload.pdf');

class Missing extends Error {}

/** Runs one step; what it returns was seen, what it throws was missing. */
async function step(title, work) {
  try {
    const { saw, ...found } = await work();
    console.log(`✓ ${title}\n    ${[saw].flat().join('\n    ')}`);
    return found;
  } catch (error) {
    throw new Missing(`✗ ${title}\n    ${error.cause?.code ?? error.message}`);
  }
}

function signInsOf(role) {
  const file = join(waymark, 'demo.json');
  must(existsSync(file), 'the demo organization is not there: start script/up first');
  return JSON.parse(readFileSync(file, 'utf8')).signIns.filter((one) => one.role === role);
}

const CLIENT = `query ($id: ID!) { client(id: $id) {
  goals(first: 50, status: ACTIVE) { nodes { id title measure unit baseline target lastValue } }
  reviews(first: 100) { nodes { kind dueOn } }
  reviewPlans { id kind rrule startsOn localTime zone status nextDueOn version }
} }`;

const clientIdOf = ({ id }) => id.replace('member_', 'client_');

/** A coach and a client of theirs who can both sign in, where a review can still fall due today. */
async function findPair(outside) {
  const clients = await Promise.all(signInsOf('client').map((one) => outside.signIn(one)));
  for (const signIn of signInsOf('coach')) {
    const coach = await outside.signIn(signIn);
    const { me } = await coach.ask('{ me { coach { clients(first: 100) { nodes { id } } } } }');
    for (const client of clients) {
      if (!me.coach.clients.nodes.some(({ id }) => id === clientIdOf(client))) continue;
      const { client: facts } = await client.ask(CLIENT, { id: clientIdOf(client) });
      const goal = facts.goals.nodes.find(({ measure }) => measure === 'NUMBER' || measure === 'PERCENT');
      const moment = chooseMoment(client, facts.reviews.nodes, facts.reviewPlans);
      if (goal && moment) return { coach, client, goal };
    }
  }
  throw new Error(
    'every review of today was held already: try again tomorrow, or begin anew with script/up --reset',
  );
}

/** The next value on the way from baseline to target, and a little beyond the last. */
function nextValue({ baseline, target, lastValue }) {
  const stride = (target - baseline) / 100;
  return Number(((lastValue ?? baseline) + stride).toFixed(2));
}

async function logProgress({ coach, client, goal }) {
  const value = nextValue(goal);
  const note = `A small step, logged at ${new Date().toISOString()}`;
  await client.ask(
    `mutation ($id: ID!, $input: LogProgressInput!) { logProgress(goalId: $id, input: $input) { id lastValue } }`,
    { id: goal.id, input: { value, note } },
  );
  const { goal: seen } = await coach.ask(
    `query ($id: ID!) { goal(id: $id) { title unit lastValue health } }`,
    { id: goal.id },
  );
  must(seen?.lastValue === value, `the coach sees ${seen?.lastValue} and not ${value}`);
  return { note, saw: `“${seen.title}”: ${value} ${seen.unit ?? '%'}, ${seen.health}, as the coach sees it` };
}

async function planReview({ client }) {
  const { client: facts } = await client.ask(CLIENT, { id: clientIdOf(client) });
  const moment = chooseMoment(client, facts.reviews.nodes, facts.reviewPlans);
  must(moment, 'no review can fall due today any more');
  const { inTheWay, input, at } = moment;
  if (inTheWay) await endPlan(client, inTheWay);
  const { planReviews: plan } = await client.ask(
    `mutation ($input: PlanReviewsInput!) { planReviews(input: $input) { id nextDueOn nextDueAt version } }`,
    { input },
  );
  must(plan.nextDueAt === at.toISOString(), `the plan says ${plan.nextDueAt} and not ${at.toISOString()}`);
  const zone = input.zone ?? client.timeZone;
  return { moment, plan, saw: `${input.rrule} at ${input.localTime} in ${zone}: next at ${plan.nextDueAt}` };
}

function endPlan(client, { id, version }) {
  return client.ask(
    `mutation ($id: ID!, $version: Int!) { endReviewPlan(id: $id, version: $version) { id } }`,
    { id, version },
  );
}

async function awaitReview({ client }, { kind, date, at }) {
  const wait = Math.ceil((at.getTime() - Date.now()) / 1_000) + 45;
  const review = await eventually(wait, 'the review', async () => {
    const { client: facts } = await client.ask(
      `query ($id: ID!) { client(id: $id) { reviews(first: 20, status: DUE) { nodes { id kind dueOn dueAt } } } }`,
      { id: clientIdOf(client) },
    );
    return facts.reviews.nodes.find((one) => one.kind === kind && one.dueOn === date);
  });
  return { review, saw: `${review.kind} for ${review.dueOn}, due since ${review.dueAt}` };
}

const messageIdOf = ({ headers }) => headers['message-id'];

async function awaitMail(outside, { client, goal }, since, note) {
  const ofReview = ({ subject }) => /review/i.test(subject);
  const mail = await eventually(45, 'the reminder', async () =>
    (await outside.mailsTo(client.email, since)).find(ofReview),
  );
  const text = `${mail.subject}\n${mail.text}\n${mail.html}`;
  for (const secret of [goal.title, note]) must(!text.includes(secret), 'the mail holds private content');
  const id = messageIdOf(mail);
  must(id, 'the mail has no Message-ID');
  const copies = (await outside.mailsTo(client.email, since)).filter((one) => messageIdOf(one) === id);
  must(copies.length === 1, `the mail came ${copies.length} times`);
  const words = mail.text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    saw: [`“${mail.subject}” to ${client.email}`, `Message-ID ${id}`, ...words.slice(0, 3)],
  };
}

async function answer({ coach, client }, review, plan) {
  const wentWell = 'I took one small step today.';
  const input = {
    wentWell,
    blockers: 'Nothing that a walk would not solve.',
    nextCommitment: 'One more tomorrow.',
  };
  await client.ask(
    `mutation ($id: ID!, $input: AnswerReviewInput!) { answerReview(id: $id, input: $input) { id status } }`,
    { id: review.id, input },
  );
  const { review: seen } = await coach.ask(
    `query ($id: ID!) { review(id: $id) { status answeredAt answer { wentWell } goals { goal { title } } } }`,
    { id: review.id },
  );
  must(
    seen?.status === 'ANSWERED' && seen.answer?.wentWell === wentWell,
    'the coach does not see the answer',
  );
  await endPlan(client, plan);
  return {
    saw: `answered at ${seen.answeredAt}, with ${seen.goals.length} goals noted; the coach reads “${wentWell}”`,
  };
}

/** Puts the plan back that stood in the way of the demo's own. */
async function putBack({ client }, { kind, rrule, startsOn, localTime, zone, status, nextDueOn }) {
  const { planReviews: plan } = await client.ask(
    `mutation ($input: PlanReviewsInput!) { planReviews(input: $input) { id nextDueAt version } }`,
    // The day that a rule does not name comes from the first one.
    { input: { kind, rrule, startsOn: nextDueOn ?? startsOn, localTime, zone } },
  );
  if (status === 'PAUSED') {
    await client.ask(
      `mutation ($id: ID!, $version: Int!) { pauseReviewPlan(id: $id, version: $version) { id } }`,
      plan,
    );
  }
  return { saw: `${rrule} at ${localTime}: next at ${plan.nextDueAt}` };
}

async function awaitReport({ coach }) {
  const { requestCaseloadReport: asked } = await coach.ask(
    'mutation { requestCaseloadReport { id status } }',
  );
  const report = await eventually(45, 'the report', async () => {
    const { report: now } = await coach.ask(
      `query ($id: ID!) { report(id: $id) { status progress failure sha256(format: PDF) bytes(format: PDF) downloadUrl(format: PDF) } }`,
      { id: asked.id },
    );
    must(now.status !== 'FAILED', `the report failed: ${now.failure}`);
    return now.status === 'READY' ? now : null;
  });
  return {
    report,
    saw: `${asked.id}: ${report.progress} %, ${report.bytes} bytes, SHA-256 ${report.sha256}`,
  };
}

async function download({ sha256, bytes, downloadUrl }) {
  const response = await fetch(downloadUrl, { signal: AbortSignal.timeout(15_000) });
  must(response.ok, `the link answers ${response.status}`);
  const file = Buffer.from(await response.arrayBuffer());
  must(file.subarray(0, 5).toString('latin1') === '%PDF-', 'what came is no PDF');
  must(file.length === bytes, `${file.length} bytes came`);
  const sum = createHash('sha256').update(file).digest('hex');
  must(sum === sha256, `the SHA-256 of what came is ${sum}`);
  mkdirSync(join(waymark, 'demo'), { recursive: true });
  writeFileSync(target, file);
  return { saw: `${target.slice(root.length + 1)}: a PDF with the SHA-256 that the API names` };
}

async function play() {
  const outside = new Outside(readDevelopmentEnvironment());
  const pair = await step('A coach and a client sign in', async () => {
    const found = await findPair(outside);
    return { ...found, saw: `${found.coach.name} coaches ${found.client.name}` };
  });
  const { note } = await step('The client logs progress', () => logProgress(pair));
  const { moment, plan } = await step('The client plans a review for the next minute', () =>
    planReview(pair),
  );
  const { review } = await step('The review falls due', () => awaitReview(pair, moment));
  await step('The reminder is in the inbox', () => awaitMail(outside, pair, moment.at.getTime(), note));
  await step('The client answers the review', () => answer(pair, review, plan));
  const { inTheWay } = moment;
  if (inTheWay) await step('The client’s own rhythm is planned again', () => putBack(pair, inTheWay));
  const { session } = await step('The client books a session, and the invitation is in the inbox', () =>
    bookSession(outside, pair),
  );
  await step('The client cancels it, and the calendar entry goes', () =>
    cancelSession(outside, pair, session),
  );
  const { report } = await step('A worker builds the caseload report', () => awaitReport(pair));
  await step('The coach downloads it', () => download(report));
}

export async function demo() {
  const began = Date.now();
  try {
    await play();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    return 1;
  }
  console.log(`\nAll of it, in ${Math.round((Date.now() - began) / 1_000)} seconds.`);
  return 0;
}
