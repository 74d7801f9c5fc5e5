import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import type { Party } from './ics.js';

/** Who signs calendar entries: the product, for an organization. Either side may move a session, so neither organizes it. */
@Injectable()
export class CalendarOrganizer {
  /** The domain of the ids of entries and mails. */
  readonly host: string;
  private readonly email: string;

  constructor(@Inject(ENV) env: Env) {
    this.host = new URL(env.publicUrl).hostname;
    // `Name <address>`, or the bare address.
    this.email = /<([^<>]+)>\s*$/.exec(env.mailFrom)?.[1] ?? env.mailFrom;
  }

  of(organization: string): Party {
    return { name: organization, email: this.email };
  }
}
