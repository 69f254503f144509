import { DOCUMENT_KINDS, type DocumentKind } from '../../../domain/documents/document';
import type { DocumentDraft } from '../../../domain/documents/document-uploads.service';
import { TextField } from '../../http/fields';
import { SpooledFile, SpooledFileField } from '../../http/spooled-uploads';
import { ChoiceField } from '../../http/value-fields';
import { UuidField } from '../uuid-fields';

const FILE = 'A PDF, a Word document (.docx), a PNG or JPEG image, or plain text in UTF-8.';

/** A file that becomes a document. */
export class UploadDocumentRequest {
  @SpooledFileField(FILE)
  file: SpooledFile;

  @ChoiceField(DOCUMENT_KINDS, { example: 'essay' })
  kind: DocumentKind;

  @TextField({
    maximum: 200,
    example: 'Common App essay',
    optional: true,
    description: "The file's name when absent.",
  })
  title?: string;

  @UuidField({ optional: true, description: 'For coaches: whose document it is.' })
  student_id?: string;
}

/** A file that replaces the one before. */
export class UploadVersionRequest {
  @SpooledFileField(FILE)
  file: SpooledFile;
}

/** The domain's words for what comes with a file. */
export function toDocumentDraft(request: UploadDocumentRequest): DocumentDraft {
  return {
    kind: request.kind,
    title: request.title ?? null,
    studentUuid: request.student_id ?? null,
  };
}
