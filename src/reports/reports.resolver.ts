import { Args, Context, ID, Int, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../db/actor.js';
import { PageArgs } from '../graphql/connections.js';
import type { OperationContext } from '../graphql/context.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Action, Computed, declared, Live, ReadOne, ReadPage, Sql } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { ReportFormat } from './report-file.entity.js';
import { linkTo, type LinkedFile } from './report.link.js';
import { anyRecipient, recipients } from './report.recipients.js';
import { Report, ReportConnection, ReportFormatEnum } from './reports.graphql.js';
import { MAX_OPEN, ReportsService } from './reports.service.js';

const idArg = { type: () => ID, description: 'Id of the report.' };
const args = { id: id('report') };
const formatArg = { type: () => ReportFormatEnum, description: 'Of which file.' };

const dayArg = (description: string) => ({ type: () => LocalDate, description });

const BUILT = `It is built in the background: watch it with reportChanged, or read it again. At most ${MAX_OPEN} of yours may be in the making at once.`;
const UNTIL_READY =
  'null until the report is ready, and once you may no longer see one of the clients whom it speaks of, or name one whom it names';
const OF_FILE = `null for a form that its kind does not have; ${UNTIL_READY}`;

@Resolver()
export class ReportsResolver {
  constructor(private readonly service: ReportsService) {}

  @ReadOne(() => Report, {
    description: 'A report by id; null where there is none such for you.',
    allow: anyRecipient,
    args,
    where: (report, { arg }) =>
      `${report}.id = ${arg('id', 'uuid')} and ${report}.recipient_id = (select app.member_id())`,
  })
  report(@Args('id', idArg) _id: string): Report {
    return declared();
  }

  @ReadPage(() => ReportConnection, {
    description: 'The reports that you asked for, or that came with the end of an engagement; newest first.',
    allow: anyRecipient,
    where: (report) => `${report}.recipient_id = (select app.member_id())`,
    order: [{ sql: (report) => `${report}.id`, type: 'uuid', descending: true }],
  })
  myReports(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => Report, {
    description: `Asks for a report on your own clients as they stand when it is built. ${BUILT}`,
    allow: [recipients.CASELOAD],
  })
  requestCaseloadReport(): Promise<{ id: string }> {
    return this.service.requestCaseload();
  }

  @Action(() => Report, {
    description: `Asks for the log of the hours that you held from one day to another, of all engagements, open or over, and of the groups whose meetings you led. Clients are named while their consent COACH_HOURS stands; the others are counted. ${BUILT}`,
    allow: [recipients.COACH_HOURS],
  })
  requestCoachHoursReport(
    @Args('since', dayArg('The first day that counts, where you are.')) since: string,
    @Args('until', dayArg('The last day that counts, where you are; not before the first.')) until: string,
  ): Promise<{ id: string }> {
    return this.service.requestCoachHours({ since, until });
  }

  @Action(() => Report, {
    description: `Asks for the closing report of an engagement of yours that is over, as things stand when it is built; the one that came with its end stays as it was. ${BUILT}`,
    allow: [recipients.CLOSING],
    args: { engagementId: id('engagement') },
  })
  requestClosingReport(
    @Args('engagementId', { type: () => ID, description: 'Id of the engagement.' }) engagementId: string,
  ): Promise<{ id: string }> {
    return this.service.requestClosing(engagementId);
  }

  @Live(() => Report, {
    description: 'A report of yours: now, and whenever its status or progress changes.',
    allow: anyRecipient,
    args,
  })
  reportChanged(
    @Args('id', idArg) reportId: string,
    @Context() { actor }: OperationContext,
  ): Promise<AsyncIterableIterator<{ id: string }>> {
    return this.service.changes(actor as MemberActor, reportId);
  }
}

type LinkNeeds = Pick<LinkedFile, keyof LinkedFile> & { isThere: boolean };

/** What a report says of its files. */
@Resolver(() => Report)
export class ReportFiles {
  @Sql(() => String, {
    nullable: true,
    description: `The SHA-256 of the downloaded file in lower-case hex; ${OF_FILE}.`,
    sql: (report, scope) => `select f.sha256 ${fileOf(report, scope)}`,
  })
  sha256(@Args('format', formatArg) _format: ReportFormat): string | null {
    return declared();
  }

  @Sql(() => Int, {
    nullable: true,
    description: `The size of the downloaded file in bytes; ${OF_FILE}.`,
    sql: (report, scope) => `select f.bytes ${fileOf(report, scope)}`,
  })
  bytes(@Args('format', formatArg) _format: ReportFormat): number | null {
    return declared();
  }

  @Sql(() => Instant, {
    nullable: true,
    description: `The instant whose facts the report shows; ${UNTIL_READY}.`,
    sql: (report) =>
      `select s.taken_at from report_snapshots s where s.org_id = ${report}.org_id and s.id = ${report}.id and ${report}.status = 'READY'`,
  })
  asOf(): string | null {
    return declared();
  }

  @Computed<LinkNeeds>(() => String, {
    nullable: true,
    description: `Where a file can be downloaded without signing in, for ten minutes and as long as you may see it: keep it to yourself, and read it anew for another download. ${OF_FILE[0]!.toUpperCase()}${OF_FILE.slice(1)}.`,
    needs: (report, scope) => ({
      orgId: `${report}.org_id`,
      reportId: `${report}.id`,
      recipientId: `${report}.recipient_id`,
      format: scope.arg('format', 'text'),
      isThere: `exists (select ${fileOf(report, scope)})`,
    }),
    compute: ({ isThere, ...file }, { asOf, keys }) => (isThere ? linkTo(keys.links, file, asOf) : null),
  })
  downloadUrl(@Args('format', formatArg) _format: ReportFormat): string | null {
    return declared();
  }
}

function fileOf(report: Row, { arg }: Scope): string {
  return `from report_files f where f.org_id = ${report}.org_id and f.report_id = ${report}.id and f.format = ${arg('format', 'text')}`;
}
