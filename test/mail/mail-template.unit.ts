import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { compileLayout } from '../../src/mail/compile.js';
import { renderMail, type MailContent } from '../../src/mail/mail-template.js';
import { invitationMail, passwordResetMail, reviewReminderMail } from '../../src/mail/mails.js';

const brand = { organization: 'Northwind', color: '#1f6f78' };
const content: MailContent = {
  subject: 'A subject',
  preheader: 'A preheader',
  heading: 'A heading',
  paragraphs: ['First.', 'Second.'],
  button: { label: 'Go on', url: 'https://waymark.example/go?a=1&b=2' },
  footnote: 'A footnote.',
};

describe('a mail', () => {
  it('uses the layout that is made from layout.mjml as it stands', async () => {
    const folder = join(__dirname, '../../src/mail');
    expect(readFileSync(join(folder, 'layout.generated.ts'), 'utf8')).toBe(await compileLayout(folder));
  });

  it('says the same in HTML and in text', () => {
    const mail = renderMail(brand, content);
    expect(mail.text).toBe(
      `A heading

First.

Second.

Go on:
https://waymark.example/go?a=1&b=2

A footnote.

--
Sent by Northwind with Waymark.
`,
    );
    for (const words of [
      'A preheader',
      'A heading',
      'First.',
      'Second.',
      'Go on',
      'A footnote.',
      'Northwind',
    ]) {
      expect(mail.html).toContain(words);
    }
  });

  it('has one button, which leads where the text leads', () => {
    const links = renderMail(brand, content).html.match(/href="[^"]*"/g);
    expect(links).toEqual(['href="https://waymark.example/go?a&#x3D;1&amp;b&#x3D;2"']);
  });

  it('loads nothing from anywhere', () => {
    expect(renderMail(brand, content).html).not.toMatch(/<img|src=|@import|<link|url\(/);
  });

  it('escapes every value in HTML', () => {
    const evil = '<script>alert("x")</script>{{subject}}';
    const mail = renderMail(
      { organization: evil, color: '#1f6f78' },
      {
        subject: evil,
        preheader: evil,
        heading: evil,
        paragraphs: [evil],
        button: { label: evil, url: 'https://waymark.example/"><b>' },
        footnote: evil,
        unsubscribeUrl: 'https://waymark.example/"><b>',
      },
    );
    expect(mail.html).not.toMatch(/<script|<b>/);
    expect(mail.text).toContain(evil);
  });

  it('keeps values to one line', () => {
    const mail = renderMail(brand, { ...content, subject: 'Hello\r\nBcc: eve@example.com' });
    expect(mail.subject).toBe('Hello Bcc: eve@example.com');
  });

  it('wears the colour of the organization, dark enough to read', () => {
    expect(renderMail(brand, content).html).toContain('background:#1f6f78');
    expect(renderMail({ ...brand, color: '#ffee00' }, content).html).not.toContain('#ffee00');
    expect(renderMail({ ...brand, color: 'red;} body{' }, content).html).not.toContain('red;}');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not an address'])('refuses to link to %s', (url) => {
    expect(() => renderMail(brand, { ...content, button: { label: 'Go', url } })).toThrow();
  });

  it('offers one-click unsubscribing where the mail can be stopped, and only there', () => {
    const url = 'https://waymark.example/unsubscribe/t0ken';
    const stoppable = renderMail(brand, { ...content, unsubscribeUrl: url });
    expect(stoppable.headers).toEqual({
      'List-Unsubscribe': `<${url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(stoppable.text).toContain(`Stop these mails: ${url}\n`);
    expect(stoppable.html).toContain(`href="${url}"`);
    const other = renderMail(brand, content);
    expect(other.headers).toEqual({});
    expect(other.html + other.text).not.toContain('Stop these mails');
  });
});

describe('the mails of the platform', () => {
  const url = 'https://waymark.example/link';

  it('invite by name of the organization and tell how long the link works', () => {
    const mail = invitationMail(brand, { url, validDays: 7 });
    expect(mail.subject).toBe('Your invitation to Northwind');
    expect(mail.text).toContain('The link works once and for 7 days.');
    expect(mail.headers).toEqual({});
  });

  it('help with a forgotten password', () => {
    const mail = passwordResetMail(brand, { url, validMinutes: 1 });
    expect(mail.subject).toBe('Set a new password');
    expect(mail.text).toContain('The link works once and for 1 minute.');
    expect(mail.headers).toEqual({});
  });

  it('remind of a review', () => {
    const mail = reviewReminderMail(brand, { url, unsubscribeUrl: `${url}/stop` });
    expect(mail.subject).toBe('Time for your review');
    expect(mail.headers['List-Unsubscribe']).toBe(`<${url}/stop>`);
    expect(mail.text).toContain(`Answer now:\n${url}\n`);
  });

  it('never speak of failing or of broken streaks', () => {
    const { text } = reviewReminderMail(brand, { url, unsubscribeUrl: url });
    expect(text).not.toMatch(/fail|streak|missed|late|must/i);
  });
});
