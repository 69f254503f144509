import type { ByteRange } from '../../../platform/storage/storage';

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * Which part of a file a `Range` header asks for. More than one range, another unit and broken
 * syntax mean the whole file, as RFC 9110 allows.
 *
 * @returns undefined for the whole file, null for a range that the file does not have.
 */
export function byteRangeOf(
  header: string | undefined,
  byteLength: number,
): ByteRange | undefined | null {
  const [, from = '', to = ''] = RANGE.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const length = Math.min(Number(to), byteLength);
    return length === 0 ? null : { first: byteLength - length, last: byteLength - 1 };
  }
  const first = Number(from);
  const last = to === '' ? byteLength - 1 : Math.min(Number(to), byteLength - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first < byteLength ? { first, last } : null;
}
