/** What a document may be, by what its bytes are. */
export const MEDIA_TYPES = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe'],
  'text/plain': ['txt', 'text'],
} as const;

export type MediaType = keyof typeof MEDIA_TYPES;

export const PDF: MediaType = 'application/pdf';
export const WORD: MediaType =
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const PLAIN_TEXT: MediaType = 'text/plain';

const WITH_TEXT: ReadonlySet<string> = new Set<MediaType>([PDF, WORD, PLAIN_TEXT]);

/** Whether a file of this type has text that can be read. */
export function hasText(mediaType: string): boolean {
  return WITH_TEXT.has(mediaType);
}

/** The endings of file names that go with a type; the first is the usual one. */
export function extensionsOf(mediaType: string): readonly string[] {
  return MEDIA_TYPES[mediaType as MediaType] ?? [];
}
