import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import {
  DomainError,
  Invalid,
  Malformed,
  TooLarge,
  UnsupportedMediaType,
} from '../../kernel/errors';
import { isStorable } from './json-body';

const MEGABYTE = 1_048_576;

/** What one form may bring: a file, and a few short fields beside it. */
export const FORM_LIMITS = {
  files: 1,
  fields: 10,
  parts: 11,
  fileSize: 50 * MEGABYTE,
  fieldSize: 10_000,
  fieldNameSize: 100,
  headerPairs: 50,
};

/**
 * Reads a form with a file into an object of its fields; `keep` says what becomes of the file.
 *
 * @throws UnsupportedMediaType for another kind of body.
 * @throws TooLarge for more than the limits.
 * @throws Malformed for a form that breaks off or breaks its own rules.
 * @throws Invalid for a field that is there twice or holds no text.
 */
export async function readForm(
  request: FastifyRequest,
  maxFileBytes: number,
  keep: (file: MultipartFile) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  if (!request.isMultipart()) {
    throw new UnsupportedMediaType('Send the file as multipart/form-data.');
  }
  const form = new Map<string, unknown>();
  try {
    for await (const part of request.parts({ limits: { fileSize: maxFileBytes } })) {
      const { fieldname } = part;
      if (form.has(fieldname)) throw twice(fieldname);
      form.set(
        fieldname,
        part.type === 'file'
          ? await keep(part)
          : textOf(part.value, part.fieldname, part.valueTruncated),
      );
    }
  } catch (error) {
    throw asOurs(error, maxFileBytes);
  }
  return Object.fromEntries(form);
}

function textOf(value: unknown, name: string, isTruncated: boolean): string {
  if (isTruncated) throw new TooLarge(`The field ${name} is too long.`);
  if (typeof value !== 'string' || !isStorable(value)) {
    throw new Invalid([{ path: ['body', name], message: 'value is not a text', rule: 'type' }]);
  }
  return value;
}

function twice(name: string): Invalid {
  return new Invalid([
    { path: ['body', name], message: 'the form has this field twice', rule: 'repeated_field' },
  ]);
}

/** A form that breaks off or breaks its own rules is the client's fault, whatever the parser says. */
function asOurs(error: unknown, maxFileBytes: number): DomainError {
  if (error instanceof DomainError) return error;
  const { statusCode } = error as { statusCode?: unknown };
  const megabytes = Number((maxFileBytes / MEGABYTE).toFixed(1));
  return statusCode === 413
    ? new TooLarge(
        `A form has at most one file of ${megabytes} MB and ${FORM_LIMITS.fields} fields.`,
      )
    : new Malformed('The form is not valid multipart/form-data, or it breaks off.', {
        cause: error,
      });
}
