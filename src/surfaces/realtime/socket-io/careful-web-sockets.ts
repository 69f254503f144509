import { type ServerOptions, WebSocketServer } from 'ws';

const LIMITS = {
  maxFragments: 1_024,
  maxBufferedChunks: 4_096,
  maxPendingAutoPongs: 60,
  /** In milliseconds: whoever does not answer a close is cut off. */
  closeTimeout: 3_000,
  // Some clients put a token where a protocol's name belongs; none of it is repeated.
  handleProtocols: () => false as const,
};

/** The WebSockets below Engine.IO, with the limits that it has no options for. */
export class CarefulWebSockets extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, ...LIMITS });
  }
}
