import { CoachingDocumentDownloadsController } from './downloads.controller';
import { CoachingDocumentsController } from './documents.controller';
import { CoachingDocumentSharesController } from './shares.controller';
import { CoachingDocumentUploadsController } from './uploads.controller';
import { CoachingFileLinksController } from './file-links.controller';

/** Everything about documents. */
export const DOCUMENT_CONTROLLERS = [
  CoachingDocumentDownloadsController,
  CoachingDocumentSharesController,
  CoachingDocumentUploadsController,
  CoachingDocumentsController,
  CoachingFileLinksController,
];
