import { Malformed } from '../../../kernel/errors';

/** What a client sent is no packet of Socket.IO, or its event has a name that the library keeps. */
export class UnreadablePacket extends Malformed {
  override readonly code = 'unreadable_packet';

  constructor() {
    super('This packet cannot be read. Use a client of Socket.IO 3 or 4 and its emit().');
  }
}
