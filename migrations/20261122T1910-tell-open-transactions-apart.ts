import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A server's other databases have transactions of their own, which hide nothing of this one. */
export class TellOpenTransactionsApart1795379400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Whose a transaction is tells the session that holds the lock on its id. One whose lock is not
    // to be seen (it has just begun or just ended, or is prepared) may be one of this database.
    await runner.query(`
      CREATE FUNCTION first_open_transaction() RETURNS xid8 LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT open.id FROM pg_snapshot_xip(pg_current_snapshot()) open(id)
           WHERE NOT EXISTS (
             SELECT FROM pg_locks lock JOIN pg_stat_activity session ON session.pid = lock.pid
             WHERE lock.locktype = 'transactionid' AND lock.mode = 'ExclusiveLock' AND lock.granted
               AND lock.transactionid = open.id::xid
               AND session.datid <> (
                 SELECT oid FROM pg_database WHERE datname = current_database()))
           ORDER BY open.id LIMIT 1),
          pg_snapshot_xmax(pg_current_snapshot()))
      $$`);
    await runner.query(`
      COMMENT ON FUNCTION first_open_transaction IS
        'The first transaction of this database that is open in the present snapshot, or that begins after it: of those before, everything can be seen.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION first_open_transaction`);
  }
}
