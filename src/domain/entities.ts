import { User } from './users/user.entity';

/** Every entity; the drift check compares their columns with the migrated schema. */
export const ENTITIES = [User];
