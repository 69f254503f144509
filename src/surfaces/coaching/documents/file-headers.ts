import type { Download } from '../../../domain/documents/document-downloads.service';

const TEXT = /^text\//;
/** What RFC 8187 lets stand for itself; everything else is escaped byte by byte. */
const NOT_PLAIN = /['()*]/g;
const NOT_ASCII = /[^\u0020-\u007e]|["\\%;]/g;

/**
 * Headers of a file that goes out. Whatever is in it, no browser opens it as a page of ours: it is a
 * download, of the type that was found in its bytes, in a sandbox, and nobody keeps a copy.
 */
export function fileHeaders(download: Download): Record<string, string> {
  const { mediaType, fileName, sha256 } = download;
  return {
    'Content-Type': TEXT.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType,
    'Content-Disposition': contentDisposition(fileName),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    ETag: `"${sha256}"`,
  };
}

/** The name twice: for old clients in ASCII, for all others as it is, by RFC 6266 and RFC 8187. */
export function contentDisposition(fileName: string): string {
  const name = fileName.toWellFormed();
  const ascii = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(NOT_ASCII, '_');
  const escaped = encodeURIComponent(name).replaceAll(
    NOT_PLAIN,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${escaped}`;
}
