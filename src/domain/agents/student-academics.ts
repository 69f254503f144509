import type { Activity, CourseTaken, StudentRecord } from '../students/student-record';

/** Courses above the regular level. */
export function advancedCourses<Course extends CourseTaken>(courses: readonly Course[]): Course[] {
  return courses.filter(({ rigour }) => rigour !== 'REGULAR');
}

/** GPA ÷ its scale, 0 to 1; null without one. */
export function gpaShare({ gpa }: Pick<StudentRecord, 'gpa'>): number | null {
  return gpa === null ? null : gpa.value / gpa.scale;
}

/** Hours a year; null when hours a week are not known. Weeks are taken as 36, a school year, unless told. */
export function yearlyHours({
  hoursPerWeek,
  weeksPerYear,
}: Pick<Activity, 'hoursPerWeek' | 'weeksPerYear'>): number | null {
  return hoursPerWeek === null ? null : hoursPerWeek * (weeksPerYear ?? 36);
}

/** 0 to 1: 0.4 × min(1, hours a year ÷ 200) + 0.3 × min(1, years ÷ 3) + 0.3 when the role leads. */
export function activityDepth(activity: Activity): number {
  const hours = Math.min(1, (yearlyHours(activity) ?? 0) / 200);
  const years = Math.min(1, (activity.years ?? 0) / 3);
  return 0.4 * hours + 0.3 * years + (activity.leads ? 0.3 : 0);
}

/** `GPA 3.7 of 4`. */
export function gpaInWords(gpa: NonNullable<StudentRecord['gpa']>): string {
  return `GPA ${gpa.value} of ${gpa.scale}`;
}

/** `Robotics club, captain, 6 hours a week`. */
export function activityInWords({ name, role, hoursPerWeek, years }: Activity): string {
  return [
    name,
    ...(role === null || role === '' ? [] : [role]),
    ...(hoursPerWeek === null ? [] : [`${hoursPerWeek} hours a week`]),
    ...(years === null ? [] : [`${years} ${years === 1 ? 'year' : 'years'}`]),
  ].join(', ');
}

/** `AP Calculus BC (AP, A)`. */
export function courseInWords({ name, rigour, grade }: CourseTaken): string {
  return `${name} (${[rigour, ...(grade === null ? [] : [grade])].join(', ')})`;
}
