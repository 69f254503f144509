import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES } from '../../../kernel/actor';
import type { RoleGrant } from '../../../domain/users/role-grants.repository';
import { ChoiceField, IdField } from '../../http/value-fields';

/** A role to give. */
export class GiveRoleRequest {
  @ChoiceField(ROLES, { example: 'INSTRUCTOR' })
  role: Role;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The university for which it holds; everywhere when absent.',
  })
  university_id?: number | null;
}

/** A role that somebody has. */
export class RoleGrantReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ enum: [...ROLES], example: 'INSTRUCTOR' })
  role: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'Null when it holds everywhere.',
  })
  university_id: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  granted_at: string;
}

/** A role as this contract shows it. */
export function toRoleGrant(grant: RoleGrant): RoleGrantReply {
  return {
    id: grant.id,
    role: grant.role,
    university_id: grant.universityId,
    granted_at: grant.grantedAt.toISOString(),
  };
}
