import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** Languages whose words PostgreSQL can bring to their stems; others are matched as they stand. */
const DICTIONARIES: Readonly<Record<string, string>> = {
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fr: 'french',
  it: 'italian',
  nl: 'dutch',
  pt: 'portuguese',
  sv: 'swedish',
};

/** Word stems by PostgreSQL's full-text search. */
@Injectable()
export class StemsRepository {
  constructor(private readonly database: Database) {}

  /** The stems of each text, stop words left out. */
  async stemsOf(texts: readonly string[], locale: string): Promise<string[][]> {
    const dictionary = DICTIONARIES[locale.split('-', 1)[0] ?? ''] ?? 'simple';
    const rows = await this.database.query<{ stems: string[] }>(
      `SELECT tsvector_to_array(to_tsvector($2::regconfig, t.text)) AS stems
       FROM unnest($1::text[]) WITH ORDINALITY AS t (text, position) ORDER BY t.position`,
      [texts, dictionary],
    );
    return rows.map((row) => row.stems);
  }
}
