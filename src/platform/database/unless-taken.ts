import { QueryFailedError } from 'typeorm';

const UNIQUE_VIOLATION = '23505';

/**
 * What a write gives, or null when it would repeat something that must be unique. A statement that
 * fails ends its transaction: after null the caller can only give up.
 */
export async function unlessTaken<Result>(write: () => Promise<Result>): Promise<Result | null> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof QueryFailedError && isUniqueViolation(error)) return null;
    throw error;
  }
}

function isUniqueViolation(error: QueryFailedError): boolean {
  return (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION;
}
