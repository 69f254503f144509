import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import type { Reply } from './http-client';
import type { Person } from './people';
import type { TestApp } from './test-app';

/** A file of a form, as a client sends it. */
export interface SentFile {
  readonly bytes: string | Uint8Array;
  /** The text behind `filename=`, already escaped. */
  readonly name?: string;
  readonly type?: string;
}

/** A form as bytes, with its content type. */
export function form(
  file: SentFile | null,
  fields: Readonly<Record<string, string>> = {},
): { readonly body: Buffer; readonly type: string } {
  const boundary = `form-${randomBytes(8).toString('hex')}`;
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
  );
  if (file !== null) {
    const { bytes, name = '"essay.pdf"', type = 'application/octet-stream' } = file;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename=${name}\r\nContent-Type: ${type}\r\n\r\n`;
    parts.push(Buffer.from(head), Buffer.from(bytes as string), Buffer.from('\r\n'));
  }
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

/** Uploads a file as a document, or as a version by another path. */
export function upload(
  app: TestApp,
  sender: Person | null,
  file: SentFile | null,
  fields: Readonly<Record<string, string>> = { kind: 'essay' },
  path = '/documents',
): Promise<Reply> {
  const { body, type } = form(file, fields);
  return app.coaching.raw('POST', path, body, {
    ...(sender === null ? {} : { token: sender.token }),
    headers: { 'content-type': type },
  });
}

/** The document once nobody works on it any more. */
export async function settled(app: TestApp, reader: Person, id: string): Promise<any> {
  const final = new Set(['extracted', 'extraction_failed', 'infected', 'scan_failed']);
  const reply = await eventually(
    () => app.coaching.get(`/documents/${id}`, { token: reader.token }),
    ({ body }) =>
      final.has(body.status) ||
      (body.status === 'clean' && String(body.content_type).startsWith('image/')),
    30_000,
  );
  return reply.body;
}

/** Uploads a file and waits until nobody works on it any more. */
export async function settledUpload(
  app: TestApp,
  sender: Person,
  file: SentFile,
  fields?: Readonly<Record<string, string>>,
): Promise<any> {
  const reply = await upload(app, sender, file, fields);
  if (reply.status !== 200) throw new Error(`The upload answered ${reply.status}: ${reply.text}`);
  return settled(app, sender, reply.body.id);
}

/** How many files lie in the store and in the spool of an app. */
export function filesOn(app: TestApp): { readonly stored: number; readonly spooled: number } {
  return {
    stored: countOf(join(app.dataFolder, 'files')),
    spooled: countOf(join(app.dataFolder, 'spool')),
  };
}

function countOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
}
