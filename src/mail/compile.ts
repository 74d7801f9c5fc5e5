// `node src/mail/compile.ts` after each change of layout.mjml: MJML is slow, so mails use what it made beforehand.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml2html from 'mjml';

/** MJML checks colours, so the layout holds this one where the organization's belongs. */
const brandColor = '#010203';

/** The source of `layout.generated.ts`. */
export async function compileLayout(folder: string): Promise<string> {
  const mjml = readFileSync(join(folder, 'layout.mjml'), 'utf8');
  // No web fonts: a mail that loads something tells somebody that it was opened.
  const { html, errors } = await mjml2html(mjml, {
    validationLevel: 'strict',
    fonts: {},
    keepComments: true,
  });
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  const template = html.replaceAll(brandColor, '{{color}}');
  return `// Made from layout.mjml by compile.ts.\nexport const layoutHtml =\n  ${singleQuoted(template)};\n`;
}

function singleQuoted(text: string): string {
  const body = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${body}'`;
}

if (import.meta.main) {
  const folder = import.meta.dirname;
  void compileLayout(folder).then((source) => writeFileSync(join(folder, 'layout.generated.ts'), source));
}
