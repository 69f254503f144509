import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import type { Database } from './database';

interface SchemaColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/**
 * Where entities and the migrated schema disagree, as sentences that name the fix; none when they
 * fit. Columns are compared by name, type and nullability. Tables without an entity are fine.
 */
export async function schemaDrift(database: Database): Promise<string[]> {
  const columns = await database.query<SchemaColumn>(
    `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type,
            NOT a.attnotnull AS "isNullable"
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  const byName = new Map(columns.map((column) => [`${column.table}.${column.column}`, column]));
  return database.manager.connection.entityMetadatas.flatMap((entity) =>
    entity.columns.flatMap((column) => {
      const name = `${entity.tableName}.${column.databaseName}`;
      const actual = byName.get(name);
      if (actual === undefined) {
        return [`${name} is in ${entity.name} and in no migration. Add a migration for it.`];
      }
      return differences(column, actual).map(
        (difference) => `${name}: ${difference}. Make ${entity.name} and the migrations agree.`,
      );
    }),
  );
}

function differences(column: ColumnMetadata, actual: SchemaColumn): string[] {
  const declared = `${canonical(column)}${column.isArray ? '[]' : ''}`;
  return [
    ...(declared === actual.type ? [] : [`the entity says ${declared}, the schema ${actual.type}`]),
    ...(column.isNullable === actual.isNullable
      ? []
      : [`the entity is ${column.isNullable ? '' : 'not '}nullable, the schema is otherwise`]),
  ];
}

/** The name that PostgreSQL gives to the type of a column. */
function canonical(column: ColumnMetadata): string {
  if (column.type === Number) return 'integer';
  const type = String(column.type);
  return type === 'timestamptz' ? 'timestamp with time zone' : type;
}
