import type { TableRules } from './table-rule';

/** What people uploaded. The files themselves are the documents' own holder's. */
export const DOCUMENT_TABLES: TableRules = {
  documents: {
    persons: { owner_id: 'owner', uploaded_by: 'author' },
    texts: { kind: 'code', title: 'words' },
    export: {
      file: 'documents.json',
      about: 'Your documents, the deleted ones included; the files are in the folder documents',
      select: `SELECT id, kind, title, created_at, updated_at, deleted_at FROM documents
        WHERE owner_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  document_versions: {
    persons: { document_id: 'named', uploaded_by: 'author' },
    texts: {
      file_key: 'code',
      file_name: 'words',
      media_type: 'code',
      sha256: 'code',
      status: 'code',
      scanner: 'code',
      signature: 'code',
      fault: 'code',
    },
    export: {
      file: 'document-versions.json',
      about: 'Every version of your documents; document_id leads to documents.json',
      select: `SELECT version.document_id, version.number, version.file_name, version.media_type,
          version.byte_length, version.status, version.created_at
        FROM document_versions version JOIN documents document ON document.id = version.document_id
        WHERE document.owner_id = {id} ORDER BY version.created_at, version.id`,
    },
    erasure: { by: 'account' },
  },
  document_shares: {
    persons: { document_id: 'named', link_id: 'named' },
    texts: {},
    export: {
      file: 'document-shares.json',
      about: 'Since when a coach may read a document; document_id leads to documents.json',
      select: `SELECT share.document_id, share.shared_at
        FROM document_shares share JOIN documents document ON document.id = share.document_id
        WHERE document.owner_id = {id} ORDER BY share.shared_at, share.document_id`,
    },
    erasure: { by: 'account' },
  },
  document_file_removals: {
    persons: { file_key: 'named' },
    texts: { file_key: 'code' },
    export: { left: 'Numbers of files that are about to be removed.' },
    erasure: {
      by: 'kept',
      kept: 'Numbers of files that are about to be removed, until they are.',
    },
  },
};
