import { ActivityFileRefused } from './activity-import.errors';
import { tableRows } from './files/table-rows';

/** What references of the source stand for here: the first column and the second. */
export type ReferenceTable = ReadonlyMap<string, string>;

/**
 * Reads a CSV of two columns: what the source calls somebody or something, and what it is here.
 *
 * @param isTarget what may stand in the second column; a first row that has no such is the headings.
 * @throws ActivityFileRefused naming the row that has none, or that contradicts another one.
 */
export async function readReferences(
  path: string,
  isTarget: (text: string) => boolean,
): Promise<ReferenceTable> {
  const table = new Map<string, string>();
  for await (const given of tableRows(path)) {
    const { row } = given;
    if ('problem' in given) throw new ActivityFileRefused(path, `row ${row}: ${given.problem}`);
    const [reference = '', target = ''] = given.cells;
    if (row === 1 && !isTarget(target)) continue;
    if (reference === '' || !isTarget(target)) {
      throw new ActivityFileRefused(path, `row ${row} doesn’t say what stands for what`);
    }
    if ((table.get(reference) ?? target) !== target) {
      throw new ActivityFileRefused(path, `row ${row} says something else than a row above it`);
    }
    table.set(reference, target);
  }
  return table;
}
