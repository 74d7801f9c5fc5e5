const longestWord = 32;

/**
 * User text made fit for one place on paper: one line of visible characters, cut after `limit` of them, never in the
 * middle of one. Controls and explicit bidirectional marks go, because they would reorder what stands beside them.
 */
export function printText(text: string, limit: number): string {
  const line = text
    .replace(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return breakLongWords(shorten(line, limit));
}

function shorten(line: string, limit: number): string {
  if (line.length <= limit) return line;
  const characters = Array.from(new Intl.Segmenter('und').segment(line), (part) => part.segment);
  if (characters.length <= limit) return line;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

/** A word wider than its column would run over the next one: a zero-width space lets it break. */
function breakLongWords(line: string): string {
  return line.replace(new RegExp(`[^\\s\\p{M}]{${longestWord}}(?=[^\\s\\p{M}])`, 'gu'), '$&\u200B');
}
