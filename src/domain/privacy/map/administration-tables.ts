import type { TableRules } from './table-rule';

/** How the installation is run. */
export const ADMINISTRATION_TABLES: TableRules = {
  provider_credentials: {
    persons: { set_by: 'author' },
    texts: {
      provider: 'code',
      ciphertext: 'secret',
      nonce: 'secret',
      key_id: 'code',
      access_key_hint: 'code',
      region: 'code',
    },
    export: { left: "The installation's, not yours." },
    erasure: {
      by: 'authorship',
      kept: "The installation's access to a provider; who set it is cleared.",
    },
  },
  setting_versions: {
    persons: { changed_by: 'author' },
    texts: { category: 'code', values: 'other', changed_fields: 'code' },
    export: { left: "The installation's settings." },
    erasure: {
      by: 'authorship',
      kept: "The installation's settings; who changed them is cleared.",
    },
  },
  user_imports: {
    persons: { requested_by: 'author' },
    texts: { country: 'code', status: 'code' },
    export: { left: "The institution's imports of accounts." },
    erasure: {
      by: 'authorship',
      kept: 'How many accounts were imported when; who did it is cleared.',
    },
  },
  user_import_errors: {
    persons: { import_id: 'named' },
    texts: { error: 'code' },
    export: { left: 'What was wrong with lines of imports, by their numbers.' },
    erasure: {
      by: 'kept',
      kept: 'What was wrong with lines of imports: by their numbers, never repeating the line.',
    },
  },
  user_import_chunks: {
    persons: { bytes: 'named' },
    texts: { bytes: 'identity' },
    export: { left: 'A list of people while it is being imported.' },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM user_import_chunks chunk USING user_imports import
         WHERE import.id = chunk.import_id AND import.status NOT IN ('queued', 'running')`,
      ],
      kept: 'A list of people for the minutes in which it is imported; it goes when that ends.',
    },
  },
};
