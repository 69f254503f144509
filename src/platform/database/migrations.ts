import { CreateUsers1795348800000 } from '../../../migrations/20261122T1200-create-users';
import { CreateOutbox1795349400000 } from '../../../migrations/20261122T1210-create-outbox';
import { CreateCourses1795350000000 } from '../../../migrations/20261122T1220-create-courses';
import { CreatePrompts1795350600000 } from '../../../migrations/20261122T1230-create-prompts';
import { CreateChat1795351200000 } from '../../../migrations/20261122T1240-create-chat';
import { CreateContentTypes1795351800000 } from '../../../migrations/20261122T1250-create-content-types';

/** Every migration, oldest first: the only source of the schema. */
export const MIGRATIONS = [
  CreateUsers1795348800000,
  CreateOutbox1795349400000,
  CreateCourses1795350000000,
  CreatePrompts1795350600000,
  CreateChat1795351200000,
  CreateContentTypes1795351800000,
];
