import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The query as it was signed: sorted, escaped; none when absent. */
  readonly query?: string;
  /** What stands for the body in the signature; its SHA-256 when absent. */
  readonly payloadHash?: string;
}

/** The parts of an AWS Signature Version 4. */
export interface AwsSignature {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;

/** What the authorization header says, or null when it is none of AWS's. */
export function readSignature(headers: IncomingHttpHeaders): AwsSignature | null {
  const match = FORM.exec(headers.authorization ?? '');
  if (match === null) return null;
  const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] =
    match;
  return { accessKeyId, date, region, service, signedHeaders: names.split(';'), signature };
}

/** Whether the request was signed with this secret, computed from AWS's description. */
export function isSignedWith(
  secretAccessKey: string,
  request: WireRequest,
  signature: AwsSignature,
): boolean {
  const { date, region, service, signedHeaders } = signature;
  const path = request.path.split('/').map(encodeURIComponent).join('/');
  const canonical = [
    request.method,
    path,
    request.query ?? '',
    ...signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    signedHeaders.join(';'),
    request.payloadHash ?? sha256(request.body),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const time = String(request.headers['x-amz-date']);
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(Buffer.from(canonical))].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer>(
    (above, part) => hmac(above, part),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return hmac(key, text).toString('hex') === signature.signature;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
