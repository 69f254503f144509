import type { Document, DocumentVersion } from './document';

/** A version as a member of a JSON object; times come out as text. */
export const VERSION_OBJECT = `json_build_object(
  'id', version.id, 'documentId', version.document_id, 'number', version.number,
  'fileKey', version.file_key, 'fileName', version.file_name, 'mediaType', version.media_type,
  'byteLength', version.byte_length, 'sha256', version.sha256, 'uploadedBy', version.uploaded_by,
  'status', version.status, 'scanner', version.scanner, 'scanned', version.scanned,
  'signature', version.signature, 'fault', version.fault, 'pages', version.pages,
  'createdAt', version.created_at)`;

/** $1 the reader, $2 the reader as a coach or null, $3 whether they read all. */
const COACHES_NOW = `
  SELECT 1 FROM coach_students link
  WHERE link.coach_id = $2 AND link.student_id = document.owner_id AND link.status = 'active'`;

/** Whether the reader may change the document. */
const IS_WRITABLE = `(document.owner_id = $1 OR $3
  OR (document.uploaded_by = $2 AND EXISTS (${COACHES_NOW})))`;

/** Whether the reader may read it: theirs, by a share of the present link, or what they may change. */
export const IS_READABLE = `(${IS_WRITABLE} OR EXISTS (${COACHES_NOW}
  AND EXISTS (SELECT 1 FROM document_shares share
              WHERE share.document_id = document.id AND share.link_id = link.id)))`;

/** Documents with their people and their current version. */
export const DOCUMENTS = `
  SELECT document.id, document.kind, document.title, ${IS_WRITABLE} AS "isWritable",
         document.created_at AS "createdAt", document.updated_at AS "updatedAt",
         document.deleted_at AS "deletedAt", ${VERSION_OBJECT} AS current,
         json_build_object('id', owner.id, 'uuid', owner.uuid, 'name', owner.full_name) AS owner,
         CASE WHEN uploader.id IS NOT NULL THEN json_build_object(
           'id', uploader.id, 'uuid', uploader.uuid, 'name', uploader.full_name)
         END AS "uploadedBy"
  FROM documents document
  JOIN document_versions version ON version.id = document.current_version_id
  JOIN users owner ON owner.id = document.owner_id
  LEFT JOIN users uploader ON uploader.id = document.uploaded_by`;

/** A version as JSON gives it back. */
export type VersionRow = Omit<DocumentVersion, 'createdAt'> & { readonly createdAt: string };

/** A document as {@link DOCUMENTS} gives it back. */
export type DocumentRow = Omit<Document, 'current'> & { readonly current: VersionRow };

/** Turns the text of JSON into a time again. */
export function toVersion(row: VersionRow): DocumentVersion {
  return { ...row, createdAt: new Date(row.createdAt) };
}

/** The same for a document. */
export function toDocument(row: DocumentRow): Document {
  return { ...row, current: toVersion(row.current) };
}
