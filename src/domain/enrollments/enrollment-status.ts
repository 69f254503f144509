/** Where an enrolment stands. */
export const ENROLLMENT_STATUSES = ['ACTIVE', 'COMPLETED', 'DROPPED'] as const;
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];

const STUDENT_MAY: Readonly<Record<EnrollmentStatus, readonly EnrollmentStatus[]>> = {
  ACTIVE: ['COMPLETED', 'DROPPED'],
  COMPLETED: [],
  DROPPED: ['ACTIVE'],
};

const TEACHER_MAY: Readonly<Record<EnrollmentStatus, readonly EnrollmentStatus[]>> = {
  ...STUDENT_MAY,
  COMPLETED: ['ACTIVE'],
};

/** Where an enrolment may go from here. What was completed is reopened by a teacher only. */
export function nextStatuses(
  from: EnrollmentStatus,
  by: 'student' | 'teacher',
): readonly EnrollmentStatus[] {
  return by === 'teacher' ? TEACHER_MAY[from] : STUDENT_MAY[from];
}
