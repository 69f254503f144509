import {
  DOCUMENT_KINDS,
  DOCUMENT_STATES,
  type StudentDocument,
} from '../../../../domain/students/student-record';
import { TextField } from '../../../http/fields';
import { ChoiceField } from '../../../http/value-fields';
import { DateField } from '../../../http/date-field';
import { LongTextField } from '../../long-text-field';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** A text of the student's, e.g. an essay. */
export class StudentDocumentRequest {
  @ChoiceField(DOCUMENT_KINDS, { example: 'ESSAY' })
  kind: StudentDocument['kind'];

  @TextField({ maximum: 200, example: 'Personal statement' })
  title: string;

  @ChoiceField(DOCUMENT_STATES, {
    example: 'DRAFT',
    optional: true,
    description: 'DRAFT when absent.',
  })
  state?: StudentDocument['state'];

  @LongTextField({
    maximum: 100_000,
    example: 'The first circuit I built did not work, and I kept it.',
    description: 'Kept to the letter; empty when absent.',
  })
  text?: string;

  @DateField({ example: '2026-09-01', optional: true, nullable: true })
  written_on?: string | null;
}

/** A text in the record. */
export class StudentDocumentReply extends EntryReplyOf(StudentDocumentRequest) {}

export const DOCUMENTS: EntryRoutes<'document', StudentDocumentRequest, StudentDocumentReply> = {
  kind: 'document',
  path: 'documents',
  one: 'a document',
  many: 'documents',
  request: StudentDocumentRequest,
  reply: StudentDocumentReply,
  toData: (request) => ({
    kind: request.kind,
    title: request.title,
    state: request.state,
    text: request.text,
    writtenOn: request.written_on,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    kind: entry.data.kind,
    title: entry.data.title,
    state: entry.data.state,
    text: entry.data.text,
    written_on: entry.data.writtenOn,
  }),
};
