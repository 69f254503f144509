import type { Actor } from '../../kernel/actor';
import { authorScopeOf } from '../universities/authorship';

/**
 * Who sees which offering: the one place that says so. The conditions name the tables by the
 * aliases `course` and `offering` and take the parameters of {@link offeringSightOf}.
 */
export interface OfferingSight {
  readonly writesEverywhere: boolean;
  readonly writtenUniversities: readonly number[];
  readonly readerId: number;
}

const WRITES =
  '(:writesEverywhere::boolean OR course.university_id = ANY(:writtenUniversities::integer[]))';

const BELONGS = `(EXISTS (
    SELECT 1 FROM offering_instructors teacher
    WHERE teacher.course_offering_id = offering.id AND teacher.user_id = :readerId::integer)
  OR EXISTS (
    SELECT 1 FROM enrollments own
    WHERE own.course_offering_id = offering.id AND own.user_id = :readerId::integer))`;

/** Offerings that the reader may open. */
export const VISIBLE_OFFERING = `(${WRITES} OR ${BELONGS}
  OR (course.is_published AND offering.visibility <> 'PRIVATE'))`;

/** Offerings that the reader finds in a list. */
export const LISTED_OFFERING = `(${WRITES} OR ${BELONGS}
  OR (course.is_published AND offering.visibility = 'PUBLIC'))`;

/** The parameters of the conditions for this actor. */
export function offeringSightOf(actor: Actor): OfferingSight {
  const { everywhere, universityIds } = authorScopeOf(actor);
  return {
    writesEverywhere: everywhere,
    writtenUniversities: universityIds,
    readerId: actor.userId,
  };
}
