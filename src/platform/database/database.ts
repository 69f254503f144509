import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import type { Pool, PoolClient } from 'pg';
import type { EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { givingWay } from './giving-way';

/**
 * The one way to the database. Every call joins the transaction that is open around it, if any:
 * repositories ask for their manager at each call and never keep one.
 */
@Injectable()
export class Database {
  constructor(private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** The manager of the open transaction, or of the pool. */
  get manager(): EntityManager {
    return this.host.tx;
  }

  /** How many connections of this process's pool there are, do nothing, and are waited for. */
  get poolUse(): { readonly total: number; readonly idle: number; readonly waiting: number } {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.pool;
    return { total, idle, waiting };
  }

  private get pool(): Pool {
    return (this.manager.connection.driver as unknown as { master: Pool }).master;
  }

  /** A TypeORM repository bound to the open transaction. Ask for it anew at each use. */
  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** Rows of a parameterised statement. Values go into `$1…` only; the text is always a constant. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.repeatable(() => this.manager.query(sql, [...parameters]));
    return (isRowsWithCount(result) ? result[0] : result) as Row[];
  }

  /**
   * The same for a statement on a hot path: the server parses and plans it once a connection.
   *
   * @param name of this very text, the same everywhere.
   */
  async prepared<Row>(name: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const statement = { name, text: sql, values: [...parameters] };
    const { queryRunner } = this.manager;
    if (queryRunner !== undefined) {
      const client = (await queryRunner.connect()) as PoolClient;
      return (await client.query(statement)).rows as Row[];
    }
    return (await givingWay(() => this.pool.query(statement))).rows as Row[];
  }

  /** The first row of a statement, or null. */
  async queryOne<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row | null> {
    return (await this.query<Row>(sql, parameters))[0] ?? null;
  }

  /**
   * Runs the work in a transaction; joins the one that is open already. Never spans an outside call.
   * Work that PostgreSQL undid to end a deadlock runs again from its beginning: it keeps nothing
   * outside the database that a second run would spoil.
   */
  transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.repeatable(() => this.host.withTransaction(work));
  }

  /** What stands alone can be done again; a part of an open transaction fails with the whole. */
  private repeatable<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.host.isTransactionActive() ? work() : givingWay(work);
  }
}

/** TypeORM answers UPDATE and DELETE with `[rows, count]`, everything else with the rows alone. */
function isRowsWithCount(result: unknown): result is [unknown[], number] {
  return (
    Array.isArray(result) &&
    result.length === 2 &&
    Array.isArray(result[0]) &&
    typeof result[1] === 'number'
  );
}
