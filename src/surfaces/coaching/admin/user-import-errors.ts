import type { StreamableFile } from '@nestjs/common';
import type { UserImportError } from '../../../domain/user-import/user-import';
import { csvReply, type CsvCell } from '../../http/csv-reply';

/** The errors of an import as a CSV file. */
export function importErrors(errors: AsyncIterable<readonly UserImportError[]>): StreamableFile {
  return csvReply('import-errors.csv', ['row', 'error'], rowsOf(errors));
}

async function* rowsOf(
  errors: AsyncIterable<readonly UserImportError[]>,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  for await (const batch of errors) yield batch.map(({ row, error }) => [row, error]);
}
