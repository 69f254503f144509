import { type LookupAddress, Resolver as DnsClient } from 'node:dns';
import { callbackify } from 'node:util';
import type { Resolver } from './network-policy';

const TIMEOUT_MS = 2_000;
const TRIES = 2;
const LOOPBACK: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * Asks the DNS itself. The system's resolver holds one of the few threads of this process for as
 * long as a name server stays silent: whoever owns a domain could stop sign-ins and files with it.
 * Names that only a file on this machine knows are not found, except `localhost`.
 *
 * @param servers the machine's own, unless a test answers.
 */
export function dnsResolver(servers?: readonly string[]): Resolver {
  const find = callbackify(async (hostname: string, families: readonly number[]) => {
    const client = new DnsClient({ timeout: TIMEOUT_MS, tries: TRIES, maxTimeout: TIMEOUT_MS });
    if (servers !== undefined) client.setServers(servers);
    const answers = await Promise.allSettled(
      families.map((family) => addressesOf(client, hostname, family)),
    );
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (found.length === 0 && failure !== undefined) throw failure.reason;
    return found;
  });
  return (hostname, { family }, callback) => {
    const families = [4, 6].filter((one) => !family || family === one || family === `IPv${one}`);
    if (/^(.+\.)?localhost\.?$/i.test(hostname)) {
      return callback(
        null,
        LOOPBACK.filter((address) => families.includes(address.family)),
      );
    }
    find(hostname, families, (error, found) => callback(error, error === null ? found : []));
  };
}

function addressesOf(
  client: DnsClient,
  hostname: string,
  family: number,
): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    const answer = (error: Error | null, addresses: string[]): void => {
      if (error !== null) reject(error);
      else resolve(addresses.map((address) => ({ address, family })));
    };
    if (family === 4) client.resolve4(hostname, answer);
    else client.resolve6(hostname, answer);
  });
}
