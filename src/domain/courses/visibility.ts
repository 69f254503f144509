import type { Actor } from '../../kernel/actor';
import { authorScopeOf } from '../universities/authorship';

/**
 * Who sees which course, module and content item: the one place that says so. Every read adds
 * one of the conditions below to its query, together with the parameters of {@link sightOf}.
 *
 * Those who write a university's courses see all of them. Everybody else sees what is published
 * itself and stands below published things only, and gated content only while enrolled in an
 * offering of its course. The conditions name the tables by the aliases
 * `course`, `module` and `item`. Two lists are written by hand for speed and say the same with
 * numbered parameters: `COURSES_IN_SIGHT` and `MODULES_FOR_TREE`.
 */
export interface Sight {
  readonly seesAllDrafts: boolean;
  /** Ids of the universities whose drafts the actor sees. */
  readonly authoredUniversities: readonly number[];
  /** Id of the actor. */
  readonly readerId: number;
}

const AUTHORED =
  '(:seesAllDrafts::boolean OR course.university_id = ANY(:authoredUniversities::integer[]))';

/** The module and all above it are published. Stops climbing at the first that is not. */
const LINEAGE_IS_PUBLISHED = `NOT EXISTS (
  WITH RECURSIVE lineage AS (
    SELECT module.id, module.parent_module_id, module.is_published
    UNION ALL
    SELECT parent.id, parent.parent_module_id, parent.is_published
    FROM modules parent JOIN lineage child ON parent.id = child.parent_module_id
    WHERE child.is_published
  ) SELECT 1 FROM lineage WHERE NOT is_published)`;

/**
 * Whether a person is or was a student of the course: who completed it may look things up.
 *
 * @param person SQL for the id of the person.
 * @param course SQL for the id of the course.
 */
export function isEnrolled(person: string, course: string): string {
  return `EXISTS (
    SELECT 1 FROM enrollments enrollment
    JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
    WHERE enrollment.user_id = ${person} AND offering.course_id = ${course}
      AND enrollment.status IN ('ACTIVE', 'COMPLETED'))`;
}

/** Needs `course`. */
export const VISIBLE_COURSE = `(${AUTHORED} OR course.is_published)`;

/** Needs `course` and `module`. */
export const VISIBLE_MODULE = `(${AUTHORED} OR (course.is_published AND ${LINEAGE_IS_PUBLISHED}))`;

/** Needs `course`, `module` and `item`. */
export const VISIBLE_CONTENT = `(${AUTHORED}
  OR (course.is_published AND item.is_published AND ${LINEAGE_IS_PUBLISHED}
    AND (NOT item.is_gated OR ${isEnrolled(':readerId::integer', 'course.id')})))`;

/** The parameters of the conditions for this actor. */
export function sightOf(actor: Actor): Sight {
  const { everywhere, universityIds } = authorScopeOf(actor);
  return {
    seesAllDrafts: everywhere,
    authoredUniversities: universityIds,
    readerId: actor.userId,
  };
}
