import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, Max, Min } from 'class-validator';
import type { Profile, Subject } from '../../../domain/users/users.repository';
import { BirthDateField, CodeWordField } from '../../http/fields';
import { LARGEST_ID } from '../../http/parameters';

/** What changes about a profile; absent fields stay as they are, null empties one. */
export class UpdateProfileRequest {
  @BirthDateField()
  date_of_birth?: string | null;

  @CodeWordField('CAREER_ADVANCEMENT')
  learning_goal?: string | null;

  @CodeWordField('UNDERGRADUATE')
  study_level?: string | null;

  @CodeWordField('SOPHOMORE')
  grade?: string | null;
}

/** What somebody told about themselves. */
export class ProfileReply {
  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2000-01-01' })
  date_of_birth: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'CAREER_ADVANCEMENT' })
  learning_goal: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'UNDERGRADUATE' })
  study_level: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'SOPHOMORE' })
  grade: string | null;
}

/** The subjects that somebody cares for, all of them. */
export class ChooseSubjectsRequest {
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1 },
    maxItems: 50,
    example: [1, 2, 3],
    description: 'Ids of subjects; they replace the present ones.',
  })
  @IsArray({ message: 'value is not a list' })
  @ArrayMaxSize(50, { message: 'the list has more than 50 entries' })
  @ArrayUnique({ message: 'the list names something twice' })
  @IsInt({ each: true, message: 'every entry must be a whole number' })
  @Min(1, { each: true, message: 'ids start at 1' })
  @Max(LARGEST_ID, { each: true, message: `ids end at ${LARGEST_ID}` })
  subject_preferences: number[];
}

/** A subject that somebody cares for. */
export class PreferredSubjectReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Computer Science' })
  name: string;
}

/** A profile as this contract shows it. */
export function toProfile(profile: Profile): ProfileReply {
  return {
    date_of_birth: profile.dateOfBirth,
    learning_goal: profile.learningGoal,
    study_level: profile.studyLevel,
    grade: profile.grade,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toProfileChanges(request: UpdateProfileRequest): Partial<Profile> {
  return {
    dateOfBirth: request.date_of_birth,
    learningGoal: request.learning_goal,
    studyLevel: request.study_level,
    grade: request.grade,
  };
}

/** A subject as this contract shows it. */
export function toPreferredSubject(subject: Subject): PreferredSubjectReply {
  return { id: subject.id, name: subject.name };
}
