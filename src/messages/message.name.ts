import { SERVED_AS, type FileFormat } from '../files/file.format.js';

/**
 * How a file is called when it is saved. It ends as its bytes are, whatever its sender called it: no text becomes a
 * script by its name.
 */
export function savedAs(name: string, format: FileFormat): string {
  const { extension } = SERVED_AS[format];
  const ends = format === 'JPEG' ? ['.jpg', '.jpeg'] : [`.${extension}`];
  return ends.some((end) => name.toLowerCase().endsWith(end)) ? name : `${name}.${extension}`;
}
