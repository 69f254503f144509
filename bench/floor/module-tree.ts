import { verifyBearer } from './bearer';
import { type Floor, type FloorHandler, sendJson, UNKNOWN_BEARER } from './floor-handler';
import { isReader, READER, type ReaderRow } from './reader';

interface Row extends ReaderRow {
  /** Null when there is no course that the reader may know of. */
  readonly known_course: number | null;
  /** Null in the one row of a course without modules. */
  readonly id: number | null;
  readonly parent_module_id: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const COURSE_ID = /\/courses\/(\d{1,9})\/modules$/;

/**
 * The sign-in, the course and its modules in one statement. What stands below an unpublished
 * module is read here and gets lost as the tree is walked.
 */
const MODULES = `
  SELECT reader.reader_id, reader.reader_uuid, course.id AS known_course, module.*
  FROM (${READER}) reader
  LEFT JOIN courses course ON course.id = $2
    AND (course.is_published OR reader.writes_everywhere
         OR course.university_id = ANY(reader.writes_in))
  LEFT JOIN LATERAL (
    SELECT id, course_id, parent_module_id, title, description, module_type, sequence_index,
           is_published, created_at, updated_at
    FROM modules
    WHERE course_id = course.id
      AND (is_published OR reader.writes_everywhere
           OR course.university_id = ANY(reader.writes_in))
  ) module ON true
  ORDER BY module.sequence_index, module.id`;

/** `GET /api/v1/modules/courses/{id}/modules` */
export function moduleTree({ pool, secret }: Floor): FloorHandler {
  return async (request, response) => {
    const claims = verifyBearer(request.headers.authorization, secret);
    if (claims === null) return sendJson(response, 401, UNKNOWN_BEARER);
    const { rows } = await pool.query<Row>({
      name: 'modules',
      text: MODULES,
      values: [claims.sid, Number(COURSE_ID.exec(request.url ?? '')?.[1] ?? 0)],
    });
    const [first] = rows;
    if (!isReader(first, claims)) return sendJson(response, 401, UNKNOWN_BEARER);
    if (first.known_course === null) return sendJson(response, 404, { detail: 'No such course.' });
    sendJson(response, 200, tableOfContents(rows));
  };
}

/** Each module before its children; what has no way to the top is left out. */
function tableOfContents(rows: readonly Row[]): object[] {
  const children = new Map<number | null, Row[]>();
  for (const row of rows) {
    if (row.id === null) continue;
    const siblings = children.get(row.parent_module_id);
    if (siblings === undefined) children.set(row.parent_module_id, [row]);
    else siblings.push(row);
  }
  const contents: object[] = [];
  const list = (parent: number | null): void => {
    for (const row of children.get(parent) ?? []) {
      contents.push(shown(row));
      list(row.id);
    }
  };
  list(null);
  return contents;
}

function shown(row: Row): object {
  const { reader_id, reader_uuid, known_course, created_at, updated_at, ...module } = row;
  return {
    ...module,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
