import type { Type } from '@nestjs/common';
import { ApiProperty, PartialType } from '@nestjs/swagger';

/**
 * Where @nestjs/swagger keeps the names of a class's documented fields, each after a colon, and
 * what is documented of each. Its own mapped types only ever make fields optional.
 */
const FIELD_NAMES = 'swagger/apiModelPropertiesArray';
const FIELD = 'swagger/apiModelProperties';

/** What every entry of a record has. */
class EntryIdentity {
  id: number;
  created_at: string;
  updated_at: string;
}

/** An entry as it is shown: every field of the request, none left out, and its id and times. */
export function EntryReplyOf<Request extends object>(
  request: Type<Request>,
): Type<Required<Request> & EntryIdentity> {
  class EntryReply extends (request as Type<object>) {}
  const names = Reflect.getMetadata(FIELD_NAMES, request.prototype as object) as string[];
  const document = (name: string, field: PropertyDecorator): void =>
    field(EntryReply.prototype, name);
  document('id', ApiProperty({ type: 'integer', example: 1 }));
  for (const name of names.map((marked) => marked.slice(1))) {
    const known = Reflect.getMetadata(FIELD, request.prototype as object, name) as object;
    // Of a field that is an object itself, `required` lists its own fields.
    const present = 'selfRequired' in known ? { selfRequired: true } : { required: true };
    document(name, ApiProperty({ ...known, ...present }));
  }
  const moment = { type: 'string', format: 'date-time', example: '2026-01-20T10:30:00.000Z' };
  document('created_at', ApiProperty({ ...moment, type: 'string' }));
  document('updated_at', ApiProperty({ ...moment, type: 'string' }));
  return EntryReply as unknown as Type<Required<Request> & EntryIdentity>;
}

/** What changes about an entry: every field may be absent and then stays as it is. */
export function EntryChangesOf<Request extends object>(
  request: Type<Request>,
): Type<Partial<Request>> {
  const partial = PartialType(request, { skipNullProperties: false }) as Type<object>;
  class EntryChanges extends partial {}
  const name = request.name.replace(/Request$/, 'Changes');
  return Object.defineProperty(EntryChanges, 'name', { value: name }) as Type<Partial<Request>>;
}
