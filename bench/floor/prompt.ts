import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';
import { Resolutions } from './prompt-resolution';
import { isReader, READER, type ReaderRow } from './reader';

interface Row extends ReaderRow {
  readonly may_read: boolean;
  readonly revision: string;
  /** Null when no version has the label. */
  readonly id: number | null;
  readonly created_by: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The sign-in, the catalogue's revision and the version behind the label in one statement. */
const PROMPT = `
  SELECT reader.reader_id, reader.reader_uuid,
         reader.writes_everywhere OR cardinality(reader.writes_in) > 0 AS may_read,
         catalogue.revision, p.id, p.name, p.version, p.type, p.prompt, p.config,
         ARRAY(SELECT l.label FROM prompt_labels l WHERE l.prompt_id = p.id
               ORDER BY l.label = 'production' DESC, l.label = 'latest' DESC, l.label) AS labels,
         p.tags, p.commit_message, p.created_by, p.created_at, p.updated_at
  FROM (${READER}) reader
  CROSS JOIN prompt_catalogue catalogue
  LEFT JOIN prompts p
    ON p.id = (SELECT prompt_id FROM prompt_labels WHERE name = $2 AND label = $3)`;

/** `GET /api/v1/prompts/{name}?label=…` of prompts that are texts. */
export function prompt({ pool, secret }: Floor): FloorHandler {
  const resolutions = new Resolutions(pool);
  return async (request, response) => {
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const name = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
    const label = /(?:^|&)label=([\w.-]+)/.exec(query)?.[1] ?? 'production';
    const { rows } = await pool.query<Row>({
      name: 'prompt',
      text: PROMPT,
      values: [claims.sid, name, label],
    });
    const [row] = rows;
    if (row === undefined || !isReader(row, claims)) {
      return sendJson(response, 401, UNKNOWN_BEARER);
    }
    if (!row.may_read) return sendJson(response, 403, { detail: 'Not for you.' });
    if (row.id === null) return sendJson(response, 404, { detail: 'No such prompt.' });
    const { reader_id, reader_uuid, may_read, revision, created_by, ...version } = row;
    sendJson(response, 200, {
      ...version,
      created_by: created_by === null ? null : String(created_by),
      ...(await resolutions.of(row.id, revision)),
    });
  };
}
