import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { databaseFault } from './database-fault';

function refusal(code: string): DatabaseError {
  return Object.assign(new DatabaseError('as PostgreSQL says it', 0, 'error'), { code });
}

describe('databaseFault', () => {
  it.each([
    ['22021', 'invalid'],
    ['22P05', 'invalid'],
    ['22P02', 'invalid'],
    ['22003', 'invalid'],
    ['22001', 'invalid'],
    ['22008', 'invalid'],
    ['23505', 'conflict'],
    ['23503', 'conflict'],
    ['08006', 'unavailable'],
    ['53300', 'unavailable'],
    ['57P01', 'unavailable'],
    ['57P03', 'unavailable'],
    ['40001', 'unavailable'],
    ['40P01', 'unavailable'],
  ])('reads SQLSTATE %s as %s, by way of TypeORM or not', (code, kind) => {
    const error = refusal(code);
    expect(databaseFault(error)).toMatchObject({ kind });
    expect(databaseFault(new QueryFailedError('SELECT 1', [], error))).toMatchObject({ kind });
    expect(databaseFault(error)?.message).not.toContain('as PostgreSQL says it');
  });

  it.each([['42601'], ['42P01'], ['23502'], ['42501']])('leaves SQLSTATE %s: our fault', (code) => {
    expect(databaseFault(refusal(code))).toBeNull();
  });

  it.each([
    ['Connection terminated unexpectedly'],
    ['Connection terminated due to connection timeout'],
    ['timeout exceeded when trying to connect'],
    ['Query read timeout'],
  ])("reads the driver's %p as being away", (message) => {
    expect(databaseFault(new Error(message))).toMatchObject({ kind: 'unavailable' });
  });

  it('reads network failures as being away, and no other errors', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(databaseFault(refused)).toMatchObject({ kind: 'unavailable' });
    expect(databaseFault(new TypeError('x is not a function'))).toBeNull();
    expect(databaseFault('a text')).toBeNull();
    expect(databaseFault(null)).toBeNull();
  });
});
