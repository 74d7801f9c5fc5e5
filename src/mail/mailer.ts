import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type NodemailerError } from 'nodemailer';

export interface OutgoingMail {
  /** One bare address. */
  to: string;
  /** From `messageId()`: the same at every attempt. */
  messageId: string;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
  /** An iCalendar text, for programs that read it and as a file for all others; the method that it names. */
  calendar?: { method: string; text: string };
}

/**
 * A mail that did not leave. `permanent`: the server refused this recipient or this message for good, trying again is
 * useless. Otherwise the network, the server or its set-up is at fault, and a later attempt with the same Message-ID may
 * succeed. It names codes only: addresses and the server's words must not reach a log.
 */
export class MailDeliveryError extends Error {
  constructor(
    readonly permanent: boolean,
    code: string,
  ) {
    super(`mail not delivered: ${code}`);
    this.name = 'MailDeliveryError';
  }
}

/** Hands mails to the SMTP server; resolves once the server has taken the message on. */
export class Mailer implements OnApplicationShutdown {
  private readonly transport;

  constructor(private readonly config: { smtpUrl: string; from: string }) {
    this.transport = createTransport(
      {
        url: config.smtpUrl,
        pool: true,
        // A connection lost in mid-message is reported, not retried here: the caller's retry is the one that is recorded.
        maxRequeues: 0,
        dnsTimeout: 5_000,
        connectionTimeout: 5_000,
        greetingTimeout: 5_000,
        socketTimeout: 10_000,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from: config.from },
    );
  }

  /** @throws MailDeliveryError */
  async send(mail: OutgoingMail): Promise<void> {
    refuseInjection(mail);
    try {
      await this.transport.sendMail({
        to: { name: '', address: mail.to },
        messageId: mail.messageId,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers: mail.headers ?? {},
        ...(mail.calendar && {
          icalEvent: { method: mail.calendar.method, content: mail.calendar.text, filename: 'calendar.ics' },
        }),
      });
    } catch (error) {
      throw deliveryError(error as NodemailerError);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

const bareAddress = /^[^\p{C}\s<>()[\]\\,;:@"]+@[^\p{C}\s<>()[\]\\,;:@"]+$/u;
const bareMessageId = /^<[\x21-\x3b\x3d\x3f\x41-\x7e]+@[\x21-\x3b\x3d\x3f\x41-\x7e]+>$/;

/** A line break in a header would begin another header, a comma another recipient. */
function refuseInjection(mail: OutgoingMail): void {
  const headers = Object.entries(mail.headers ?? {});
  if (!bareAddress.test(mail.to)) throw new MailDeliveryError(true, 'bad address');
  if (!bareMessageId.test(mail.messageId)) throw new MailDeliveryError(true, 'bad message id');
  if (hasControls(mail.subject)) throw new MailDeliveryError(true, 'bad subject');
  if (headers.some(([name, value]) => !/^[A-Za-z0-9-]+$/.test(name) || hasControls(value))) {
    throw new MailDeliveryError(true, 'bad header');
  }
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function deliveryError(error: NodemailerError): MailDeliveryError {
  const { code = 'unknown', command = '', responseCode } = error;
  // A refusal elsewhere (greeting, sign-in, sender) is about us: mended by an operator, not by giving the mail up.
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA';
  const permanent = aboutThisMail && error.permanent === true;
  return new MailDeliveryError(permanent, [code, responseCode, command].filter(Boolean).join(' '));
}
