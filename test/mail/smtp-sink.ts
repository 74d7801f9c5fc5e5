import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface SmtpSink {
  url: string;
  received: { recipients: string[]; raw: string; mail: ParsedMail }[];
  /** Breaks every open connection. */
  cut(): void;
  close(): Promise<void>;
}

/** A real SMTP server on a free loopback port that keeps what it takes on. */
export async function startSmtpSink(options: SMTPServerOptions = {}): Promise<SmtpSink> {
  const received: SmtpSink['received'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const raw = Buffer.concat(chunks).toString('utf8');
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
      received.push({ recipients, raw, mail: await simpleParser(raw) });
      done();
    },
    ...options,
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  // A client that is closed in mid-conversation is part of what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

/** What a server answers: an SMTP reply code and words. */
export function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
