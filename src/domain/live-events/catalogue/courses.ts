import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { courseStaffTopic, courseTopic, userTopic } from '../topic-name';

const enrollmentPayload = z.object({
  enrollmentId: z.int(),
  userId: z.int(),
  courseId: z.int(),
  courseOfferingId: z.int(),
  status: z.string(),
});

const enrollmentData = z.object({
  enrollment_id: z.int(),
  course_id: z.int(),
  course_offering_id: z.int(),
  status: z.string(),
});

function enrollmentEvent(type: string, description: string, status: string): LiveEventType {
  return liveEvent({
    type,
    description,
    topics: ['course_staff', 'user'],
    payload: enrollmentPayload,
    data: enrollmentData,
    example: { enrollment_id: 12, course_id: 1, course_offering_id: 3, status },
    concerns: ({ userId }) => ({ userIds: [userId] }),
    tell: (event, known) => {
      const student = known.byId(event.userId);
      if (student === null) return null;
      return {
        topics: [userTopic(student.uuid), courseStaffTopic(event.courseId)],
        data: {
          enrollment_id: event.enrollmentId,
          course_id: event.courseId,
          course_offering_id: event.courseOfferingId,
          status: event.status,
        },
        subjectIds: [student.id],
      };
    },
  });
}

const PART = z.enum(['course', 'modules', 'content', 'offerings']);

/** What happens in courses: to their readers what they say, to each student how far they are. */
export const COURSE_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'course.updated',
    description: 'What a course says or how it is arranged has changed; read it again.',
    topics: ['course'],
    payload: z.object({ courseId: z.int(), part: PART }),
    data: z.object({ course_id: z.int(), part: PART.describe('What of it has changed.') }),
    example: { course_id: 1, part: 'content' },
    concerns: () => ({}),
    tell: ({ courseId, part }) => ({
      topics: [courseTopic(courseId)],
      data: { course_id: courseId, part },
      subjectIds: [],
    }),
  }),
  enrollmentEvent('enrollment.created', 'Somebody is in an offering of a course.', 'ACTIVE'),
  enrollmentEvent('enrollment.updated', 'An enrolment changed its status.', 'COMPLETED'),
  liveEvent({
    type: 'progress.updated',
    description: 'A student got further in a course.',
    topics: ['user'],
    payload: z.object({
      userId: z.int(),
      courseId: z.int(),
      courseOfferingId: z.int(),
      contentItemId: z.int().nullable(),
      moduleId: z.int().nullable(),
      percent: z.number(),
      coursePercent: z.number(),
    }),
    data: z.object({
      course_id: z.int(),
      course_offering_id: z.int(),
      content_id: z.int().nullable().describe('Null when it is about a module.'),
      module_id: z.int().nullable().describe('Null when it is about a content item.'),
      percent: z.number().describe('Of the item or module.'),
      course_percent: z.number().describe('Of the whole course.'),
    }),
    example: {
      course_id: 1,
      course_offering_id: 3,
      content_id: 7,
      module_id: null,
      percent: 100,
      course_percent: 42,
    },
    concerns: ({ userId }) => ({ userIds: [userId] }),
    tell: (event, known) => {
      const student = known.byId(event.userId);
      if (student === null) return null;
      return {
        topics: [userTopic(student.uuid)],
        data: {
          course_id: event.courseId,
          course_offering_id: event.courseOfferingId,
          content_id: event.contentItemId,
          module_id: event.moduleId,
          percent: event.percent,
          course_percent: event.coursePercent,
        },
        subjectIds: [student.id],
      };
    },
  }),
];
