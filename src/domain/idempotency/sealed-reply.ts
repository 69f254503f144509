import type { SealedSecret, SecretBox } from '../../platform/crypto/secret-box';
import type { KeptReply } from './kept-reply';

interface Written {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
}

/** Seals a reply: it may hold what is shown once, or what a person wrote. */
export function sealReply(box: SecretBox, id: string, reply: KeptReply): SealedSecret {
  const { status, headers, body } = reply;
  const written: Written = { status, headers, body: body.toString('base64') };
  return box.seal(JSON.stringify(written), placeOf(id));
}

/** Undoes {@link sealReply}. @throws SecretKeyUnknown @throws SecretDamaged */
export function openReply(box: SecretBox, id: string, sealed: SealedSecret): KeptReply {
  const { status, headers, body } = JSON.parse(box.open(sealed, placeOf(id))) as Written;
  return { status, headers, body: Buffer.from(body, 'base64') };
}

function placeOf(id: string): string {
  return `idempotency_keys:${id}`;
}
