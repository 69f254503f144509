import { ApiProperty } from '@nestjs/swagger';
import {
  type ManagedUser,
  USER_STATUSES,
  type UserFilter,
  type UserStatus,
} from '../../../domain/user-administration/managed-user';
import type { Role } from '../../../kernel/actor';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { QueryFlag } from '../../http/query-flag';
import { ChoiceField } from '../../http/value-fields';
import { toRoleWord } from '../auth/role-words';
import { NullableText } from '../nullable-properties';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

const ROLES: Readonly<Record<string, Role>> = {
  student: 'STUDENT',
  coach: 'COACH',
  instructor: 'INSTRUCTOR',
  admin: 'PLATFORM_ADMIN',
};
const ROLE_WORDS = Object.keys(ROLES);

const RoleQuery = (): PropertyDecorator =>
  ChoiceField(ROLE_WORDS, {
    example: 'student',
    optional: true,
    description: 'The weightiest role that they hold.',
  });
const StatusQuery = (): PropertyDecorator =>
  ChoiceField(USER_STATUSES, {
    example: 'active',
    optional: true,
    description: 'An invited person has no password yet.',
  });
const SearchQuery = (): PropertyDecorator =>
  TextField({
    maximum: 200,
    example: 'doe',
    optional: true,
    description: 'A part of the name or of the address, in any case.',
  });

/** Which people to list. */
export class UsersQuery extends PageQuery {
  @RoleQuery()
  role?: string;

  @StatusQuery()
  status?: UserStatus;

  @SearchQuery()
  search?: string;
}

/** Which people to export. */
export class UsersExportQuery {
  @RoleQuery()
  role?: string;

  @StatusQuery()
  status?: UserStatus;

  @SearchQuery()
  search?: string;

  @QueryFlag('Begin with a byte order mark, as some spreadsheets want.')
  bom?: boolean;
}

/** What somebody shall be. */
export class ChangeRoleRequest {
  @ChoiceField(ROLE_WORDS, {
    example: 'coach',
    description:
      'Becomes the weightiest role of the person: what weighs more is taken away, what weighs less stays.',
  })
  role: string;
}

/** Somebody who has an account. */
export class ManagedUserReply {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  id: string;

  @ApiProperty({ example: 'student@example.com' })
  email: string;

  @ApiProperty({ example: 'John Doe' })
  name: string;

  @ApiProperty({
    enum: ROLE_WORDS,
    example: 'student',
    description: 'The weightiest of their roles.',
  })
  role: string;

  @ApiProperty({
    type: [String],
    example: ['student'],
    description: 'Each role that they hold, anywhere, in the order in which they got them.',
  })
  roles: string[];

  @ApiProperty({ enum: [...USER_STATUSES], example: 'active' })
  status: string;

  @NullableText('+12065550100', 'E.164.')
  phone: string | null;

  @ApiProperty({ format: 'date-time', example: '2024-01-15T10:00:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2025-01-20T14:30:00.000Z',
  })
  last_login: string | null;
}

/** A page of people. */
export class UsersReply extends PageReply {
  @ApiProperty({ type: [ManagedUserReply] })
  users: ManagedUserReply[];
}

/** The role that one of this contract's words means. */
export function roleOf(word: string): Role {
  return ROLES[word] as Role;
}

/** The same for the domain. */
export function toUserFilter(query: UsersExportQuery | UsersQuery): UserFilter {
  return {
    role: query.role === undefined ? null : roleOf(query.role),
    status: query.status ?? null,
    search: query.search ?? null,
  };
}

/** A person as this contract shows them. */
export function toManagedUser(user: ManagedUser): ManagedUserReply {
  return {
    id: user.uuid,
    email: user.email,
    name: user.fullName,
    role: toRoleWord(user.grants),
    roles: [...new Set(user.grants.map((grant) => toRoleWord([grant])))],
    status: user.status,
    phone: user.phone,
    created_at: user.createdAt.toISOString(),
    last_login: user.lastLoginAt?.toISOString() ?? null,
  };
}

/** A page of people as this contract shows it. */
export function toUsers({ items, total }: Page<ManagedUser>, query: PageQuery): UsersReply {
  return { users: items.map(toManagedUser), total, page: query.page, per_page: query.per_page };
}
