import Handlebars from 'handlebars';
import { readableBrandColor } from './brand-color.js';
import { layoutHtml } from './layout.generated.js';

/** How the organization signs its mails; the colour is `#rrggbb`. */
export interface MailBrand {
  organization: string;
  color: string;
}

/** What one mail says. HTML and text are both made from this, so they cannot tell different things. */
export interface MailContent {
  subject: string;
  /** What an inbox shows beside the subject. */
  preheader: string;
  heading: string;
  paragraphs: string[];
  /** The one thing to do; an http or https address. */
  button: { label: string; url: string };
  footnote: string;
  /** RFC 8058: a POST to it stops these mails at once, a GET shows a page that offers to. */
  unsubscribeUrl?: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

const html = Handlebars.compile<Record<string, unknown>>(layoutHtml, { strict: true });

const text = Handlebars.compile<Record<string, unknown>>(
  `{{heading}}

{{#each paragraphs}}{{this}}

{{/each}}{{button.label}}:
{{button.url}}

{{footnote}}

--
Sent by {{organization}} with Waymark.
{{#if unsubscribeUrl}}Stop these mails: {{unsubscribeUrl}}
{{/if}}`,
  { strict: true, noEscape: true },
);

/** Every mail has this one layout. Values are escaped in HTML and never span lines. */
export function renderMail(brand: MailBrand, content: MailContent): RenderedMail {
  const unsubscribeUrl = content.unsubscribeUrl === undefined ? null : webAddress(content.unsubscribeUrl);
  const values = {
    subject: oneLine(content.subject),
    preheader: oneLine(content.preheader),
    heading: oneLine(content.heading),
    paragraphs: content.paragraphs.map(oneLine),
    button: { label: oneLine(content.button.label), url: webAddress(content.button.url) },
    footnote: oneLine(content.footnote),
    organization: oneLine(brand.organization),
    color: readableBrandColor(brand.color),
    unsubscribeUrl,
  };
  return {
    subject: values.subject,
    html: html(values),
    text: text(values),
    headers: unsubscribeUrl
      ? { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {},
  };
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** @throws Error when it is not an http or https address: `javascript:` must not reach a button */
function webAddress(url: string): string {
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new Error('a mail links to web pages only');
  return parsed.href;
}
