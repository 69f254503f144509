import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { courseStaffTopic, userTopic } from '../topic-name';

/** A type whose events concern one person alone. */
interface OwnEvent<Facts extends z.ZodRawShape, Data extends z.ZodObject> {
  readonly type: string;
  readonly description: string;
  /** Members of the payload besides `userId`. */
  readonly payload: Facts;
  readonly data: Data;
  readonly example: z.infer<Data>;
  readonly tell: (event: z.infer<z.ZodObject<Facts>>) => z.infer<Data>;
}

/** A type that is told to one person, and where it belongs to a course to those who teach that. */
export function ownEvent<Facts extends z.ZodRawShape, Data extends z.ZodObject>(
  { type, description, payload, data, example, tell }: OwnEvent<Facts, Data>,
  staff: 'with staff' | 'alone' = 'alone',
): LiveEventType {
  const facts = z.object(payload);
  return liveEvent({
    type,
    description,
    topics: staff === 'with staff' ? ['course_staff', 'user'] : ['user'],
    payload: z.looseObject({ userId: z.int(), courseId: z.int().nullish() }),
    data,
    example,
    concerns: ({ userId }) => ({ userIds: [userId] }),
    tell: (event, known) => {
      const person = known.byId(event.userId);
      if (person === null) return null;
      const isForStaff = staff === 'with staff' && typeof event.courseId === 'number';
      return {
        topics: [
          userTopic(person.uuid),
          ...(isForStaff ? [courseStaffTopic(event.courseId as number)] : []),
        ],
        data: tell(facts.parse(event)),
        subjectIds: [person.id],
      };
    },
  });
}
