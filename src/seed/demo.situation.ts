import { gapsIn, type FoundGap } from '../situations/gap.finding.js';
import { kindOf } from '../situations/gap.kinds.js';
import type { LastCheckIn } from './demo.checkins.js';
import type { ToldClient } from './demo.client.js';
import type { RequiredInStock, Stock } from './demo.stock.js';
import type { SituationStory } from './demo.unstuck.story.js';
import { DAY, HOUR, instant, type Sheet } from './sheet.js';

/** A client looked at their work on this day, and found the gaps a day later. */
const LOOKED = -28;

/** What a client's work is like, with the gaps that the product finds in it. */
export class DemoSituation {
  private readonly at: number;
  private readonly row: { client_id: string; created_at: string };

  constructor(
    private readonly sheet: Sheet,
    private readonly stock: Stock,
    private readonly told: ToldClient,
  ) {
    this.at = told.clock.at(LOOKED);
    this.row = { client_id: told.id, created_at: instant(this.at) };
  }

  /** @returns the ids of the gaps about skills, by the skill's name */
  add(story: SituationStory, checkIn: LastCheckIn): Map<string, string> {
    const { title, since, satisfaction } = story.role;
    const role = { title, since: this.told.clock.on(since), satisfaction };
    this.sheet.add('role_snapshots', { ...this.row, id: this.id(), ...role });
    const aspects = this.aspects(story);
    const claims = this.claims(story);
    const tasks = this.tasks(story);
    const values = this.values(story);
    const constraints = this.constraints(story);
    const levels = new Map(claims.map(({ skillId, level }) => [skillId, level]));
    const requirements = this.roles(story).map((asked) => ({
      ...asked,
      level: levels.get(asked.skillId) ?? null,
    }));
    const recognition = aspects.find(({ kind }) => kind === 'RECOGNITION') ?? null;
    const found = gapsIn({ requirements, claims, recognition, checkIn, values, tasks, constraints });
    const ids = new Map(found.map((gap) => [gap, this.gap(gap)]));
    const gapOf = new Map<string, string>();
    for (const [name] of [...story.skills, ...(story.roles[0]?.asks ?? [])]) {
      const gap = found.find(({ skillId }) => skillId !== null && skillId === this.stock.skills.get(name));
      if (gap) gapOf.set(name, ids.get(gap)!);
    }
    this.decide(story, gapOf);
    return gapOf;
  }

  private aspects({ aspects }: SituationStory) {
    return aspects.map(([kind, rating, note = null]) => {
      const aspectId = this.id();
      this.sheet.add('role_aspects', { ...this.row, id: aspectId, kind, rating, note });
      return { aspectId, kind, rating };
    });
  }

  private claims({ skills }: SituationStory) {
    return skills.map(([name, level, use, enjoyment]) => {
      const claim = { skillId: this.skill(name), level, use, enjoyment };
      this.sheet.add('skill_claims', {
        id: this.id(),
        client_id: this.told.id,
        skill_id: claim.skillId,
        level,
        use,
        enjoyment,
        claimed_at: instant(this.at),
      });
      return claim;
    });
  }

  private tasks({ tasks }: SituationStory) {
    return tasks.map(([name, hours, goal]) => {
      const goal_id = goal === undefined ? null : this.told.goals[goal]!.id;
      this.sheet.add('tasks', { ...this.row, id: this.id(), name, hours, goal_id });
      const servesLongGoal = goal !== undefined && this.told.story.goals[goal]!.horizon === 'LONG';
      return { hours, servesLongGoal };
    });
  }

  private values({ values }: SituationStory) {
    return values.map(([name, weight, rating]) => {
      const id = this.id();
      this.sheet.add('client_values', { ...this.row, id, name, weight, rating });
      return { id, weight, rating };
    });
  }

  private constraints({ constraints }: SituationStory) {
    return constraints.map(([kind, text, options]) => {
      const id = this.id();
      const sealed = this.sheet.sealRow('client_constraints', id)('text', text);
      this.sheet.add('client_constraints', { ...this.row, id, kind, ...options, text: sealed });
      return { id, ...options };
    });
  }

  /** @returns what the preferred role asks for */
  private roles({ roles }: SituationStory): (RequiredRow & { targetRoleId: string })[] {
    const required = roles.map(({ title, note = null, asks }, index) => {
      const id = this.id();
      const stock = asks ? null : this.stock.roles.get(title)!;
      this.sheet.add('target_roles', {
        ...this.row,
        id,
        catalogue_role_id: stock?.id ?? null,
        title,
        note,
        preferred: index === 0,
      });
      const skills =
        stock?.skills ??
        asks!.map(([name, level]) => ({
          skillId: this.skill(name),
          level,
          importance: 'ESSENTIAL' as const,
        }));
      return skills.map(({ skillId, level, importance }) => {
        const columns = { target_role_id: id, skill_id: skillId, level, importance };
        this.sheet.add('target_role_skills', { id: this.id(), client_id: this.told.id, ...columns });
        return { skillId, importance, required: level, targetRoleId: id };
      });
    });
    return required[0] ?? [];
  }

  private gap(gap: FoundGap): string {
    const at = this.at + DAY;
    const id = this.sheet.id(at);
    this.sheet.add('gaps', {
      id,
      client_id: this.told.id,
      kind: kindOf[gap.source],
      source: gap.source,
      skill_id: gap.skillId,
      target_role_id: gap.targetRoleId,
      aspect_id: gap.aspectId,
      check_in_id: gap.checkInId,
      value_id: gap.valueId,
      constraint_id: gap.constraintId,
      constraint_private: gap.constraintPrivate,
      magnitude: gap.magnitude,
      importance: gap.importance,
      status: 'OPEN',
      reason: null,
      found_at: instant(at),
      version: 1,
    });
    return id;
  }

  private decide({ answered = [], accepted = [] }: SituationStory, gapOf: Map<string, string>): void {
    const rowOf = (skill: string) => this.sheet.tables.gaps.find(({ id }) => id === gapOf.get(skill))!;
    for (const [skill, goal] of answered) {
      Object.assign(rowOf(skill), { status: 'ADDRESSED', version: 2 });
      const answering = this.sheet.tables.goals.find(({ id }) => id === this.told.goals[goal]!.id)!;
      answering.gap_id = gapOf.get(skill)!;
    }
    for (const [skill, text] of accepted) {
      const gap = rowOf(skill);
      const reason = this.sheet.sealRow('gaps', gap.id as string)('reason', text);
      Object.assign(gap, { status: 'ACCEPTED', reason, version: 2 });
    }
  }

  private skill(name: string): string {
    const id = this.stock.skills.get(name);
    if (!id) throw new Error(`The catalogue has no skill ${name}.`);
    return id;
  }

  private id(): string {
    return this.sheet.id(this.at + HOUR);
  }
}

type RequiredRow = Omit<RequiredInStock, 'level'> & { required: number };
