import { ApiProperty } from '@nestjs/swagger';
import type { DeveloperProfile } from '../../../domain/developer-profile/developer-profile.repository';
import { publicId } from '../public-id';

class ProfileStats {
  @ApiProperty({ type: 'integer', example: 42, description: 'Tasks that are done.' })
  tasks_completed: number;

  @ApiProperty({ type: 'integer', example: 1250, description: 'Points that were ever earned.' })
  tokens_earned: number;

  @ApiProperty({ type: 'integer', example: 1000, description: 'Points that are staked now.' })
  tokens_staked: number;
}

/** The person that a key belongs to. */
export class ProfileReply {
  @ApiProperty({ example: 'usr_0YQMyXtSxTLOwYHWGLfi8A' })
  id: string;

  @ApiProperty({
    example: 'learner-5f0c9a7be21d',
    description: 'A random name, safe to show; it tells nothing of the person.',
  })
  username: string;

  @ApiProperty({ format: 'email', example: 'ada@example.com' })
  email: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  name: string;

  @ApiProperty({
    format: 'uri',
    example: 'https://trellis.example/avatars/learner-5f0c9a7be21d.svg',
    description: 'A pattern of squares made from the username. It needs no key and never changes.',
  })
  avatar_url: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  created_at: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-05-20T15:30:00.000Z',
    description: 'When the name or the account last changed. The numbers of stats do not move it.',
  })
  updated_at: string;

  @ApiProperty({ type: ProfileStats })
  stats: ProfileStats;
}

/** @param publicUrl the address of this installation that clients use. */
export function toProfile(profile: DeveloperProfile, publicUrl: string): ProfileReply {
  return {
    id: publicId('user', profile.uuid),
    username: profile.username,
    email: profile.email,
    name: profile.fullName,
    avatar_url: `${publicUrl}/avatars/${profile.username}.svg`,
    created_at: profile.createdAt.toISOString(),
    updated_at: profile.updatedAt.toISOString(),
    stats: {
      tasks_completed: profile.tasksCompleted,
      tokens_earned: profile.pointsEarned,
      tokens_staked: profile.pointsStaked,
    },
  };
}
