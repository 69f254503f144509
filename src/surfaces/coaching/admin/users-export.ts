import type { StreamableFile } from '@nestjs/common';
import type { ManagedUser } from '../../../domain/user-administration/managed-user';
import { csvReply, type CsvCell } from '../../http/csv-reply';
import { toManagedUser } from './users.dto';

const COLUMNS = [
  'id',
  'email',
  'name',
  'role',
  'status',
  'phone',
  'created_at',
  'last_login',
] as const;

/** People as a CSV file; its columns are the fields of the list. */
export function usersExport(
  users: AsyncIterable<readonly ManagedUser[]>,
  marked: boolean,
): StreamableFile {
  return csvReply('users.csv', COLUMNS, rowsOf(users), marked);
}

async function* rowsOf(
  users: AsyncIterable<readonly ManagedUser[]>,
): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  for await (const batch of users) {
    yield batch.map((user) => {
      const shown = toManagedUser(user);
      return COLUMNS.map((column) => shown[column]);
    });
  }
}
