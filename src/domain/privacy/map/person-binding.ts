import type { PersonToErase } from '../personal-data-holder';

/** A statement with the person put into it as parameters. */
interface BoundStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const PLACES = /\{(id|uuid|email)\}/g;

/** Turns `{id}`, `{uuid}` and `{email}` of a statement of the map into `$1…`, with their values. */
export function bindPerson(statement: string, person: PersonToErase): BoundStatement {
  const parameters: unknown[] = [];
  const places = new Map<string, string>();
  const sql = statement.replace(PLACES, (_, name: keyof PersonToErase) => {
    const known = places.get(name);
    if (known !== undefined) return known;
    parameters.push(person[name]);
    const place = `$${parameters.length}${name === 'id' ? '::integer' : '::text'}`;
    places.set(name, place);
    return place;
  });
  return { sql, parameters };
}
