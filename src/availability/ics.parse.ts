// Reads the lines of an iCalendar file (RFC 5545) into components, and remembers where each stood. Of the properties only
// those that say when somebody is busy are kept: what an event is about is forgotten as it is read.

/** What is wrong with a file, and in which of its lines, counted from 1. */
export class IcsError extends Error {
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(`Line ${line}: ${problem}`);
  }
}

export interface IcsProperty {
  name: string;
  /** By name in capitals, the first value of each. */
  params: ReadonlyMap<string, string>;
  value: string;
  line: number;
}

export interface IcsComponent {
  name: string;
  /** Of its BEGIN. */
  line: number;
  properties: IcsProperty[];
  components: IcsComponent[];
  /** How many values its properties have. */
  values: number;
}

const KEPT = new Set([
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'UID',
  'STATUS',
  'TRANSP',
  'FREEBUSY',
  'TZID',
  'TZOFFSETFROM',
  'TZOFFSETTO',
  'X-LIC-LOCATION',
]);
const MAX_DEPTH = 8;
/** Values of one component: what it lists is read at one go, with nobody served meanwhile. */
const MAX_VALUES = 2_000;

/** @returns the calendars of the file @throws IcsError */
export function parseIcs(text: string): IcsComponent[] {
  const calendars: IcsComponent[] = [];
  const open: IcsComponent[] = [];
  let last = 1;
  for (const { content, line } of contentLines(text)) {
    last = line;
    const property = propertyOf(content, line);
    const inner = open.at(-1);
    if (property.name === 'BEGIN') {
      const name = property.value.trim().toUpperCase();
      if (!inner && name !== 'VCALENDAR') throw new IcsError(line, 'a calendar begins with BEGIN:VCALENDAR.');
      if (open.length === MAX_DEPTH) throw new IcsError(line, 'components are nested too deep.');
      const component: IcsComponent = { name, line, properties: [], components: [], values: 0 };
      (inner?.components ?? calendars).push(component);
      open.push(component);
    } else if (!inner) {
      throw new IcsError(line, 'a calendar begins with BEGIN:VCALENDAR.');
    } else if (property.name === 'END') {
      if (property.value.trim().toUpperCase() !== inner.name)
        throw new IcsError(line, `this ends another component than the ${inner.name} of line ${inner.line}.`);
      open.pop();
    } else if (KEPT.has(property.name)) {
      inner.properties.push(property);
      inner.values += property.value.split(',', MAX_VALUES + 1).length;
      if (inner.values > MAX_VALUES)
        throw new IcsError(
          line,
          `the ${inner.name} of line ${inner.line} lists more than ${MAX_VALUES} values.`,
        );
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new IcsError(last, `the ${unclosed.name} of line ${unclosed.line} has no end.`);
  if (calendars.length === 0) throw new IcsError(1, 'a calendar begins with BEGIN:VCALENDAR.');
  return calendars;
}

/** Lines as they were before they were folded to 75 bytes. */
function* contentLines(text: string): Generator<{ content: string; line: number }> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length;) {
    const line = at + 1;
    const parts = [lines[at]!];
    for (at += 1; at < lines.length && /^[ \t]/.test(lines[at]!); at += 1) parts.push(lines[at]!.slice(1));
    const content = parts.join('');
    if (content.trim() !== '') yield { content, line };
  }
}

/** A name, parameters whose values may be quoted, and behind the colon the value. */
function propertyOf(content: string, line: number): IcsProperty {
  const [, name] = /^([A-Za-z0-9-]+)[;:]/.exec(content) ?? [];
  if (name === undefined) throw new IcsError(line, 'this is not of the form NAME:VALUE.');
  const params = new Map<string, string>();
  const param = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*/y;
  param.lastIndex = name.length;
  let end = name.length;
  for (let match = param.exec(content); match; match = param.exec(content)) {
    params.set(match[1]!.toUpperCase(), match[2]!.replaceAll('"', ''));
    end = param.lastIndex;
  }
  if (content[end] !== ':') throw new IcsError(line, 'this is not of the form NAME:VALUE.');
  return { name: name.toUpperCase(), params, value: content.slice(end + 1), line };
}

export function propertiesOf({ properties }: IcsComponent, name: string): IcsProperty[] {
  return properties.filter((property) => property.name === name);
}

export function propertyNamed(component: IcsComponent, name: string): IcsProperty | undefined {
  return component.properties.find((property) => property.name === name);
}
