import { connect, type Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { NetworkPolicy } from '../network/network-policy';
import type { ComposedMail } from './mail-composer';
import type { SmtpServer } from './mail-settings';

/** How a session is opened. */
export interface SessionOptions {
  readonly server: SmtpServer;
  readonly network: NetworkPolicy;
  /** How this server names itself to the other one. */
  readonly name: string;
  /** Nothing may take longer, in milliseconds; an idle session is closed after that time. */
  readonly timeoutMs: number;
}

/** One signed-in connection to a mail server. */
export class SmtpSession {
  #fail: ((error: Error) => void) | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly connection: SMTPConnection,
  ) {
    connection.on('error', (error: Error) => this.#fail?.(error));
    connection.on('end', () => this.#fail?.(new Error('The connection was closed.')));
  }

  /**
   * Connects, encrypts and signs in.
   *
   * @throws PrivateAddressRefused for a host that may not be called.
   * @throws what the socket or the SMTP library says went wrong.
   */
  static async open(options: SessionOptions, signal: AbortSignal): Promise<SmtpSession> {
    const socket = await connected(options, signal);
    const session = new SmtpSession(socket, connectionOver(socket, options));
    try {
      await session.#greet(options.server.credentials, signal);
      return session;
    } catch (error) {
      session.destroy();
      throw error;
    }
  }

  /** Whether nobody closed it. */
  get isOpen(): boolean {
    return !this.connection.destroyed && !this.socket.destroyed;
  }

  async send(mail: ComposedMail, signal: AbortSignal): Promise<void> {
    const envelope = { from: mail.from, to: [mail.to], size: mail.message.length };
    await this.#step(signal, (done) => this.connection.send(envelope, mail.message, done));
  }

  /** Forgets a mail that was begun; fails when the server has gone. */
  async reset(signal: AbortSignal): Promise<void> {
    await this.#step(signal, (done) => this.connection.reset(done));
  }

  /** Says goodbye. */
  end(): void {
    this.#fail = null;
    if (this.isOpen) this.connection.quit();
    setTimeout(() => this.destroy(), GOODBYE_MS).unref();
  }

  /** Cuts the connection. */
  destroy(): void {
    this.connection.close();
    this.socket.destroy();
  }

  async #greet(credentials: SmtpServer['credentials'], signal: AbortSignal): Promise<void> {
    await this.#step(signal, (done) => this.connection.connect((error) => done(error ?? null)));
    if (credentials === null || !this.connection.allowsAuth) return;
    const { user, password } = credentials;
    await this.#step(signal, (done) => this.connection.login({ user, pass: password }, done));
  }

  /** The library forgets its callbacks when a connection breaks; here every step ends. */
  #step(signal: AbortSignal, begin: (done: (error: Error | null) => void) => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const abort = () => {
        this.destroy();
        settle(signal.reason as Error);
      };
      const settle = (error: Error | null) => {
        signal.removeEventListener('abort', abort);
        this.#fail = null;
        if (error === null) resolve();
        else reject(error);
      };
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort);
      this.#fail = settle;
      begin(settle);
    });
  }
}

const GOODBYE_MS = 2_000;

function connected(
  { server: { host, port, isTrusted }, network }: SessionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  if (!isTrusted) network.refuseCall(host);
  const socket = connect({ host, port, ...(isTrusted ? {} : { lookup: network.lookup }) });
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    socket.once('error', reject);
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('close', () => signal.removeEventListener('abort', abort));
  });
}

function connectionOver(socket: Socket, options: SessionOptions): SMTPConnection {
  const { server, timeoutMs, name } = options;
  const hasCredentials = server.credentials !== null;
  return new SMTPConnection({
    connection: socket,
    host: server.host,
    port: server.port,
    secure: server.secure,
    name,
    requireTLS: hasCredentials,
    // Where plain text would be taken, an unknown certificate is no worse: whoever can forge it can
    // as well take STARTTLS out of the greeting. Where TLS is asked for, the certificate counts.
    tls: { rejectUnauthorized: server.secure || hasCredentials, minVersion: 'TLSv1.2' },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
  });
}
