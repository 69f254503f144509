import type { TableRules } from './table-rule';

/** Mail that was sent, and who wants which. */
export const EMAIL_TABLES: TableRules = {
  email_messages: {
    persons: { user_id: 'owner', about_id: 'owner', address: 'named', sender_id: 'author' },
    texts: {
      key: 'code',
      address: 'identity',
      recipient_name: 'identity',
      template: 'code',
      subject: 'words',
      body: 'words',
      variables: 'words',
      category: 'code',
      status: 'code',
      last_error: 'words',
    },
    export: {
      file: 'mails.json',
      about: 'Which mails were sent to you, and when',
      select: `SELECT template, category, status, created_at, sent_at FROM email_messages
        WHERE user_id = {id} OR address = {email}::citext ORDER BY created_at, id`,
    },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM email_messages WHERE user_id = {id} OR address = {email}::citext
           OR sender_id = {id} OR about_id = {id}`,
      ],
    },
  },
  email_suppressions: {
    persons: { address: 'named', created_by: 'author' },
    texts: { address: 'identity', reason: 'code' },
    export: {
      file: 'mail-suppression.json',
      about: 'Why no mail is sent to your address, if so',
      select: `SELECT reason, created_at FROM email_suppressions WHERE address = {email}::citext`,
    },
    erasure: {
      by: 'statements',
      statements: [`DELETE FROM email_suppressions WHERE address = {email}::citext`],
    },
  },
  email_refusals: {
    persons: { user_id: 'owner' },
    texts: { category: 'code' },
    export: {
      file: 'mail-preferences.json',
      about: 'The kinds of mail that you do not want',
      select: `SELECT category, refused_at FROM email_refusals
        WHERE user_id = {id} ORDER BY category`,
    },
    erasure: { by: 'account' },
  },
  email_template_versions: {
    persons: { created_by: 'author' },
    texts: { name: 'code', subject: 'other', html: 'other', text: 'other' },
    export: { left: "The institution's wording of mails." },
    erasure: {
      by: 'authorship',
      kept: "The institution's wording of mails; who wrote it is cleared.",
    },
  },
  email_template_choices: {
    persons: { chosen_by: 'author' },
    texts: { name: 'code' },
    export: { left: "The institution's choice of wording." },
    erasure: { by: 'authorship', kept: 'Which wording is in use; who chose it is cleared.' },
  },
  report_mails: {
    persons: { user_id: 'owner' },
    texts: { report: 'code', frequency: 'code' },
    export: {
      file: 'report-mails.json',
      about: 'The reports that you get by mail',
      select: `SELECT report, frequency, course_id, is_paused, mailed_through, created_at
        FROM report_mails WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
};
