import { Conflict, Forbidden, NotFound } from '../../kernel/errors';
import type { DocumentStatus } from './document';

/** There is no such document, or the caller may not know of it. */
export class DocumentNotFound extends NotFound {
  override readonly code = 'document_not_found';

  constructor() {
    super('This document does not exist.');
  }
}

/** The document has no version of this number. */
export class VersionNotFound extends NotFound {
  override readonly code = 'document_version_not_found';

  constructor() {
    super('This document has no such version.');
  }
}

/** The link is none of ours, is too old, or what it led to is not the bearer's to read any more. */
export class DownloadLinkInvalid extends NotFound {
  override readonly code = 'download_link_invalid';

  constructor() {
    super('This link does not work any more. Ask for a new one.');
  }
}

/** The file was not found clean: not yet, or not at all. */
export class NotDownloadable extends Conflict {
  override readonly code = 'document_not_downloadable';

  constructor(status: DocumentStatus) {
    super(`This file cannot be downloaded: its status is ${status}.`);
  }
}

/** The caller reads the document, and may not change it. */
export class NotYourDocument extends Forbidden {
  override readonly code = 'not_your_document';

  constructor() {
    super('This is for the student whose document it is, or whoever uploaded it.');
  }
}

/** The student's documents have as much room as they may. */
export class QuotaExceeded extends Conflict {
  override readonly code = 'document_quota_exceeded';

  constructor(megabytes: number, files: number) {
    super(
      `The documents of a student have ${megabytes} MB and ${files} files together, versions and ` +
        'deleted ones included. Delete some for good first.',
    );
  }
}
