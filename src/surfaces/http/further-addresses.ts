import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Further addresses of the one HTTP server: `localhost` is 127.0.0.1 and ::1 on most machines.
 * Fastify would open a server of its own for each, and what is attached to the first one, the
 * polling of Socket.IO for one, would not be there. Here connections of all of them are handed to
 * the same server, with its deadlines and everything that it carries.
 */
export class FurtherAddresses {
  private readonly doors: Server[] = [];

  /** Before Fastify listens: afterwards it takes no hooks. */
  constructor(private readonly fastify: FastifyInstance) {
    let closed: Promise<unknown> = Promise.resolve();
    fastify.addHook('preClose', async () => {
      closed = Promise.all(this.doors.map((door) => closing(door)));
    });
    // What came in by them is finished like what came in by the first address.
    fastify.addHook('onClose', async () => void (await closed));
  }

  /** @throws Error of the system when the address is taken, or is none of this machine. */
  async open(address: string, port: number): Promise<void> {
    const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      this.fastify.server.emit('connection', socket),
    );
    door.listen(port, address);
    await once(door, 'listening');
    this.doors.push(door);
  }
}

function closing(door: Server): Promise<void> {
  return new Promise((resolve) => door.close(() => resolve()));
}
