import type { ServerFrame } from './server-frames';

/** One connection as everything above the transports sees it; each transport has its own. */
export interface Outlet {
  /** Distinguishes the connections of this process. */
  readonly id: string;
  /** The network address of the other end, behind the trusted proxies. */
  readonly address: string;
  /**
   * Sends a frame, or drops the connection when too much waits on it: whoever does not read is not
   * waited for. On a connection that is closed it does nothing.
   */
  tell(frame: ServerFrame): void;
  /** Closes it, with what was sent before going out first; safe to call twice. */
  close(code: number, reason: string): void;
  /** Lets go of it at once: the other end does not read, and would not read a farewell. */
  drop(): void;
  /** So much waits here that a replay pauses until it is less. */
  readonly isBehind: boolean;
}
