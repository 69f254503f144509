import type { AddressInfo } from 'node:net';
import { lookup } from 'node:dns/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { FurtherAddresses } from './further-addresses';

/**
 * Opens the port; `localhost` means each of its addresses.
 *
 * @throws Error of the system when the port is taken.
 */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  if (host !== 'localhost') return void (await app.listen(port, host));
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const further = new FurtherAddresses(fastify);
  const found = await lookup(host, { all: true });
  const [first = '127.0.0.1', ...others] = new Set(found.map(({ address }) => address));
  await app.listen(port, first);
  const { port: taken } = fastify.server.address() as AddressInfo;
  for (const address of others) {
    await further.open(address, taken).catch((error: NodeJS.ErrnoException) => {
      new Logger('Trellis').warn(`Not at ${address}: ${error.code ?? error.message}`);
    });
  }
}
