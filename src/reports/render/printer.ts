/** How a snapshot says that it is to be printed. */
interface Setting {
  /** ISO 8601 instant. */
  asOf: string;
  /** IANA zone in which instants are printed. */
  zone: string;
  /** BCP 47. */
  locale: string;
}

export type Printer = ReturnType<typeof printer>;

/**
 * The report's words are English; a reader elsewhere gets the international date order in the same language, rather
 * than German months inside English sentences.
 */
export function printer({ asOf, zone, locale }: Setting) {
  const asked = new Intl.Locale(locale);
  const language = asked.language === 'en' ? locale : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const calendar = format({ dateStyle: 'medium', timeZone: 'UTC' });
  const month = format({ month: 'short', year: 'numeric', timeZone: 'UTC' });
  const day = format({ dateStyle: 'medium', timeZone: zone });
  const instant = format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
  const full = format({ dateStyle: 'long', timeStyle: 'short', timeZone: zone });
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const level = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' });
  return {
    paper: letterRegions.has(asked.region ?? '') ? 'us-letter' : 'a4',
    asOf: `${full.format(new Date(asOf))} (${zone})`,
    date: (value: string) => calendar.format(new Date(`${value}T00:00:00Z`)),
    month: (value: string) => month.format(new Date(`${value}T00:00:00Z`)),
    day: (value: string) => day.format(new Date(value)),
    instant: (value: string) => instant.format(new Date(value)),
    number: (value: number) => number.format(value),
    figure: (value: number) => figure.format(value),
    level: (value: number) => level.format(value),
  };
}

const letterRegions = new Set(['US', 'CA', 'MX']);

/** The day that a document is dated with. */
export function utcDate(instant: string) {
  const date = new Date(instant);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
