import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { Certificate } from './certificate';
import { eventually } from './eventually';

/** A mail as the server got it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Parsed: headers, subject, text, html. */
  readonly email: Email;
  /** The bytes. */
  readonly raw: string;
  readonly isEncrypted: boolean;
  /** Who signed in, or null. */
  readonly user: string | null;
}

/**
 * What becomes of mails: taken; never answered after their content (`hang`) or from the first byte
 * of a connection on (`silent`); cut off after their content (`drop`); or answered with a status
 * such as 451 or 550, to the recipient or to the content.
 */
export type MailServerBehaviour =
  | 'accept'
  | 'hang'
  | 'silent'
  | 'drop'
  | { readonly status: number; readonly at?: 'recipient' | 'content'; readonly words?: string };

/** How the server is. */
export interface MailServerOptions {
  /** Only this user may send. */
  readonly user?: { readonly name: string; readonly password: string };
  /** With a certificate the server offers STARTTLS, or speaks TLS from the first byte. */
  readonly certificate?: Certificate;
  readonly isTlsFromTheStart?: boolean;
  /** Any free one if absent. */
  readonly port?: number;
}

/** A real mail server on loopback that keeps what it gets. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** In the order of their arrival. */
  readonly mails: readonly ReceivedMail[];
  /** Connections that were made so far. */
  readonly connections: number;
  /** Passwords that clients sent, right or wrong. */
  readonly triedPasswords: readonly string[];
  /** From now on. A function chooses by the recipient; `silent` must come as a value. */
  behave(behaviour: MailServerBehaviour | ((recipient: string) => MailServerBehaviour)): void;
  /** Mails to this address, as soon as there are so many. */
  mailsTo(address: string, count?: number): Promise<readonly ReceivedMail[]>;
  stop(): Promise<void>;
}

/** How long a mail may take from being queued to being here. */
const ARRIVAL_MS = 30_000;

/** Starts a mail server. */
export async function mailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const triedPasswords: string[] = [];
  const sockets = new Map<number, Socket>();
  let connections = 0;
  let behaviour: MailServerBehaviour | ((recipient: string) => MailServerBehaviour) = 'accept';
  const towards = (recipient: string): MailServerBehaviour =>
    typeof behaviour === 'function' ? behaviour(recipient) : behaviour;
  const server = new SMTPServer({
    ...securityOf(options),
    onConnect: (_session, done) => {
      connections += 1;
      if (behaviour !== 'silent') done();
    },
    onAuth: ({ username, password }, _session, done) => {
      const { user } = options;
      triedPasswords.push(password ?? '');
      if (username === user?.name && password === user?.password) done(null, { user: username });
      else done(refusal({ status: 535 }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const now = towards(address);
      if (typeof now === 'object' && now.at !== 'content') done(refusal(now, address));
      else done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          const [recipient = ''] = recipientsOf(session);
          const now = towards(recipient);
          if (now === 'hang' || now === 'silent') return;
          if (now === 'drop') return void sockets.get(session.remotePort)?.destroy();
          if (typeof now === 'object') return done(refusal(now, recipient));
          mails.push(await receivedMail(Buffer.concat(chunks), session));
          done();
        })();
      });
    },
  });
  // A client that breaks a connection off is what some tests are about.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  const listening = server.listen(options.port ?? 0, '127.0.0.1');
  await new Promise<void>((resolve) => listening.once('listening', () => resolve()));
  return {
    host: '127.0.0.1',
    port: (listening.address() as AddressInfo).port,
    mails,
    triedPasswords,
    get connections() {
      return connections;
    },
    behave: (next) => {
      behaviour = next;
    },
    mailsTo: async (address, count = 1) => {
      const found = () => mails.filter(({ to }) => to.includes(address));
      await eventually(
        async () => found().length,
        (arrived) => arrived >= count,
        ARRIVAL_MS,
      );
      return found();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

function securityOf({
  user,
  certificate,
  isTlsFromTheStart = false,
}: MailServerOptions): SMTPServerOptions {
  return {
    authOptional: user === undefined,
    disabledCommands: [
      ...(user === undefined ? ['AUTH'] : []),
      ...(certificate === undefined ? ['STARTTLS'] : []),
    ],
    // So that a test sees whether a client would give its password away.
    allowInsecureAuth: true,
    secure: isTlsFromTheStart,
    ...certificate,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
  };
}

function refusal(
  { status, words = 'no' }: { readonly status: number; readonly words?: string },
  address = '',
): Error {
  return Object.assign(new Error(`${words} ${address}`.trim()), { responseCode: status });
}

function recipientsOf(session: SMTPServerSession): string[] {
  return session.envelope.rcptTo.map(({ address }) => address);
}

async function receivedMail(bytes: Buffer, session: SMTPServerSession): Promise<ReceivedMail> {
  const { mailFrom } = session.envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: recipientsOf(session),
    email: await PostalMime.parse(bytes),
    raw: bytes.toString(),
    isEncrypted: session.secure,
    user: typeof session.user === 'string' ? session.user : null,
  };
}
