import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Download } from '../../../domain/documents/document-downloads.service';
import { Unprocessable } from '../../../kernel/errors';
import { coaching } from '../coaching.surface';
import { byteRangeOf } from './byte-range';
import { fileHeaders } from './file-headers';

const NOT_SATISFIABLE = 416;

/**
 * Sends a file, or the one part of it that was asked for, as fast as the client takes it.
 *
 * @throws StorageUnavailable as long as nothing was sent.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Download,
): Promise<void> {
  const { byteLength } = download;
  const range = byteRangeOf(wantedRange(request, download), byteLength);
  if (range === null) {
    const error = new Unprocessable(`The file has ${byteLength} bytes.`);
    await reply
      .status(NOT_SATISFIABLE)
      .header('Content-Range', `bytes */${byteLength}`)
      .send(coaching.renderError(error, NOT_SATISFIABLE));
    return;
  }
  const content = await download.open(range);
  const first = range?.first ?? 0;
  const last = range?.last ?? byteLength - 1;
  if (range !== undefined) {
    reply.status(206).header('Content-Range', `bytes ${first}-${last}/${byteLength}`);
  }
  await reply
    .headers(fileHeaders(download))
    .header('Content-Length', last - first + 1)
    .send(content);
}

/** A part only counts of the very file that the client has begun with. */
function wantedRange({ headers }: FastifyRequest, { sha256 }: Download): string | undefined {
  const condition = headers['if-range'];
  return condition === undefined || condition === `"${sha256}"` ? headers.range : undefined;
}
