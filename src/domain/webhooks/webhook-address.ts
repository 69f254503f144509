import { Invalid } from '../../kernel/errors';
import { literalAddress } from '../../platform/network/literal-address';
import type { NetworkPolicy } from '../../platform/network/network-policy';
import { isPublicAddress } from '../../platform/network/public-address';

const LONGEST_URL = 2_000;
const HTTPS_PORT = 443;
const LOWEST_FREE_PORT = 1_024;

/** An address that may be saved, as it will be called. */
interface WebhookAddress {
  readonly url: string;
  /** Its host in the form in which it is looked up. */
  readonly host: string;
}

/**
 * Reads the address of an endpoint: https on port 443 or one from 1024 on, no name or password in
 * it, no fragment, and no address of a private network in whatever spelling. Plain http is for
 * addresses inside PRIVATE_NETWORKS_ALLOWED only. What a name leads to is looked at when it is
 * called, and at every call.
 *
 * @throws Invalid naming the field `url`.
 */
export function webhookAddress(text: string, network: NetworkPolicy): WebhookAddress {
  if (text.length > LONGEST_URL || !URL.canParse(text)) refuse('value is not a URL', 'url');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnNetwork(url, network))) {
    refuse('value does not begin with https://', 'https');
  }
  if (url.username !== '' || url.password !== '') {
    refuse('value holds a name or a password; requests are signed instead', 'url_credentials');
  }
  if (url.hash !== '') refuse('value has a part behind #, which is never sent', 'url_fragment');
  const port = Number(url.port || (url.protocol === 'https:' ? HTTPS_PORT : 80));
  if (port !== HTTPS_PORT && port < LOWEST_FREE_PORT) {
    refuse(`the port is neither ${HTTPS_PORT} nor one from ${LOWEST_FREE_PORT} on`, 'url_port');
  }
  network.refusePrivateAddress(url.hostname, ['body', 'url']);
  if (url.href.length > LONGEST_URL) refuse('value is not a URL', 'url');
  return { url: url.href, host: url.hostname };
}

function isOwnNetwork(url: URL, network: NetworkPolicy): boolean {
  const address = literalAddress(url.hostname);
  return address !== null && !isPublicAddress(address) && network.mayCall(address);
}

function refuse(message: string, rule: string): never {
  throw Invalid.field('url', message, rule);
}
