import { ApiProperty } from '@nestjs/swagger';

/** A name that stands for no college in the table, or for several. */
export class UnknownCollegeReply {
  @ApiProperty({ example: 'Boston' })
  name: string;

  @ApiProperty({ example: 'No college in the table is called so.' })
  reason: string;

  @ApiProperty({ type: [String], example: ['Boston College', 'Boston University'] })
  suggestions: string[];
}

/** An unknown name as this contract shows it. */
export function toUnknownCollege(unknown: {
  readonly name: string;
  readonly isAmbiguous: boolean;
  readonly suggestions: readonly string[];
}): UnknownCollegeReply {
  return {
    name: unknown.name,
    reason: unknown.isAmbiguous
      ? 'Several colleges are called so.'
      : 'No college in the table is called so.',
    suggestions: [...unknown.suggestions],
  };
}
