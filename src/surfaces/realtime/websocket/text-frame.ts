const TEXT = 0x81;
const SHORT = 125;
const MEDIUM = 0xffff;

/** One unmasked text frame of RFC 6455, ready to be written to any number of sockets. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length <= SHORT ? 2 : length <= MEDIUM ? 4 : 10;
  const bytes = Buffer.allocUnsafe(head + length);
  bytes[0] = TEXT;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = SHORT + 1;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = SHORT + 2;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(text, head);
  return bytes;
}
