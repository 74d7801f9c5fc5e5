import { createServer, type AddressInfo } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { reviewReminderMail } from '../../src/mail/mails.js';
import { MailDeliveryError, Mailer, type OutgoingMail } from '../../src/mail/mailer.js';
import { messageId } from '../../src/mail/message-id.js';
import { smtpError, startSmtpSink, type SmtpSink } from './smtp-sink.js';

const mail: OutgoingMail = {
  to: 'ada@example.com',
  messageId: messageId('effect-1', 'waymark.example'),
  subject: 'Grüße',
  html: '<p>Hello</p>',
  text: 'Hello',
};

let close: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const one of close.toReversed()) await one();
  close = [];
});

async function sink(options?: SMTPServerOptions): Promise<SmtpSink> {
  const started = await startSmtpSink(options);
  close.push(() => started.close());
  return started;
}

function mailer(smtpUrl: string): Mailer {
  const made = new Mailer({ smtpUrl, from: 'Waymark <no-reply@waymark.example>' });
  close.push(() => made.onApplicationShutdown());
  return made;
}

describe('the mailer', () => {
  it('sends what it is given, both parts, under the Message-ID of the caller', async () => {
    const server = await sink();
    await mailer(server.url).send(mail);
    const [taken] = server.received;
    expect(taken?.recipients).toEqual(['ada@example.com']);
    expect(taken?.mail).toMatchObject({
      messageId: '<effect-1@waymark.example>',
      subject: 'Grüße',
      html: '<p>Hello</p>',
      from: { text: '"Waymark" <no-reply@waymark.example>' },
      to: { text: 'ada@example.com' },
    });
    expect(taken?.mail.text?.trim()).toBe('Hello');
  });

  it('carries a rendered mail whole, one-click unsubscribing included', async () => {
    const server = await sink();
    const unsubscribeUrl = `https://waymark.example/unsubscribe/${'t0ken'.repeat(40)}`;
    const rendered = reviewReminderMail(
      { organization: 'Söhne & <Co>', color: '#1f6f78' },
      { url: 'https://waymark.example/r/1', unsubscribeUrl },
    );
    await mailer(server.url).send({ ...mail, ...rendered });
    const parsed = server.received[0]?.mail;
    expect(parsed?.subject).toBe('Time for your review');
    expect(parsed?.text).toBe(rendered.text);
    expect(parsed?.headers.get('list')).toMatchObject({ unsubscribe: { url: unsubscribeUrl } });
    expect(server.received[0]?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });

  it('keeps the Message-ID when the same effect is sent again', async () => {
    const server = await sink();
    const sender = mailer(server.url);
    await sender.send(mail);
    await sender.send(mail);
    expect(server.received.map((taken) => taken.mail.messageId)).toEqual([mail.messageId, mail.messageId]);
  });

  it('sends many at once over few connections', async () => {
    let connections = 0;
    const server = await sink({
      onConnect(_session, accept) {
        connections += 1;
        accept();
      },
    });
    const sender = mailer(server.url);
    const ids = Array.from({ length: 40 }, (_, index) => messageId(`effect-${index}`, 'waymark.example'));
    await Promise.all(ids.map((id) => sender.send({ ...mail, messageId: id })));
    expect(server.received).toHaveLength(40);
    expect(new Set(server.received.map((taken) => taken.mail.messageId))).toEqual(new Set(ids));
    expect(connections).toBeLessThanOrEqual(5);
  });

  it.each<[string, Partial<OutgoingMail>]>([
    ['a line break in the address', { to: 'ada@example.com\r\nBcc: eve@example.com' }],
    ['a second address', { to: 'ada@example.com, eve@example.com' }],
    ['an address in brackets', { to: 'Ada <ada@example.com>' }],
    ['no address', { to: '' }],
    ['a line break in the subject', { subject: 'Hello\r\nBcc: eve@example.com' }],
    ['a bare line feed in the subject', { subject: 'Hello\nBcc: eve@example.com' }],
    ['a line break in the Message-ID', { messageId: '<a@b>\r\nBcc: <eve@example.com>' }],
    ['no Message-ID', { messageId: '' }],
    ['a line break in a header', { headers: { 'X-Kind': 'a\r\nBcc: eve@example.com' } }],
    ['a line break in the name of a header', { headers: { 'X-Kind: a\r\nBcc': 'eve@example.com' } }],
  ])('refuses %s for good, and sends nothing', async (_what, change) => {
    const server = await sink();
    await expect(mailer(server.url).send({ ...mail, ...change })).rejects.toMatchObject({ permanent: true });
    expect(server.received).toEqual([]);
  });

  it.each<[string, boolean, SMTPServerOptions]>([
    [
      'the mailbox does not exist',
      true,
      { onRcptTo: (_to, _session, done) => done(smtpError(550, 'no such user')) },
    ],
    ['the mailbox is busy', false, { onRcptTo: (_to, _session, done) => done(smtpError(451, 'try later')) }],
    [
      'the message is refused',
      true,
      {
        onData: (stream, _session, done) =>
          void stream.resume().on('end', () => done(smtpError(554, 'refused'))),
      },
    ],
    [
      'the server is full',
      false,
      {
        onData: (stream, _session, done) =>
          void stream.resume().on('end', () => done(smtpError(452, 'disk full'))),
      },
    ],
    [
      'our sender is refused',
      false,
      { onMailFrom: (_from, _session, done) => done(smtpError(553, 'not you')) },
    ],
    ['the server turns us away', false, { onConnect: (_session, done) => done(smtpError(554, 'go away')) }],
    ['the server asks for a sign-in', false, { authOptional: false }],
  ])('when %s, permanent is %s', async (_what, permanent, options) => {
    const server = await sink(options);
    const failure = await mailer(server.url)
      .send(mail)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailDeliveryError);
    expect(failure).toMatchObject({ permanent });
  });

  it('names neither the recipient nor the words of the server in a failure', async () => {
    const server = await sink({
      onRcptTo: (address, _session, done) => done(smtpError(550, `unknown ${address.address}`)),
    });
    await expect(mailer(server.url).send(mail)).rejects.toThrow(
      /^mail not delivered: EENVELOPE 550 RCPT TO$/,
    );
  });

  it('fails for the time being when nothing listens', async () => {
    const server = await startSmtpSink();
    await server.close();
    await expect(mailer(server.url).send(mail)).rejects.toMatchObject({ permanent: false });
  });

  it('gives up on a server that never greets after five seconds', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((listening) => void silent.listen(0, '127.0.0.1', () => listening()));
    close.push(() => new Promise<void>((closed) => void silent.close(() => closed())));
    const begun = performance.now();
    const sender = mailer(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await expect(sender.send(mail)).rejects.toMatchObject({ permanent: false });
    expect(performance.now() - begun).toBeLessThan(7_000);
  }, 15_000);

  it('reports a connection that breaks in mid-message instead of sending again by itself', async () => {
    let attempts = 0;
    const server = await sink({
      onData() {
        attempts += 1;
        server.cut();
      },
    });
    await expect(mailer(server.url).send(mail)).rejects.toMatchObject({ permanent: false });
    expect(attempts).toBe(1);
  });
});
