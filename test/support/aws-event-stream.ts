import { crc32 } from 'node:zlib';

/** An event of Bedrock's streams. */
export function awsEvent(type: string, payload: object): Buffer {
  return awsFrame(
    { ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' },
    payload,
  );
}

/**
 * A message of AWS's binary event stream: total length, length of the headers, checksum of these
 * two; the headers; the payload; checksum of all before it.
 */
export function awsFrame(headers: Record<string, string>, payload: object): Buffer {
  const encodedHeaders = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const stringType = 7;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(Buffer.byteLength(value));
      return Buffer.concat([
        Buffer.from([name.length]),
        Buffer.from(name),
        Buffer.from([stringType]),
        length,
        Buffer.from(value),
      ]);
    }),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(encodedHeaders.length + body.length + 16, 0);
  prelude.writeUInt32BE(encodedHeaders.length, 4);
  const checked = Buffer.concat([prelude, checksum(prelude), encodedHeaders, body]);
  return Buffer.concat([checked, checksum(checked)]);
}

function checksum(bytes: Buffer): Buffer {
  const encoded = Buffer.alloc(4);
  encoded.writeUInt32BE(crc32(bytes));
  return encoded;
}
